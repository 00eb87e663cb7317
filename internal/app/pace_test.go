package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// strict is an assistant on an emulated number that refuses whatever is faster
// than WhatsApp allows.
type strict struct {
	*app.App
	emulator *simulator.Emulator
	clock    *bottest.Clock
}

func newStrict(t *testing.T, pace *bot.Pace) *strict {
	t.Helper()
	s := &strict{clock: bottest.NewClock(morning)}
	var hook http.Handler
	near := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { hook.ServeHTTP(w, r) }))
	t.Cleanup(near.Close)
	var err error
	s.emulator, err = simulator.New(simulator.Config{
		Clock: s.clock, Token: "t", Secret: "s", Verify: "v", Webhook: near.URL, Pace: true,
		Number: simulator.Number{ID: "1"}, Phones: []simulator.Phone{{Address: telephone(0), Name: "Asha"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	far := httptest.NewServer(s.emulator.Handler())
	t.Cleanup(func() { far.Close(); _ = s.emulator.Close() })
	ch, err := cloudapi.New(cloudapi.Config{Base: far.URL, Number: "1", Token: "t", Secret: "s", Verify: "v", Clock: s.clock, Pace: pace})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ch.Close() })
	s.App = assemble(t, config(t, func(c *app.Config) { c.Clock, c.Channels = s.clock, []bot.Channel{ch} }))
	hook = ch.Webhook(s.Engine)
	return s
}

func telephone(n int) string { return fmt.Sprintf("9198%08d", n+1) }

// goesOn lets time pass until so many answers have come, and returns how long it
// took.
func (s *strict) goesOn(t *testing.T, answers int64) time.Duration {
	t.Helper()
	begin := s.clock.Now()
	for s.Engine.Stats().Sent < answers {
		if err := s.emulator.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.Engine.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.clock.Advance(100 * time.Millisecond)
		if s.clock.Now().Sub(begin) > time.Hour {
			t.Fatalf("%d answers after an hour", s.Engine.Stats().Sent)
		}
	}
	return s.clock.Now().Sub(begin)
}

// TestPace has two hundred messages come at once, from sixty people and from one
// who does not stop: all are answered, and WhatsApp, which refuses what is too
// fast (130429, 131056), never has to. A bot that does not keep the pace is
// refused, and answers all the same.
func TestPace(t *testing.T) {
	const people, each, more = 60, 2, 52
	for name, c := range map[string]struct {
		pace  *bot.Pace
		keeps bool
	}{
		"WhatsApp's":     {nil, true},
		"less than that": {&bot.Pace{PerSecond: 20, PairEvery: 6 * time.Second, PairBurst: 10}, true},
		"none":           {&bot.Pace{}, false},
		"none in all":    {&bot.Pace{PairEvery: 6 * time.Second, PairBurst: 45}, false},
		"none to one":    {&bot.Pace{PerSecond: 80}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStrict(t, c.pace)
			for n := range people - 1 {
				if _, err := s.emulator.AddPhone(simulator.Phone{Address: telephone(n + 1), Name: "Somebody"}); err != nil {
					t.Fatal(err)
				}
			}
			for n := range people*each + more {
				from := 0 // who does not stop
				if n < people*each {
					from = n % people
				}
				if _, err := s.emulator.Say(telephone(from), simulator.Said{Text: "hello"}); err != nil {
					t.Fatal(err)
				}
			}
			took := s.goesOn(t, people*each+more)
			refused := s.Engine.Stats().SendFailed
			if c.keeps != (refused == 0) {
				t.Errorf("refused %d times", refused)
			}
			if least := (each + more - 45) * 6 * time.Second; took < least {
				t.Errorf("took %v: the emulator is not strict", took)
			}
			if bound := 10 * time.Minute; c.pace == nil && took > bound {
				t.Errorf("took %v, want at most %v", took, bound)
			}
			t.Logf("%d answers in %v, refused %d times", people*each+more, took, refused)
		})
	}
}
