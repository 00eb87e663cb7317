package watch

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// hasty is a clock on which no time is lost waiting; it remembers how long.
type hasty struct{ waited []time.Duration }

func (h *hasty) Now() time.Time { return morning }

func (h *hasty) After(d time.Duration) <-chan time.Time {
	h.waited = append(h.waited, d)
	ring := make(chan time.Time, 1)
	ring <- morning
	return ring
}

// hook answers with one status after the other, the last one for ever.
func hook(t *testing.T, statuses ...int) (url string, posted *atomic.Int64, body func() string) {
	var n atomic.Int64
	var last atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		last.Store(r.Header.Get("Content-Type") + " " + string(raw))
		w.WriteHeader(statuses[min(int(n.Add(1)), len(statuses))-1])
	}))
	t.Cleanup(server.Close)
	return server.URL, &n, func() string { s, _ := last.Load().(string); return s }
}

func TestWebhook(t *testing.T) {
	n := Notice{Kind: Late, State: Trouble, Count: 90, Since: morning, At: morning, Instance: "a:1", Text: "Messages wait.", key: "secret"}
	for name, c := range map[string]struct {
		statuses []int
		posts    int64
		waits    []time.Duration
		fails    bool
	}{
		"taken":         {[]int{204}, 1, nil, false},
		"taken later":   {[]int{500, 429, 200}, 3, []time.Duration{time.Second, 2 * time.Second}, false},
		"never taken":   {[]int{503}, 4, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, true},
		"sent away":     {[]int{302}, 4, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, true},
		"taken at last": {[]int{500, 500, 500, 200}, 4, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, false},
	} {
		url, posted, body := hook(t, c.statuses...)
		clock := &hasty{}
		h, err := NewWebhook(url, clock, http.DefaultTransport)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Tell(t.Context(), n); (err != nil) != c.fails || err != nil && strings.Contains(err.Error(), url) {
			t.Errorf("%s: %v", name, err)
		}
		if posted.Load() != c.posts || !slices.Equal(clock.waited, c.waits) {
			t.Errorf("%s: posted %d times, waited %v", name, posted.Load(), clock.waited)
		}
		var got map[string]any
		kind, raw, _ := strings.Cut(body(), " ")
		if err := json.Unmarshal([]byte(raw), &got); err != nil || kind != "application/json" {
			t.Fatalf("%s: %s, %v", name, body(), err)
		}
		if got["kind"] != "late" || got["state"] != "trouble" || got["count"] != 90.0 || got["since"] != "2026-03-02T03:30:00Z" || strings.Contains(raw, "secret") {
			t.Errorf("%s: posted %s", name, raw)
		}
	}
}

// TestWebhookStops does not go on trying when the process ends.
func TestWebhookStops(t *testing.T) {
	posted := make(chan struct{}, 9)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		posted <- struct{}{}
	}))
	defer server.Close()
	h, err := NewWebhook(server.URL, newStand(t, nil).clock, http.DefaultTransport)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- h.Tell(ctx, Notice{}) }()
	<-posted
	stop()
	if err := <-ended; err == nil {
		t.Error("it was told")
	}
}

// TestWebhookAway posts to where nobody listens: the error does not tell where.
func TestWebhookAway(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	h, err := NewWebhook(server.URL+"/hunter2", &hasty{}, http.DefaultTransport)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Tell(t.Context(), Notice{}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestWebhookRefuses(t *testing.T) {
	for _, address := range []string{"", "here", "ftp://u:hunter2@x/", "http://", "http://u:hunter2@[", "/path"} {
		if _, err := NewWebhook(address, &hasty{}, http.DefaultTransport); !errors.Is(err, ErrConfig) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
