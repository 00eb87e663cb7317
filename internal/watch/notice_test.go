package watch

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// way is a way to the operator that a test listens at.
type way struct {
	name   string
	heard  chan Notice
	answer func(context.Context) error
}

func (w *way) Name() string { return w.name }

func (w *way) Tell(ctx context.Context, n Notice) error {
	w.heard <- n
	if w.answer != nil {
		return w.answer(ctx)
	}
	return nil
}

// TestRun tells every way, though one of them hangs and one fails.
func TestRun(t *testing.T) {
	hangs := &way{name: "hangs", heard: make(chan Notice, 9), answer: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
	fails := &way{name: "fails", heard: make(chan Notice, 9), answer: func(context.Context) error { return errors.New("no") }}
	well := &way{name: "well", heard: make(chan Notice, 9)}
	s := newStand(t, func(c *Config) { c.Notify, c.Instance = []Way{hangs, fails, well}, "one:1" })
	s.Observe(bot.Trace{Broken: true})
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { s.Run(ctx) })
	for _, w := range []*way{hangs, fails, well} {
		if n := <-w.heard; n.Kind != Broken || n.State != Trouble || n.Instance != "one:1" || n.Text == "" || n.key == "" {
			t.Errorf("%s heard %+v", w.name, n)
		}
	}
	rings := make(chan struct{})
	go func() { // time passes
		for {
			select {
			case <-rings:
				return
			default:
				s.clock.Advance(look)
			}
		}
	}()
	if n := <-well.heard; n.Kind != Broken || n.State != Over {
		t.Errorf("heard %+v", n)
	}
	stop()
	running.Wait()
	close(rings)
	s.is(map[string]string{
		`sahayak_notices_total{result="told",way="well"}`:    "2",
		`sahayak_notices_total{result="failed",way="fails"}`: "2",
	})
}

// TestDropped has more to tell than a way takes: nobody waits, and the other way
// is told.
func TestDropped(t *testing.T) {
	var log strings.Builder
	s := newStand(t, func(c *Config) { c.Notify, c.Log = []Way{&way{name: "full"}, &way{name: "well"}}, logger(&log) })
	queues := []chan Notice{make(chan Notice, 1), make(chan Notice, 3)}
	for range 3 {
		s.pass(Notice{Kind: Late}, queues)
	}
	if len(queues[1]) != 3 || strings.Count(log.String(), `"operator notice dropped","kind":"late","way":"full"`) != 2 {
		t.Errorf("%d told, the log says %s", len(queues[1]), &log)
	}
}

// TestOneTells has two processes see the same trouble, and one of them start again
// in the middle of it: the beginning is told once, and so is the end.
func TestOneTells(t *testing.T) {
	one, two := newStand(t, nil), newStand(t, nil)
	two.journal, two.clock = one.journal, one.clock
	two.Clock = one.clock
	two.subject.Load().journal, two.subject.Load().depth = one.journal, one.subject.Load().depth
	told := map[State]int{}
	look := func(s *stand) {
		for _, n := range s.news() {
			if n.Kind != Late {
				t.Fatalf("told %+v", n)
			}
			if s.first(t.Context(), n) {
				told[n.State]++
			}
		}
	}
	wait := func() { one.clock.Advance(fresh) }
	one.journal.be(journal.Depth{Undone: 1, Oldest: morning.Add(-time.Hour)}, nil)
	look(one)
	look(two)
	wait()
	again := newStand(t, nil) // in place of one
	again.Clock = one.clock
	again.subject.Load().journal, again.subject.Load().depth = one.journal, one.subject.Load().depth
	look(again)
	wait()
	one.journal.be(journal.Depth{}, nil)
	wait()
	look(two)
	wait()
	look(again)
	if told[Trouble] != 1 || told[Over] != 1 {
		t.Errorf("told %v", told)
	}
	one.clock.Advance(notAgain)
	one.journal.be(journal.Depth{Undone: 1, Oldest: morning}, nil)
	look(again)
	look(two)
	one.journal.be(journal.Depth{}, nil)
	wait()
	look(again)
	look(two)
	if told[Trouble] != 2 || told[Over] != 2 {
		t.Errorf("an hour later: told %v", told)
	}
	if one.journal.be(journal.Depth{}, errAway); !one.first(t.Context(), Notice{Kind: Database, State: Trouble}) {
		t.Error("what the journal cannot say is not told")
	}
}

// TestTexts has something to say of every kind.
func TestTexts(t *testing.T) {
	for _, k := range kinds {
		if texts[k][Trouble] == "" || texts[k][Over] == "" {
			t.Errorf("nothing is said of %s", k)
		}
	}
}
