package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// gateway is a configuration made ready: how one is called, and how its answers
// are read.
type gateway struct {
	method         string
	host           string // with the scheme
	path, query    pattern
	asked          bool // the URL has a question mark
	body           Body
	user, password string
	headers        map[string]pattern
	fields         map[string]any
	sender, entity string
	coding         Coding
	most           int // segments
	wordings       map[string]wording
	reading        reading
	door           door
}

// uses reports whether a place stands anywhere in a request.
func (g *gateway) uses(name string) bool {
	for _, h := range g.headers {
		if h.has(name) {
			return true
		}
	}
	return g.path.has(name) || g.query.has(name) || mentions(g.fields, name)
}

// address is the URL with values in it, without fields.
func (g *gateway) address(values map[string]string) string {
	out := g.path.fill(values, escapePart)
	if g.asked {
		out += "?" + g.query.fill(values, url.QueryEscape)
	}
	return out
}

// escapePart escapes a value that stands in a path. One that is "." or ".." means
// the way up there.
func escapePart(value string) string {
	if strings.Trim(value, ".") == "" {
		return strings.ReplaceAll(value, ".", "%2E")
	}
	return url.PathEscape(value)
}

// request makes the request of one message.
func (g *gateway) request(ctx context.Context, values map[string]string) (*http.Request, error) {
	to, kind, body, err := g.draw(values)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, g.method, to, bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("no such address")
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for name, value := range g.headers {
		r.Header.Set(name, value.fill(values, asIs))
	}
	if g.user != "" || g.password != "" {
		r.SetBasicAuth(g.user, g.password)
	}
	// A connection is not used twice for GET: the library sends one again by itself
	// when an old connection breaks, and a person would be written to twice.
	r.Close = g.method == http.MethodGet
	return r, nil
}

// draw writes the fields: into the URL, or as a body of a kind.
func (g *gateway) draw(values map[string]string) (to, kind string, body []byte, err error) {
	to = g.address(values)
	if g.body == JSON {
		body, err = json.Marshal(filled(g.fields, values))
		return to, "application/json", body, err
	}
	form := url.Values{}
	for name, f := range g.fields {
		form[name] = words(f, values)
	}
	switch {
	case g.body == Form:
		return to, "application/x-www-form-urlencoded", []byte(form.Encode()), nil
	case len(form) == 0:
		return to, "", nil, nil
	case g.asked && !strings.HasSuffix(to, "?"):
		return to + "&" + form.Encode(), "", nil, nil
	}
	return strings.TrimSuffix(to, "?") + "?" + form.Encode(), "", nil, nil
}
