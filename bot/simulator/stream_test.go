package simulator_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// reader reads server-sent events.
type reader struct {
	*world
	lines *bufio.Scanner
	close func()
	res   *http.Response
}

type happening struct{ id, kind, data string }

// listen opens a stream, and returns when it is open.
func (w *world) listen(path string, headers ...string) *reader {
	w.Helper()
	ctx, cancel := context.WithCancel(w.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+path, nil)
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	stop := func() { cancel(); res.Body.Close() }
	w.Cleanup(stop)
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	return &reader{w, lines, stop, res}
}

// next is the next event.
func (r *reader) next() (h happening) {
	r.Helper()
	for r.lines.Scan() {
		switch name, value, _ := strings.Cut(r.lines.Text(), ": "); name {
		case "id":
			h.id = value
		case "event":
			h.kind = value
		case "data":
			h.data = value
			return h
		}
	}
	r.Fatalf("the stream ended: %v", r.lines.Err())
	return h
}

// TestEvents listens while things happen, and takes up again where it left off.
func TestEvents(t *testing.T) {
	w := newWorld(t)
	s := w.listen("/simulator/events")
	if ct := s.res.Header.Get("Content-Type"); ct != "text/event-stream" || s.res.Header.Get("Content-Encoding") != "" {
		t.Errorf("got %s", ct)
	}
	if _, err := w.Say(asha, simulator.Said{Text: "one\ntwo"}); err != nil {
		t.Fatal(err)
	}
	h := s.next()
	var data struct {
		Phone  string
		Bubble simulator.Bubble
	}
	if err := json.Unmarshal([]byte(h.data), &data); err != nil || h.kind != "bubble" || data.Phone != asha || data.Bubble.Text != "one\ntwo" || data.Bubble.Status != "sent" {
		t.Fatalf("got %+v", h)
	}
	s.close()
	w.deliver()
	id := string(w.bot.messages()[0].ID)
	w.request("POST", "/v25.0/"+number+"/messages", `{"messaging_product":"whatsapp","status":"read","message_id":"`+id+`","typing_indicator":{"type":"text"}}`)
	w.request("POST", "/simulator/clock", `{"advance":"1h"}`)
	w.request("POST", "/simulator/faults", `{"duplicate":1}`)
	w.request("POST", "/simulator/turns", `{"turn":7,"phone":"`+asha+`"}`)
	w.request("POST", "/simulator/phones", `{"name":"x"}`)
	want := []string{"bubble delivered", "bot up", "bubble read", "typing true", "clock", "faults", "turn 7", "phones"}
	for _, again := range []*reader{w.listen("/simulator/events", "Last-Event-ID", h.id), w.listen("/simulator/events?after=" + h.id)} {
		for _, want := range want {
			kind, says, _ := strings.Cut(want, " ")
			if h := again.next(); h.kind != kind || !strings.Contains(h.data, says) {
				t.Errorf("got %+v, want %s", h, want)
			}
		}
	}
}

// TestBehind takes up again after more has happened than is kept, or with a
// number from another life.
func TestBehind(t *testing.T) {
	w := newWorld(t)
	first := w.State().Seq
	w.AddTurn(simulator.Turn{Turn: 1})
	for range simulator.MaxEvents {
		w.AddTurn(simulator.Turn{Turn: 2})
	}
	for _, after := range []string{fmt.Sprint(first), "99999999999", "-1"} {
		s := w.listen("/simulator/events", "Last-Event-ID", after)
		h := s.next()
		if h.kind != "reset" || h.id != fmt.Sprint(w.State().Seq) {
			t.Errorf("after %s: %+v", after, h)
		}
	}
	s := w.listen("/simulator/events", "Last-Event-ID", fmt.Sprint(first+1))
	if h := s.next(); h.kind != "turn" {
		t.Errorf("got %+v", h)
	}
	if r := w.request("GET", "/simulator/events?after=x", ""); r.StatusCode != http.StatusBadRequest {
		t.Errorf("got %d", r.StatusCode)
	}
	if n := len(w.State().Turns); n != simulator.MaxTurns {
		t.Errorf("%d turns", n)
	}
}

// TestStreams opens more streams than there may be.
func TestStreams(t *testing.T) {
	w := newWorld(t)
	var open []*reader
	for range simulator.MaxStreams {
		open = append(open, w.listen("/simulator/events"))
	}
	if s := w.listen("/simulator/events"); s.res.StatusCode != http.StatusBadRequest {
		t.Errorf("one more: %d", s.res.StatusCode)
	}
	open[0].close()
	w.until(func() bool { return w.listen("/simulator/events").res.StatusCode == http.StatusOK })
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for open[1].lines.Scan() { // it ends
	}
}

// TestKeepAlive waits on a stream where nothing happens.
func TestKeepAlive(t *testing.T) {
	w := newWorld(t)
	s := w.listen("/simulator/events")
	w.clock.Advance(simulator.KeepAlive)
	for s.lines.Scan() {
		if strings.HasPrefix(s.lines.Text(), ":") {
			return
		}
	}
	t.Error("not a word")
}

// TestState looks at what the page is told at first.
func TestState(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	r := w.request("GET", "/simulator/state", "")
	for _, part := range []string{
		`"seq":`, `"now":"2026-11-22T04:30:00Z"`, `"offset_ms":0`, `"number":{"display":"+91 80 1234 5678","name":"Sahayak"}`,
		`"bot":{"state":"up","plug":false,"armed":false}`, `"address":"919800000001"`, `"role":"owner"`, `"user_id":"IN.`, `"turns":[]`, `"typing":[]`,
		`"faults":{"duplicate":0,"batch":0,"disorder":false,"delay_ms":0,"send":{"mode":"ok","count":0}}`, `"919800000002":[]`,
	} {
		if !strings.Contains(string(r.body), part) {
			t.Errorf("no %s in %s", part, r.body)
		}
	}
	if strings.Contains(string(r.body), token) || strings.Contains(string(r.body), secret) || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("it says too much: %s", r.body)
	}
}
