package bot_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// gated shuts the way of what is heavy.
func gated(gate chan struct{}) func(*bot.Config) {
	return func(c *bot.Config) {
		l := c.Ledger.(tally)
		l.gate = gate
		c.Skills = []bot.Skill{l.skill()}
	}
}

// from is a message of somebody who writes on the wire.
func from(who, id, text string) bot.Message {
	return bot.Message{Channel: "wire", ID: id, Address: who, Text: text, At: morning}
}

// TestProperty54_TheBookGoesFirst has more shops ask heavy questions, none of which
// ends, than there are workers; then others write. The book goes on, and the heavy
// answers come when they can.
func TestProperty54_TheBookGoesFirst(t *testing.T) {
	const heavy = 3 * bot.Workers
	wire, gate := newBell(), make(chan struct{})
	toy := openToy(t, t.TempDir(), bottest.NewClock(morning), gated(gate), wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	receive := func(m bot.Message) {
		t.Helper()
		if err := toy.engine.Receive(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	for n := range heavy {
		receive(from(fmt.Sprintf("asker%d", n), fmt.Sprintf("heavy%d", n), "heavy"))
	}
	for shop := range shops {
		for _, m := range toRun(shop) {
			receive(m)
		}
	}
	var bubbles []bot.Bubble
	for range shops * each {
		bubbles = append(bubbles, <-wire.rang)
	}
	answered(t, bubbles) // while the gate is shut
	close(gate)
	for range heavy {
		if b := <-wire.rang; b.Text != "tally.heavy.done" {
			t.Errorf("answered %q", b.Text)
		}
	}
	stop()
	if s := toy.engine.Stats(); s.Deferred < heavy || s.Broken > 0 {
		t.Errorf("counted %+v", s)
	}
}

// patient is a clock that says how long somebody waits who is held back.
type patient struct {
	*bottest.Clock
	waits chan time.Duration
}

func (p patient) After(d time.Duration) <-chan time.Time {
	ring := p.Clock.After(d)
	if d > bot.Sweep {
		p.waits <- d
	}
	return ring
}

// TestOnePersonIsHeldBack has somebody send more than he may in a minute: all of
// it is kept, so much is worked, others are not held up, and the rest follows.
func TestOnePersonIsHeldBack(t *testing.T) {
	const limit, sent = 5, 8
	wire, clock := newBell(), bottest.NewClock(morning)
	waits := patient{clock, make(chan time.Duration, 1000)}
	toy := openToy(t, t.TempDir(), clock, func(c *bot.Config) { c.PerMinute, c.Clock = limit, waits }, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	for n := range sent {
		if err := toy.engine.Receive(t.Context(), from("eager", fmt.Sprint("e", n), "add ali 1")); err != nil {
			t.Fatal(err)
		}
	}
	for n := range limit {
		if b, want := <-wire.rang, fmt.Sprintf("tally.add.done N=1 Total=%d Who=ali", n+1); b.Text != want {
			t.Errorf("%q, want %q", b.Text, want)
		}
	}
	if err := toy.engine.Receive(t.Context(), from("calm", "c", "total ali")); err != nil {
		t.Fatal(err)
	}
	if b := <-wire.rang; b.Address != "calm" {
		t.Errorf("%q was answered beyond the limit", b.Address)
	}
	for n := limit; n < sent; n++ {
		for answered := false; !answered; {
			select {
			case b := <-wire.rang:
				if want := fmt.Sprintf("tally.add.done N=1 Total=%d Who=ali", n+1); b.Text != want {
					t.Errorf("%q, want %q", b.Text, want)
				}
				answered = true
			case d := <-waits.waits:
				clock.Advance(d)
			}
		}
		if least := time.Duration(n-limit+1) * time.Minute / limit; clock.Now().Sub(morning) < least {
			t.Errorf("message %d was worked after %v, not before %v", n, clock.Now().Sub(morning), least)
		}
	}
	stop()
}

// listener hears voice notes whose reference is what they say; one that says
// "hard" waits for the gate, "noise" cannot be heard.
type listener struct {
	gate  chan struct{}
	heard chan string
}

func newListener() *listener {
	return &listener{gate: make(chan struct{}), heard: make(chan string, 1000)}
}

func (l *listener) Hear(ctx context.Context, m bot.Message) (string, bot.Heard, error) {
	said := m.Media[0].Ref
	l.heard <- said
	if said == "noise" {
		return "", bot.Heard{}, fmt.Errorf("nothing but noise")
	}
	if len(said) > 4 && said[:4] == "hard" {
		select {
		case <-l.gate:
			said = said[5:]
		case <-ctx.Done():
			return "", bot.Heard{}, ctx.Err()
		}
	}
	return said, bot.Heard{Lang: "en"}, nil
}

// voice is a voice note that says something.
func voice(who, id, says string) bot.Message {
	m := from(who, id, "")
	m.Media = []bot.Media{{Kind: "audio", Voice: true, Ref: says}}
	return m
}

// TestVoiceIsHeardAhead has more hard voice notes than workers under way: they are
// heard side by side, what others write is answered meanwhile, and in each shop
// everything is done in the order in which it was said.
func TestVoiceIsHeardAhead(t *testing.T) {
	const hard = 2 * bot.Workers
	wire, ears := newBell(), newListener()
	toy := openToy(t, t.TempDir(), bottest.NewClock(morning), func(c *bot.Config) { c.Hear = ears }, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	receive := func(messages ...bot.Message) {
		t.Helper()
		if err := toy.engine.Receive(t.Context(), messages...); err != nil {
			t.Fatal(err)
		}
	}
	for n := range hard {
		who := fmt.Sprintf("speaker%d", n)
		receive(voice(who, who+"a", "hard add ali 2"), voice(who, who+"b", "add ali 3"), from(who, who+"c", "total ali"))
	}
	for range 2 * hard {
		<-ears.heard // all at once
	}
	receive(from("writer", "w", "add bea 1"))
	if b := <-wire.rang; b.Address != "writer" {
		t.Errorf("%s is answered first: %q", b.Address, b.Text)
	}
	close(ears.gate)
	got := map[string][]string{}
	for range 3 * hard {
		b := <-wire.rang
		got[b.Address] = append(got[b.Address], b.Text)
	}
	stop()
	want := []string{"bot.heard Text=add ali 2\ntally.add.done N=2 Total=2 Who=ali", "bot.heard Text=add ali 3\ntally.add.done N=3 Total=5 Who=ali", "tally.total Total=5 Who=ali"}
	for who, texts := range got {
		if fmt.Sprint(texts) != fmt.Sprint(want) {
			t.Errorf("%s: %q", who, texts)
		}
	}
}

// TestVoiceIsHeardOnce starts the program anew between hearing and the turn, and
// has a note that nobody can hear.
func TestVoiceIsHeardOnce(t *testing.T) {
	ears := newListener()
	c := newChat(t, func(c *bot.Config) { c.Hear = ears })
	c.receive(voice("owner", "v1", "add ali 2"))
	if got := c.settle(); got != "bot.heard Text=add ali 2\ntally.add.done N=2 Total=2 Who=ali [undo]" {
		t.Errorf("answered %q", got)
	}
	m := voice("owner", "v2", "add ali 9")
	stored, err := c.journal.Receive(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	noted := stored[0]
	noted.Text, noted.Heard = "add ali 5", &bot.Heard{} // heard before the program died
	if err := c.journal.Heard(t.Context(), noted); err != nil {
		t.Fatal(err)
	}
	c.reopen(func(c *bot.Config) { c.Hear = ears })
	if got := c.settle(); got != "bot.heard Text=add ali 5\ntally.add.done N=5 Total=7 Who=ali [undo]" {
		t.Errorf("answered %q", got)
	}
	c.receive(voice("owner", "v3", "noise"))
	if got := c.settle(); got != "bot.unheard" {
		t.Errorf("answered %q", got)
	}
	if n := len(ears.heard); n != 2 {
		t.Errorf("heard %d times", n)
	}
}
