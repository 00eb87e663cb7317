package watch

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/sahayak-dev/sahayak/bot"
)

// The states of the engine.
const (
	starting int32 = iota
	running
	draining
	stopped
)

// What /readyz calls the whole. Degraded is ready: the work is done without the
// part that is missing.
const (
	statusReady    = "ready"
	statusDegraded = "degraded"
	statusFailing  = "failing"
	statusStarting = "starting"
	statusDraining = "draining"
	statusStopped  = "stopped"
)

// Part is one part of what is ready, or is not.
type Part struct {
	Name   string
	OK     bool
	Needed bool // without it nothing can be done
}

// The parts that are asked.
const (
	engineUp = "engine"
	disk     = "journal"
	sessions = "memory"
)

// While runs the engine, and knows meanwhile that it does.
func (w *Watch) While(run func() error) error {
	w.state.CompareAndSwap(starting, running)
	defer w.state.Store(stopped)
	return run()
}

// Drain says that no new work shall come here: from now on it is not ready, while
// it finishes what it has.
func (w *Watch) Drain() {
	if !w.state.CompareAndSwap(running, draining) {
		w.state.CompareAndSwap(starting, draining)
	}
}

// probe asks one part how it is, seldom enough that asking costs nothing.
type probe struct {
	name   string
	needed bool
	check  func(context.Context, *subject) error
	clock  bot.Clock

	mu sync.Mutex
	at time.Time
	ok bool

	misses int // in a row, as [Watch.Run] counts
}

func (w *Watch) newProbes() []*probe {
	return []*probe{
		{name: disk, needed: true, clock: w.Clock, check: func(ctx context.Context, s *subject) error {
			return s.journal.Writable(ctx)
		}},
		{name: sessions, clock: w.Clock, check: func(ctx context.Context, s *subject) error {
			_, _, err := s.engine.Sessions.Load(ctx, 0, 0) // nobody's
			return err
		}},
	}
}

// up reports whether the part does its work, or did a few seconds ago.
func (p *probe) up(s *subject) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock.Now()
	if !p.at.IsZero() && now.Sub(p.at).Abs() < fresh {
		return p.ok
	}
	ctx, cancel := context.WithTimeout(context.Background(), asking)
	defer cancel()
	p.ok, p.at = p.check(ctx, s) == nil, now
	return p.ok
}

// parts asks every part.
func (w *Watch) parts() []Part {
	s := w.subject.Load()
	out := []Part{{Name: engineUp, OK: w.state.Load() == running, Needed: true}}
	for _, p := range w.probes {
		out = append(out, Part{Name: p.name, OK: s != nil && p.up(s), Needed: p.needed})
	}
	return out
}

// status is what /readyz calls the whole.
func (w *Watch) status(parts []Part) string {
	switch w.state.Load() {
	case starting:
		return statusStarting
	case draining:
		return statusDraining
	case stopped:
		return statusStopped
	}
	status := statusReady
	for _, p := range parts {
		switch {
		case p.OK:
		case p.Needed:
			return statusFailing
		default:
			status = statusDegraded
		}
	}
	return status
}

// Ready answers whether new work may come here: 200, or else 503, and how each
// part is. Why a part fails is in the log, not in the answer.
func (w *Watch) Ready() http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		parts := w.parts()
		answer := struct {
			Status string            `json:"status"`
			Parts  map[string]string `json:"parts"`
		}{w.status(parts), map[string]string{}}
		for _, p := range parts {
			answer.Parts[p.Name] = map[bool]string{true: "ok", false: "failing"}[p.OK]
		}
		out.Header().Set("Content-Type", "application/json")
		out.Header().Set("Cache-Control", "no-store")
		if answer.Status != statusReady && answer.Status != statusDegraded {
			out.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(out).Encode(answer)
	})
}

// Handler is what operators may ask: /metrics and /readyz. It is not for the
// public.
func (w *Watch) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(w.meter.registry, promhttp.HandlerOpts{}))
	mux.Handle("GET /readyz", w.Ready())
	return mux
}
