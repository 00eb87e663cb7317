package watch

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/sahayak-dev/sahayak/bot"
)

// lent is a turn with two steps that waited for a tenth of a second.
func lent(turn bot.TurnID) bot.Trace {
	return bot.Trace{
		Turn: turn, Shop: 3, Channel: "wire", Address: "919800000001", Finished: frames("udhaar.give"),
		Received: morning, Began: morning.Add(100 * time.Millisecond),
		Steps: []bot.Step{{Name: "understand", Took: 20 * time.Millisecond}, {Name: "commit", Took: 30 * time.Millisecond}},
	}
}

// TestTraces makes one turn, and its sending in another process, one trace.
func TestTraces(t *testing.T) {
	here, there := tracetest.NewInMemoryExporter(), tracetest.NewInMemoryExporter()
	one := newStand(t, func(c *Config) { c.Traces = Traces{Export: keep{here}, Ratio: 1} })
	two := newStand(t, func(c *Config) { c.Traces = Traces{Export: keep{there}, Ratio: 1} })
	one.Observe(lent(7))
	sending := bot.Sending{Channel: "wire", Turn: 7, Received: morning, Began: morning.Add(time.Second), Took: time.Second, Outcome: bot.Failing, Fault: bot.Throttled}
	two.Sent(sending)
	sending.Outcome = bot.Later
	two.Sent(sending) // not tried, so nothing to tell
	one.Close()
	two.Close()
	spans, sent := here.GetSpans(), there.GetSpans()
	if len(spans) != 4 || len(sent) != 1 {
		t.Fatalf("%d spans and %d, want 4 and 1", len(spans), len(sent))
	}
	root := spans[3]
	if root.Name != "turn" || root.Parent.IsValid() || !root.StartTime.Equal(morning) || !root.EndTime.Equal(morning.Add(150*time.Millisecond)) {
		t.Errorf("the turn is %s from %v to %v, below %v", root.Name, root.StartTime, root.EndTime, root.Parent)
	}
	begin := morning
	for i, want := range []struct {
		name string
		took time.Duration
	}{{"wait", 100 * time.Millisecond}, {"understand", 20 * time.Millisecond}, {"commit", 30 * time.Millisecond}} {
		s := spans[i]
		if s.Name != want.name || !s.StartTime.Equal(begin) || s.EndTime.Sub(s.StartTime) != want.took || s.Parent.SpanID() != root.SpanContext.SpanID() {
			t.Errorf("step %d is %s from %v, took %v", i, s.Name, s.StartTime, s.EndTime.Sub(s.StartTime))
		}
		begin = s.EndTime
	}
	if s := sent[0]; s.SpanContext.TraceID() != root.SpanContext.TraceID() || s.Parent.SpanID() != root.SpanContext.SpanID() || s.Status.Description != "throttled" {
		t.Errorf("sent is %+v", s)
	}
}

// keep lets what was exported be read after the end.
type keep struct{ *tracetest.InMemoryExporter }

func (keep) Shutdown(context.Context) error { return nil }

// TestSampled traces about half the turns, the same half in every process.
func TestSampled(t *testing.T) {
	traced := func() map[string]bool {
		out := tracetest.NewInMemoryExporter()
		s := newStand(t, func(c *Config) { c.Traces = Traces{Export: keep{out}, Ratio: .5} })
		for turn := range 200 {
			s.Observe(lent(bot.TurnID(turn)))
			s.Sent(bot.Sending{Channel: "wire", Turn: bot.TurnID(turn), Received: morning, Began: morning})
		}
		s.Close()
		seen, count := map[string]bool{}, 0
		for _, span := range out.GetSpans() {
			seen[span.SpanContext.TraceID().String()] = true
			count++
		}
		if count != 5*len(seen) {
			t.Errorf("%d spans of %d turns: some are not whole", count, len(seen))
		}
		return seen
	}
	one, two := traced(), traced()
	if len(one) < 60 || len(one) > 140 || len(one) != len(two) {
		t.Errorf("%d and %d of 200 turns", len(one), len(two))
	}
	for id := range one {
		if !two[id] {
			t.Errorf("%s only in one process", id)
		}
	}
}

// TestCollector posts spans to a collector, in the protocol's own words.
func TestCollector(t *testing.T) {
	bodies := make(chan string, 9)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		bodies <- r.URL.Path + " " + string(raw)
	}))
	defer server.Close()
	s := newStand(t, func(c *Config) { c.Traces, c.Instance = Traces{URL: server.URL + "/", Ratio: 1}, "a:1" })
	s.Observe(lent(7))
	s.Observe(bot.Trace{Turn: 8, Broken: true, Began: morning})
	s.Close()
	path, raw, _ := strings.Cut(<-bodies, " ")
	var body otlpBody
	if err := json.Unmarshal([]byte(raw), &body); err != nil || path != "/v1/traces" {
		t.Fatalf("%s %v", path, err)
	}
	spans := body.Resources[0].Scopes[0].Spans
	turn := spans[3]
	if len(turn.Trace) != 32 || len(turn.Span) != 16 || turn.Parent != "" || turn.Start != "1772422200000000000" || turn.Kind != 5 || spans[0].Parent != turn.Span {
		t.Errorf("got %+v", turn)
	}
	for _, want := range []string{
		`{"key":"service.name","value":{"stringValue":"sahayak"}}`, `{"key":"sahayak.turn","value":{"intValue":"7"}}`,
		`{"key":"sahayak.errands","value":{"arrayValue":{"values":[{"stringValue":"udhaar.give"}]}}}`, `"status":{"code":2,"message":"broken"}`,
	} {
		if !strings.Contains(raw, want) {
			t.Errorf("%s is not in %s", want, raw)
		}
	}
}

// TestCollectorAway drops spans, says so, and keeps nobody waiting.
func TestCollectorAway(t *testing.T) {
	var log strings.Builder
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	s := newStand(t, func(c *Config) { c.Traces, c.Log = Traces{URL: server.URL, Ratio: 1}, logger(&log) })
	s.Observe(lent(7))
	s.Close()
	if !strings.Contains(log.String(), `"spans dropped","spans":4`) || strings.Contains(log.String(), server.URL) {
		t.Errorf("the log says %s", &log)
	}
}

func TestTracesOffAndRefused(t *testing.T) {
	for _, c := range []Traces{{}, {Ratio: 1}, {URL: "http://localhost:1"}} {
		if s := newStand(t, func(config *Config) { config.Traces = c }); s.tracer != nil {
			t.Errorf("%+v traces", c)
		}
	}
	for _, c := range []Traces{{URL: "localhost:4318", Ratio: 1}, {URL: "http://h", Ratio: 1.5}, {Ratio: -1}} {
		if _, err := New(Config{Clock: &hasty{}, Traces: c}); !errors.Is(err, ErrConfig) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
