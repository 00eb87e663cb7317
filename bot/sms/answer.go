package sms

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

const (
	longestAnswer = 1 << 18   // bytes of an answer that are read
	longestID     = 512       // bytes of a gateway's name for a message
	longestCode   = 6         // digits of a gateway's number of a failure: more could be a phone's
	longestWait   = time.Hour // that a gateway may make us wait
)

// reading is how answers are read, made ready.
type reading struct {
	ok        []int
	id, state []string
	code      []string
	success   []string
	failure   map[string]bot.Fault
}

// faults are what can be done about a failure, by name.
func faults() map[string]bot.Fault {
	out := map[string]bot.Fault{}
	for _, f := range []bot.Fault{bot.Transient, bot.Throttled, bot.Uncertain, bot.Closed, bot.Refused, bot.Locked} {
		out[f.String()] = f
	}
	return out
}

// answer reads how answers are read.
func (c Config) answer(g *gateway) error {
	a, known := c.Answer, faults()
	g.reading = reading{ok: a.OK, id: steps(a.ID), state: steps(a.State), code: steps(a.Code), failure: map[string]bot.Fault{}}
	switch words := len(a.Success) + len(a.Failure); {
	case a.State == "" && (len(a.Success) > 0 || words > 0 && a.Code == ""):
		return errors.New("answer: words of success or failure, and no state in which they stand")
	case a.State != "" && words == 0:
		return errors.New("answer: a state, and no words of success or failure")
	}
	for _, status := range a.OK {
		if status < http.StatusOK || status > 599 {
			return errors.New("answer: ok are statuses of HTTP, from 200")
		}
	}
	for _, word := range a.Success {
		g.reading.success = append(g.reading.success, fold(word))
	}
	for word, name := range a.Failure {
		fault, ok := known[name]
		if !ok {
			return fmt.Errorf("answer: failure %q is none of transient, throttled, uncertain, closed, refused, locked", name)
		}
		if slices.Contains(g.reading.success, fold(word)) {
			return fmt.Errorf("answer: %q is a word of success and of failure", word)
		}
		g.reading.failure[fold(word)] = fault
	}
	return nil
}

// fold is a word as it is compared.
func fold(word string) string { return strings.ToLower(strings.TrimSpace(word)) }

// read reads an answer: the gateway's name for the message, "" for none, or a
// [bot.SendError]. It never repeats what the gateway said.
func (r *reading) read(resp *http.Response, now time.Time) (string, error) {
	raw, cut := io.ReadAll(io.LimitReader(resp.Body, longestAnswer))
	var doc any
	if cut == nil {
		doc = document(raw)
	}
	word, told := at(doc, r.state)
	code, _ := at(doc, r.code)
	word, code = fold(word), fold(code)
	fail := func(fault bot.Fault) error {
		err := fmt.Errorf("sms: the gateway did not take it: status %d", resp.StatusCode)
		return &bot.SendError{Fault: fault, Code: number(cmp.Or(code, word)), After: retryAfter(resp, now), Err: err}
	}
	if fault, listed := r.fails(code, word); listed {
		return "", fail(fault)
	}
	switch {
	case !r.well(resp.StatusCode):
		return "", fail(judge(resp.StatusCode))
	case cut != nil:
		return "", uncertain("the answer was cut off", cut)
	case len(r.success) > 0 && !told:
		return "", uncertain("an answer that tells neither success nor failure", nil)
	case len(r.success) > 0 && !slices.Contains(r.success, word):
		return "", fail(bot.Refused)
	}
	return r.name(doc)
}

// fails is the fault of the first of words that is one of failure.
func (r *reading) fails(words ...string) (bot.Fault, bool) {
	for _, word := range words {
		if fault, listed := r.failure[word]; listed && word != "" {
			return fault, true
		}
	}
	return 0, false
}

// name is the gateway's name for a message.
func (r *reading) name(doc any) (string, error) {
	if len(r.id) == 0 {
		return "", nil
	}
	id, told := at(doc, r.id)
	if !told || id == "" || !fileable(id) {
		return "", uncertain("accepted without an id", nil)
	}
	return id, nil
}

// fileable reports whether a name can be written down.
func fileable(id string) bool {
	return len(id) <= longestID && utf8.ValidString(id) && !control(id)
}

// well reports whether a status means success.
func (r *reading) well(status int) bool {
	if len(r.ok) > 0 {
		return slices.Contains(r.ok, status)
	}
	return status/100 == 2
}

// judge is what can be done about a status that is no success.
func judge(status int) bot.Fault {
	switch {
	case status == http.StatusTooManyRequests:
		return bot.Throttled
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusPaymentRequired:
		return bot.Locked
	case status/100 == 2, status == http.StatusBadGateway, status == http.StatusGatewayTimeout:
		return bot.Uncertain // what is behind it may have heard it, and each text costs
	case status >= 500, status < 400, status == http.StatusRequestTimeout:
		return bot.Transient
	}
	return bot.Refused
}

// number is a word that is a number of a failure; 0 for any other.
func number(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || len(word) > longestCode || n < 0 {
		return 0
	}
	return n
}

// retryAfter is what a gateway asks us to wait: seconds or a date; 0 when it does
// not ask.
func retryAfter(resp *http.Response, now time.Time) time.Duration {
	text := resp.Header.Get("Retry-After")
	if n, err := strconv.Atoi(text); err == nil {
		return min(time.Duration(max(0, min(n, 1<<20)))*time.Second, longestWait)
	}
	if date, err := http.ParseTime(text); err == nil {
		return min(max(0, date.Sub(now)), longestWait)
	}
	return 0
}

// document is JSON, or nil.
func document(raw []byte) any {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber() // a name of many digits stays as it is
	var doc any
	if err := d.Decode(&doc); err != nil {
		return nil
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil
	}
	return doc
}
