package bot_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// party lets the engines of one test hint to each other, as PostgreSQL does.
type party struct {
	mu    sync.Mutex
	hears map[int]func(bot.Hint)
	early map[int][]bot.Hint // for those who have joined and do not listen yet
	moved chan struct{}      // leases were given up or taken
}

func newParty() *party {
	return &party{hears: map[int]func(bot.Hint){}, early: map[int][]bot.Hint{}, moved: make(chan struct{}, 1000)}
}

// guest is one engine's journal.
type guest struct {
	bot.Journal
	party *party
	n     int
}

func (g guest) Hint(_ context.Context, h bot.Hint) error {
	g.party.mu.Lock()
	defer g.party.mu.Unlock()
	for n, hear := range g.party.hears {
		if n != g.n {
			hear(h)
		}
	}
	for n, waiting := range g.party.early {
		if n != g.n {
			g.party.early[n] = append(waiting, h)
		}
	}
	if h.Leases {
		g.party.moved <- struct{}{}
	}
	return nil
}

func (g guest) Hints(ctx context.Context, hear func(bot.Hint)) {
	g.party.mu.Lock()
	g.party.hears[g.n] = hear
	for _, h := range g.party.early[g.n] {
		hear(h)
	}
	delete(g.party.early, g.n)
	g.party.mu.Unlock()
	<-ctx.Done()
	g.party.mu.Lock()
	delete(g.party.hears, g.n)
	g.party.mu.Unlock()
}

// join has an engine take part.
func (p *party) join(n int) func(*bot.Config) {
	p.mu.Lock()
	p.early[n] = nil
	p.mu.Unlock()
	return func(c *bot.Config) {
		c.Journal, c.Shared = guest{c.Journal, p, n}, true
	}
}

// wait waits until so many processes hold all partitions.
func (p *party) wait(t *testing.T, j bot.Journal, clock bot.Clock, owners int) (share map[string]int) {
	t.Helper()
	for {
		all, err := j.Leases(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		share, held := map[string]int{}, 0
		for _, l := range all {
			if strings.HasPrefix(l.Name, "shops/") && l.Until.After(clock.Now()) {
				share[l.Owner]++
				held++
			}
		}
		if held == bot.Partitions && len(share) == owners {
			return share
		}
		select {
		case <-p.moved:
		case <-t.Context().Done():
			t.Fatalf("held are %v", share)
		}
	}
}

// TestShared has two processes share the work. All is received by the first; each
// works and answers its part, one alone sends, and nothing is tried twice. When
// one goes the other does everything.
func TestShared(t *testing.T) {
	party, clock, dir := newParty(), bottest.NewClock(morning), t.TempDir()
	wire := newBell()
	one := openToy(t, dir, clock, party.join(1), wire)
	defer one.journal.Close()
	stopOne := start(t, one.engine)
	party.wait(t, one.journal, clock, 1)
	two := openToy(t, dir, clock, party.join(2), wire)
	defer two.journal.Close()
	stopTwo := start(t, two.engine)
	party.wait(t, one.journal, clock, 2)

	for shop := range shops {
		if err := one.engine.Receive(t.Context(), toRun(shop)...); err != nil {
			t.Fatal(err)
		}
	}
	const more = 40 // shops, so that each process has its share
	for n := range more {
		m := bot.Message{Channel: "wire", ID: fmt.Sprint(n), Address: fmt.Sprintf("more%d", n), Text: "total ali", At: morning}
		if err := one.engine.Receive(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	var bubbles []bot.Bubble
	for range shops*each + more {
		bubbles = append(bubbles, <-wire.rang)
	}
	answered(t, bubbles)
	s1, s2 := one.engine.Stats(), two.engine.Stats()
	if s1.Turns+s2.Turns != shops*each+more || s1.Turns == 0 || s2.Turns == 0 {
		t.Errorf("%d turns and %d", s1.Turns, s2.Turns)
	}
	if s1.Conflicts+s2.Conflicts != 0 {
		t.Errorf("%d conflicts and %d", s1.Conflicts, s2.Conflicts)
	}
	if s1.Sent != 0 && s2.Sent != 0 {
		t.Errorf("both sent: %d and %d", s1.Sent, s2.Sent)
	}

	stopTwo()
	party.wait(t, one.journal, clock, 1)
	if err := one.engine.Receive(t.Context(), bot.Message{Channel: "wire", ID: "last", Address: "shop0", Text: "total who0", At: morning}); err != nil {
		t.Fatal(err)
	}
	if b := <-wire.rang; b.Text != "tally.total Total=5 Who=who0" {
		t.Errorf("after one has gone: %q", b.Text)
	}
	stopOne()
}

// renewals is a clock that says when leases have been renewed.
type renewals struct {
	*bottest.Clock
	waits chan struct{}
}

func (r renewals) After(d time.Duration) <-chan time.Time {
	ring := r.Clock.After(d)
	if d == bot.LeaseTime/4 {
		r.waits <- struct{}{}
	}
	return ring
}

// TestSharedWithTheDead has the second process die without giving anything up:
// what is its part is taken over when its leases have run out.
func TestSharedWithTheDead(t *testing.T) {
	party, clock, dir := newParty(), bottest.NewClock(morning), t.TempDir()
	ticking := renewals{clock, make(chan struct{}, 1000)}
	wire := newBell()
	one := openToy(t, dir, clock, func(c *bot.Config) { party.join(1)(c); c.Clock = ticking }, wire)
	defer one.journal.Close()
	dead := bot.Holding{Owner: "dead", Until: clock.Now().Add(bot.LeaseTime), Take: []string{"process/dead", "send/wire"}}
	for part := range bot.Partitions {
		dead.Take = append(dead.Take, fmt.Sprintf("shops/%d", part))
	}
	if _, err := one.journal.Hold(t.Context(), dead); err != nil {
		t.Fatal(err)
	}
	stop := start(t, one.engine)
	for shop := range shops {
		if err := one.engine.Receive(t.Context(), toRun(shop)...); err != nil {
			t.Fatal(err)
		}
	}
	var bubbles []bot.Bubble
	for len(bubbles) < shops*each {
		select {
		case b := <-wire.rang:
			bubbles = append(bubbles, b)
		case <-ticking.waits:
			// Not on and on: what a process is sending would become uncertain
			// if the clock ran away from it, and be sent again.
			if clock.Now().Sub(morning) <= bot.LeaseTime {
				clock.Advance(bot.LeaseTime / 4)
			}
		}
	}
	stop()
	answered(t, bubbles)
	if clock.Now().Sub(morning) < bot.LeaseTime {
		t.Error("it did not wait for the dead")
	}
}
