package sms

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// aside is what could not be read of a report, and why.
type aside struct{ why string }

// read makes statuses of what a gateway reports, as told at a time.
func (d *door) read(r *http.Request, body []byte, now time.Time) (statuses []bot.Status, faults []aside) {
	query := r.URL.Query()
	for _, look := range d.reports(r, body) {
		s, why := d.status(func(name string) string {
			if name == "" {
				return ""
			}
			if word, ok := look(name); ok {
				return word
			}
			return query.Get(name)
		})
		switch {
		case why != "":
			faults = append(faults, aside{why})
		case s != nil:
			s.At = now
			statuses = append(statuses, *s)
		}
	}
	return statuses, faults
}

// lookup finds a field of one report.
type lookup func(name string) (string, bool)

// reports are those of one request.
func (d *door) reports(r *http.Request, body []byte) []lookup {
	if d.fields.In != "" || !isJSON(r, body) {
		form, _ := url.ParseQuery(string(body)) // what is no form has no fields
		if d.fields.In == "" {
			return []lookup{func(name string) (string, bool) { return form.Get(name), form.Has(name) }}
		}
		body = []byte(cmp.Or(form.Get(d.fields.In), r.URL.Query().Get(d.fields.In)))
	}
	doc := walk(document(body), d.list)
	list, several := doc.([]any)
	if !several {
		list = []any{doc}
	}
	var out []lookup
	for _, one := range list {
		out = append(out, func(name string) (string, bool) { return at(one, steps(name)) })
	}
	return out
}

// isJSON reports whether a body is meant as JSON.
func isJSON(r *http.Request, body []byte) bool {
	text := strings.TrimSpace(string(body))
	return strings.Contains(r.Header.Get("Content-Type"), "json") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

// status is a report in the bot's terms; nil when it tells nothing, with why when
// that should not be.
func (d *door) status(look func(name string) string) (*bot.Status, string) {
	word := fold(look(d.fields.Status))
	state, known := d.words[word]
	s := &bot.Status{Bubble: look(d.fields.ID), Ref: look(d.fields.Ref), State: state}
	switch {
	case d.skip[word]:
		return nil, ""
	case !known:
		return nil, "report with a word that is not configured"
	case s.Bubble == "" && s.Ref == "" || !fileable(s.Bubble) || !fileable(s.Ref):
		return nil, "report of no message"
	}
	if state == bot.Failed {
		s.Code, s.Err = number(look(d.fields.Code)), "the gateway says "+word
	}
	return s, ""
}
