package cloudapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// post posts a body as Meta would, and returns the status.
func post(h http.Handler, body []byte, signature string) int {
	r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(body))
	if signature != "" {
		r.Header.Set(wire.SignatureHeader, signature)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

func signed256(body []byte) string { return wire.Sign(secret, body) }

const one = `{"from":"919800000001","id":"wamid.%d","timestamp":"1697043223","type":"text","text":{"body":"do kilo chawal"}}`

func TestSignature(t *testing.T) {
	m := newMeta(t, accepted)
	body := brought(fmt.Sprintf(one, 1))
	right := signed256(body)
	for name, c := range map[string]struct {
		body      []byte
		signature string
		status    int
	}{
		"right":         {body, right, 200},
		"in capitals":   {body, "sha256=" + strings.ToUpper(right[7:]), 200},
		"missing":       {body, "", 401},
		"wrong":         {body, "sha256=" + strings.Repeat("0", 64), 401},
		"other secret":  {body, wire.Sign("app secre", body), 401},
		"sha1":          {body, "sha1=" + right[7:], 401},
		"bare":          {body, right[7:], 401},
		"another body":  {append(bytes.Clone(body), ' '), right, 401},
		"re-serialised": {bytes.ReplaceAll(body, []byte(`"Ramesh"`), []byte(`"\u0052amesh"`)), right, 401},
	} {
		t.Run(name, func(t *testing.T) {
			c1, log := channelTo(t, m.URL)
			sink := &memory{}
			if got := post(c1.Webhook(sink), c.body, c.signature); got != c.status {
				t.Errorf("status %d, want %d", got, c.status)
			}
			_ = c1.Close()
			stored := len(sink.messages) + len(sink.aside)
			if want := map[bool]int{true: 1}[c.status == 200]; stored != want {
				t.Errorf("%d stored, want %d", stored, want)
			}
			if c.status != 200 && !strings.Contains(log.String(), "webhook refused") {
				t.Error("no line in the log")
			}
		})
	}
}

// TestAnswerIsWhole is before anything is marked: there is no end of it to wait for.
func TestAnswerIsWhole(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	server := httptest.NewServer(c.Webhook(&memory{}))
	defer server.Close()
	body := brought(fmt.Sprintf(one, 1))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(wire.SignatureHeader, signed256(body))
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.ContentLength != 0 || len(answer.TransferEncoding) > 0 {
		t.Errorf("status %d, %d bytes, in %v", answer.StatusCode, answer.ContentLength, answer.TransferEncoding)
	}
	_ = c.Close()
}

func TestVerification(t *testing.T) {
	c, _ := channelTo(t, "http://localhost:1")
	h := c.Webhook(&memory{})
	for name, q := range map[string]struct {
		query  url.Values
		status int
		body   string
	}{
		"right":      {url.Values{"hub.mode": {"subscribe"}, "hub.verify_token": {verify}, "hub.challenge": {"<b>1158"}}, 200, "<b>1158"},
		"wrong word": {url.Values{"hub.mode": {"subscribe"}, "hub.verify_token": {"x"}, "hub.challenge": {"1158"}}, 403, ""},
		"no word":    {url.Values{"hub.mode": {"subscribe"}, "hub.challenge": {"1158"}}, 403, ""},
		"wrong mode": {url.Values{"hub.mode": {"unsubscribe"}, "hub.verify_token": {verify}, "hub.challenge": {"1158"}}, 403, ""},
		"nothing":    {nil, 403, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/webhook?"+q.query.Encode(), nil))
		if w.Code != q.status || q.status == 200 && w.Body.String() != q.body || strings.Contains(w.Body.String(), "1158") && q.status != 200 {
			t.Errorf("%s: %d %q", name, w.Code, w.Body)
		}
		if q.status == 200 && (w.Header().Get("Content-Type") != "text/plain; charset=utf-8" || w.Header().Get("X-Content-Type-Options") != "nosniff") {
			t.Errorf("%s: a browser could take it for a page: %v", name, w.Header())
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPut, "/webhook", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, POST" {
		t.Errorf("PUT: %d %v", w.Code, w.Header())
	}
}

func TestSizes(t *testing.T) {
	c, _ := channelTo(t, "http://localhost:1")
	for size, want := range map[int]int{MaxBody: 200, MaxBody + 1: 413, 10 << 20: 413} {
		sink := &memory{}
		body := append(hook(`{}`), bytes.Repeat([]byte(" "), size)...)[:size]
		if got := post(c.Webhook(sink), body, signed256(body)); got != want || len(sink.aside)+len(sink.messages) != 0 {
			t.Errorf("%d bytes: %d, want %d", size, got, want)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/webhook", iotest.ErrReader(errors.New("gone")))
	r.Header.Set(wire.SignatureHeader, signed256(nil))
	w := httptest.NewRecorder()
	c.Webhook(&memory{}).ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest {
		t.Errorf("a body cut short: %d", w.Code)
	}
}

// What cannot be read is set aside and acknowledged, or it would come for a week.
func TestMalformed(t *testing.T) {
	m := newMeta(t, accepted)
	c, log := channelTo(t, m.URL)
	for _, body := range []string{``, `{`, `null`, `"x"`, `{"entry":7}`, "\xff\xfe", `{"entry":[{"changes":[{"value":{"messages":["Ramesh owes 500"]}}]}]}`} {
		sink := &memory{}
		if got := post(c.Webhook(sink), []byte(body), signed256([]byte(body))); got != 200 || len(sink.aside) != 1 {
			t.Errorf("%q: %d, aside %d", body, got, len(sink.aside))
		}
	}
	if n := strings.Count(log.String(), "webhook set aside"); n != 7 {
		t.Errorf("%d lines in the log, want 7", n)
	}
	if strings.Contains(log.String(), "Ramesh") {
		t.Error("the log tells what was said")
	}
}

func TestOneBrokenBetweenGoodOnes(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	sink := &memory{}
	body := brought(fmt.Sprintf(one, 1) + `,{"from":{},"id":"wamid.x","type":"text","text":"` + strings.Repeat("x", 100) + `"},` + fmt.Sprintf(one, 2))
	if got := post(c.Webhook(sink), body, signed256(body)); got != 200 {
		t.Errorf("status %d", got)
	}
	if len(sink.messages) != 2 || len(sink.aside) != 1 {
		t.Errorf("%d messages, %d aside", len(sink.messages), len(sink.aside))
	}
}

// A sink that fails at anything is delivered to again; what it could take it has.
func TestSinkFails(t *testing.T) {
	m := newMeta(t, accepted)
	body := []byte(`{"entry":[{"changes":[{"field":"messages","value":{"messages":[` + fmt.Sprintf(one, 1) + `,"broken",` + fmt.Sprintf(one, 2) +
		`,{"from":"1","id":"c","type":"system","system":{"type":"user_changed_number","wa_id":"2"}}],"statuses":[{"id":"a","status":"sent"}]}}]}]}`)
	for name, c := range map[string]struct {
		fail                             string
		poison                           string
		messages, statuses, moves, aside int
	}{
		"nothing": {"", "", 2, 1, 1, 1},
		"receive": {"receive", "", 0, 1, 1, 0},
		"poison":  {"", "wamid.1", 1, 1, 1, 0},
		"track":   {"track", "", 2, 0, 1, 0},
		"move":    {"move", "", 2, 1, 0, 0},
		"aside":   {"aside", "", 2, 1, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			ch, _ := channelTo(t, m.URL)
			sink := &memory{fail: map[string]bool{c.fail: true}, poison: c.poison}
			want := 503
			if name == "nothing" {
				want = 200
			}
			if got := post(ch.Webhook(sink), body, signed256(body)); got != want {
				t.Errorf("status %d, want %d", got, want)
			}
			got := [4]int{len(sink.messages), len(sink.statuses), len(sink.moves), len(sink.aside)}
			if got != [4]int{c.messages, c.statuses, c.moves, c.aside} {
				t.Errorf("stored %v", got)
			}
			sink.fail, sink.poison = nil, ""
			if got := post(ch.Webhook(sink), body, signed256(body)); got != 200 || len(sink.messages) != 2 || len(sink.aside) == 0 {
				t.Errorf("delivered again: %d, %d messages, %d aside", got, len(sink.messages), len(sink.aside))
			}
		})
	}
}

// Who hangs up early does not stop what has arrived from being stored.
func TestHangingUp(t *testing.T) {
	c, _ := channelTo(t, newMeta(t, accepted).URL)
	body := brought(fmt.Sprintf(one, 1))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/webhook", bytes.NewReader(body))
	r.Header.Set(wire.SignatureHeader, signed256(body))
	w := httptest.NewRecorder()
	sink := &hasty{}
	c.Webhook(sink).ServeHTTP(w, r)
	if w.Code != http.StatusOK || len(sink.messages) != 1 {
		t.Errorf("status %d, %d stored", w.Code, len(sink.messages))
	}
}

// hasty is a sink that stores nothing for a context that is over, and wants one
// that will be.
type hasty struct{ memory }

func (h *hasty) Receive(ctx context.Context, messages ...bot.Message) error {
	if _, bounded := ctx.Deadline(); !bounded || ctx.Err() != nil {
		return errSink
	}
	return h.memory.Receive(ctx, messages...)
}

// The same webhook ten times, and two at once: one message, marked once.
func TestRepeats(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	sink := &memory{}
	h := c.Webhook(sink)
	body := brought(fmt.Sprintf(one, 1))
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for range 5 {
				if got := post(h, body, signed256(body)); got != 200 {
					t.Errorf("status %d", got)
				}
			}
		})
	}
	group.Wait()
	_ = c.Close()
	if len(sink.messages) != 1 || sink.calls != 10 {
		t.Errorf("%d messages of %d deliveries", len(sink.messages), sink.calls)
	}
	if n := len(m.requests()); n != 1 {
		t.Errorf("marked %d times", n)
	}
}

// Over a real connection the answer arrives, also when marking hangs.
func TestAnswerDoesNotWaitForTheMark(t *testing.T) {
	hold := make(chan struct{})
	m := newMeta(t, func(w http.ResponseWriter, r *http.Request) { <-hold; accepted(w, r) })
	c, _ := channelTo(t, m.URL)
	server := httptest.NewServer(c.Webhook(&memory{}))
	defer server.Close()
	body := brought(fmt.Sprintf(one, 1))
	r, _ := http.NewRequest(http.MethodPost, server.URL, bytes.NewReader(body))
	r.Header.Set(wire.SignatureHeader, signed256(body))
	resp, err := server.Client().Do(r)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp, err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	close(hold)
}

func TestLogsTellNothingOfAPerson(t *testing.T) {
	m := newMeta(t, says(400, `{"error":{"code":100,"message":"Recipient +91 98000 00001 is not here"}}`))
	c, log := channelTo(t, m.URL)
	rows := index(t)
	h := c.Webhook(&memory{})
	for name := range rows {
		body := payload(t, name)
		post(h, body, signed256(body))
	}
	body := brought(fmt.Sprintf(one, 1) + `,{"from":"919800000001","id":"x","text":"udhaar"},{"id":"y","type":"reaction","reaction":{"emoji":"👍"},"from":"919800000001"}`)
	post(h, body, signed256(body))
	post(h, body, "sha256=00")
	_ = c.Close()
	if log.Len() == 0 {
		t.Fatal("nothing was logged")
	}
	for _, word := range []string{token, secret, verify, "98000", "9198", "97298", "Ramesh", "Test Name", "chawal", "udhaar", "Body Text", "👍"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log tells %q", word)
		}
	}
}
