package bot_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// narrow is a channel with room for little, that fails as it is told.
type narrow struct {
	mu   sync.Mutex
	got  []bot.Bubble
	refs []string          // of all that was tried
	fail func(n int) error // told how many came before
}

func (*narrow) Name() string { return "wire" }

func (*narrow) Limits() bot.ChannelLimits {
	return bot.ChannelLimits{Text: 40, Asking: 24, Choices: 3, Label: 20}
}

func (n *narrow) Send(_ context.Context, b bot.Bubble) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.refs = append(n.refs, b.Ref)
	if err := n.fail(len(n.got)); err != nil {
		return "", err
	}
	n.got = append(n.got, b)
	return fmt.Sprintf("n%d", len(n.got)), nil
}

func (n *narrow) texts() (out []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, b := range n.got {
		out = append(out, b.Text)
	}
	return out
}

// newNarrow is a chat over a narrow channel.
func newNarrow(t *testing.T, fail func(n int) error) (*chat, *narrow) {
	n := &narrow{fail: fail}
	c := newChat(t, func(c *bot.Config) { c.Channels = []bot.Channel{n} })
	return c, n
}

// TestGoesOnWithTheRest has an answer of several bubbles fail in the middle: what
// arrived is not sent again, each part is told apart, and each can be answered.
func TestGoesOnWithTheRest(t *testing.T) {
	broken := true
	c, n := newNarrow(t, func(before int) error {
		if before == 1 && broken {
			return errors.New("no network")
		}
		return nil
	})
	c.say("add ali 5; add bea 6; add ceri 7")
	if got := n.texts(); len(got) != 1 {
		t.Fatalf("sent %q", got)
	}
	broken = false
	c.clock.Advance(time.Second)
	c.settle()
	texts := n.texts()
	if got, want := strings.Join(texts, " "), "tally.add.done N=5 Total=5 Who=ali tally.add.done N=6 Total=6 Who=bea tally.add.done N=7 Total=7 Who=ceri"; got != want {
		t.Fatalf("sent %q", texts)
	}
	last := n.got[len(n.got)-1]
	if utf8.RuneCountInString(last.Text) > 24 || len(last.Choices) == 0 || last.Menu == "" {
		t.Errorf("the choices are under %+v", last)
	}
	for i, b := range n.got {
		answer, part, ok := bot.ParseRef(b.Ref)
		if !ok || !strings.HasSuffix(answer, ".1") || part != i+1 {
			t.Errorf("bubble %d is called %q", i, b.Ref)
		}
		turn, err := c.journal.TurnOfBubble(t.Context(), 1, "wire", fmt.Sprintf("n%d", i+1))
		if err != nil || turn != last.Turn {
			t.Errorf("bubble %d is of turn %d, %v", i, turn, err)
		}
	}
}

func TestParseRefRefuses(t *testing.T) {
	for _, ref := range []string{"", "1", "1.", ".1", "1.0", "1.-1", "a.b", "1.99999999999999999999"} {
		if answer, part, ok := bot.ParseRef(ref); ok {
			t.Errorf("%q is read as %q, %d", ref, answer, part)
		}
	}
}

// TestFaults does with each kind of fault what can be done about it.
func TestFaults(t *testing.T) {
	cause := errors.New("cause")
	for _, c := range []struct {
		err   bot.SendError
		waits []time.Duration // before the second try, the third …; none is for good
	}{
		{bot.SendError{Fault: bot.Transient}, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, bot.OutagePause, bot.OutagePause}},
		{bot.SendError{Fault: bot.Throttled}, []time.Duration{time.Second, 4 * time.Second, 16 * time.Second}},
		{bot.SendError{Fault: bot.Throttled, After: 6 * time.Second}, []time.Duration{6 * time.Second, 6 * time.Second, 16 * time.Second}},
		{bot.SendError{Fault: bot.Uncertain}, []time.Duration{bot.DoubtfulWait, bot.DoubtfulWait}},
		{bot.SendError{Fault: bot.Locked}, []time.Duration{bot.LongestPause, bot.LongestPause}},
		{bot.SendError{Fault: bot.Closed}, []time.Duration{time.Hour, time.Hour}}, // he may have written
		{bot.SendError{Fault: bot.Refused}, nil},
	} {
		t.Run(c.err.Fault.String(), func(t *testing.T) {
			tries := 0
			c.err.Err = cause
			chat, _ := newNarrow(t, func(int) error {
				tries++
				return fmt.Errorf("wrapped: %w", &c.err)
			})
			chat.say("ali?")
			for n, wait := range c.waits {
				chat.clock.Advance(wait - time.Millisecond)
				if chat.settle(); tries != n+1 {
					t.Fatalf("try %d came before %v", n+2, wait)
				}
				chat.clock.Advance(time.Millisecond)
				if chat.settle(); tries != n+2 {
					t.Fatalf("try %d did not come after %v", n+2, wait)
				}
			}
			if len(c.waits) == 0 {
				chat.clock.Advance(24 * time.Hour)
				if chat.settle(); tries != 1 {
					t.Errorf("tried %d times", tries)
				}
			}
		})
	}
	coded := &bot.SendError{Fault: bot.Closed, Code: 131047, Err: cause}
	if coded.Error() != "closed (131047): cause" || !errors.Is(coded, cause) || bot.Fault(99).String() != "unknown" {
		t.Errorf("it reads %q", coded)
	}
}

// TestUncertainArrived learns from a status that a bubble had arrived after all:
// it is not sent again, and a failure that is told of is written down.
func TestUncertainArrived(t *testing.T) {
	tries := 0
	c, n := newNarrow(t, func(int) error {
		tries++
		return &bot.SendError{Fault: bot.Uncertain, Err: errors.New("timeout")}
	})
	c.say("add ali 5")
	ref := n.refs[0]
	sink := bot.Sink(c.engine)
	for _, s := range []bot.Progress{bot.Sent, bot.Failed, bot.Sent} {
		if err := sink.Track(t.Context(), n.Name(), bot.Status{Bubble: "far1", Ref: ref, State: s}); err != nil {
			t.Fatal(err)
		}
	}
	c.clock.Advance(time.Hour)
	if c.settle(); tries != 2 { // the second part: its words did not fit into one bubble
		t.Errorf("tried %d times", tries)
	}
	turn, err := c.journal.TurnOfBubble(t.Context(), 1, "wire", "far1")
	stands, err2 := c.journal.Bubbles(t.Context(), 1, turn)
	if err := errors.Join(err, err2); err != nil || len(stands) != 1 || stands[0].State != bot.Failed {
		t.Errorf("stands %+v, %v", stands, err)
	}
}

// TestInOrder sends to many at once, and to each in order, also over a failure.
func TestInOrder(t *testing.T) {
	var once sync.Once
	n := &narrow{fail: func(int) (err error) {
		once.Do(func() { err = errors.New("the first one fails") })
		return err
	}}
	c := newChat(t, func(c *bot.Config) { c.Channels = []bot.Channel{n} })
	for i := range 12 {
		c.receive(c.message(fmt.Sprintf("p%d", i%3), fmt.Sprintf("add ali %d", i+1)))
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- c.engine.Run(ctx) }()
	for spin := 0; len(n.texts()) < 24; spin++ { // two bubbles each
		runtime.Gosched()
		if spin%10_000 == 0 && spin < 600_000 { // a minute in all: no claim runs out
			c.clock.Advance(time.Second)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	for _, b := range n.got {
		answer, part, _ := bot.ParseRef(b.Ref)
		said[b.Address] = append(said[b.Address], fmt.Sprintf("%20s.%d", answer, part))
	}
	for who, refs := range said {
		if !slices.IsSorted(refs) || len(slices.Compact(slices.Clone(refs))) != 8 {
			t.Errorf("%s got %v", who, refs)
		}
	}
}

// TestSink moves people and sets things aside through the engine.
func TestSink(t *testing.T) {
	c := newChat(t, nil)
	c.say("add ali 5")
	sink := bot.Sink(c.engine)
	if err := errors.Join(sink.Move(t.Context(), "wire", "owner", "owner2"), sink.SetAside(t.Context(), "wire", "why", []byte("raw"))); err != nil {
		t.Fatal(err)
	}
	person, shop, err := c.journal.Person(t.Context(), "wire", "owner2")
	aside, err2 := c.journal.Aside(t.Context(), 9)
	if err := errors.Join(err, err2); err != nil || person != 1 || shop != 1 || len(aside) != 1 || !reflect.DeepEqual(aside[0].Raw, "raw") {
		t.Errorf("person %d, shop %d, aside %v, %v", person, shop, aside, err)
	}
	c.journal.Close()
	ctx := t.Context()
	for name, err := range map[string]error{
		"track": sink.Track(ctx, "wire", bot.Status{Bubble: "b"}), "move": sink.Move(ctx, "wire", "a", "b"), "set aside": sink.SetAside(ctx, "wire", "", nil),
	} {
		if err == nil {
			t.Errorf("%s: a closed journal took it", name)
		}
	}
	c.reopen(nil)
}
