package bot_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// bell is a wire that says when it has sent something.
type bell struct {
	bottest.Wire
	rang chan bot.Bubble
}

func newBell() *bell { return &bell{rang: make(chan bot.Bubble, 10_000)} }

func (b *bell) Send(ctx context.Context, o bot.Bubble) (string, error) {
	id, err := b.Wire.Send(ctx, o)
	if err == nil {
		b.rang <- o
	}
	return id, err
}

// start runs an engine and returns what ends it and waits for that.
func start(t *testing.T, e *bot.Engine) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// asked is a clock that says when somebody begins to wait for it.
type asked struct {
	*bottest.Clock
	waits chan struct{}
}

func (a asked) After(d time.Duration) <-chan time.Time {
	ring := a.Clock.After(d)
	select {
	case a.waits <- struct{}{}:
	default: // it is known already that somebody waits
	}
	return ring
}

const (
	shops = 6
	each  = 15 // messages of each shop
)

// toRun are the messages of many shops; every shop adds 1 to each of three names.
func toRun(shop int) []bot.Message {
	var out []bot.Message
	for n := range each {
		out = append(out, bot.Message{
			Channel: "wire", ID: fmt.Sprintf("%d/%d", shop, n), Address: fmt.Sprintf("shop%d", shop),
			Text: fmt.Sprintf("add who%d 1", n%3), At: morning,
		})
	}
	return out
}

const toRunBook = "who0 30\nwho1 30\nwho2 30\n"

// answered checks that every message of every shop was answered once and in
// order.
func answered(t *testing.T, bubbles []bot.Bubble) {
	t.Helper()
	got := map[string][]string{}
	for _, b := range bubbles {
		got[b.Address] = append(got[b.Address], b.Text)
	}
	for shop := range shops {
		texts := got[fmt.Sprintf("shop%d", shop)]
		if len(texts) != each {
			t.Errorf("shop %d was answered %d times", shop, len(texts))
		}
		for n, text := range texts {
			if want := fmt.Sprintf("tally.add.done N=1 Total=%d Who=who%d", n/3+1, n%3); text != want {
				t.Errorf("shop %d, message %d: %q, want %q", shop, n, text, want)
			}
		}
	}
}

// TestRun has many shops write at once, every message delivered twice.
func TestRun(t *testing.T) {
	wire, clock := newBell(), bottest.NewClock(morning)
	toy := openToy(t, t.TempDir(), clock, nil, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	var senders sync.WaitGroup
	for shop := range shops {
		senders.Go(func() {
			for _, m := range toRun(shop) {
				for range 2 {
					if err := toy.engine.Receive(t.Context(), m); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	var bubbles []bot.Bubble
	for range shops * each {
		bubbles = append(bubbles, <-wire.rang)
	}
	senders.Wait()
	stop()
	if extra := len(wire.rang); extra > 0 {
		t.Errorf("%d bubbles too many", extra)
	}
	answered(t, bubbles)
	if got := toy.book(t.Context(), t); got != toRunBook {
		t.Errorf("book: %s", got)
	}
	if s := toy.engine.Stats(); s.Received != shops*each || s.Turns != shops*each || s.Sent != shops*each || s.Broken+s.Panics != 0 {
		t.Errorf("counted %+v", s)
	}
}

// TestRunEnds stops the engine right behind the last message: what was received
// is worked and answered before Run returns.
func TestRunEnds(t *testing.T) {
	wire, clock := newBell(), bottest.NewClock(morning)
	toy := openToy(t, t.TempDir(), clock, nil, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	for shop := range shops {
		if err := toy.engine.Receive(t.Context(), toRun(shop)...); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	var bubbles []bot.Bubble
	for len(wire.rang) > 0 {
		bubbles = append(bubbles, <-wire.rang)
	}
	answered(t, bubbles)
	if due, err := toy.journal.Claim(t.Context(), "wire", nil, 1); err != nil || len(due) > 0 {
		t.Errorf("left in the outbox: %v, %v", due, err)
	}
}

// TestRunFindsWhatWasLeft starts on a journal with messages nobody was woken
// for, as after a crash, and with bubbles that are to be sent again.
func TestRunFindsWhatWasLeft(t *testing.T) {
	wire, clock := newBell(), bottest.NewClock(morning)
	toy := openToy(t, t.TempDir(), clock, nil, wire)
	defer toy.journal.Close()
	for shop := range shops {
		if _, err := toy.journal.Receive(t.Context(), toRun(shop)...); err != nil {
			t.Fatal(err)
		}
	}
	stop := start(t, toy.engine)
	var bubbles []bot.Bubble
	for range shops * each {
		bubbles = append(bubbles, <-wire.rang)
	}
	stop()
	answered(t, bubbles)
}

// TestRunSendsAllThatIsDue finds more in the outbox than fits in one batch, and
// nobody who would wake it again: the clock stands.
func TestRunSendsAllThatIsDue(t *testing.T) {
	wire, clock, dir := newBell(), bottest.NewClock(morning), t.TempDir()
	mute := openToy(t, dir, clock, nil)
	const n = 3*bot.Batch + 1
	for i := range n {
		m := bot.Message{Channel: "wire", ID: fmt.Sprint(i), Address: "owner", Text: "total ali", At: morning}
		if err := mute.engine.Receive(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if err := mute.engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := mute.journal.Close(); err != nil {
		t.Fatal(err)
	}
	toy := openToy(t, dir, clock, nil, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	for range n {
		<-wire.rang
	}
	stop()
}

// TestRunWaitsForBursts lets the clock go on beside an unfinished message,
// whenever somebody waits for it.
func TestRunWaitsForBursts(t *testing.T) {
	wire, clock := newBell(), asked{bottest.NewClock(morning), make(chan struct{}, 1)}
	toy := openToy(t, t.TempDir(), clock, withBurst, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	say := func(id, text string) {
		if err := toy.engine.Receive(t.Context(), bot.Message{Channel: "wire", ID: id, Address: "owner", Text: text, At: clock.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	say("1", "add")
	say("2", "ali")
	say("3", "5")
	if b := <-wire.rang; b.Text != "tally.add.done N=5 Total=5 Who=ali" {
		t.Errorf("answered %q", b.Text)
	}
	say("4", "add")
	for waiting := true; waiting; {
		select {
		case b := <-wire.rang:
			if waiting = false; b.Text != "tally.add.ask.who" {
				t.Errorf("answered %q", b.Text)
			}
		case <-clock.waits:
			clock.Advance(time.Second)
		}
	}
	stop()
}

// TestTwoEngines has two programs on one database file work the same inbox, both
// awake for every message: each message is worked once, by whichever was first.
func TestTwoEngines(t *testing.T) {
	wire, clock, dir := newBell(), bottest.NewClock(morning), t.TempDir()
	one, two := openToy(t, dir, clock, nil, wire), openToy(t, dir, clock, nil, wire)
	defer one.journal.Close()
	defer two.journal.Close()
	ends := []func(){start(t, one.engine), start(t, two.engine)}
	var senders sync.WaitGroup
	for shop := range shops {
		for _, e := range []*bot.Engine{one.engine, two.engine} {
			senders.Go(func() {
				for _, m := range toRun(shop) {
					if err := e.Receive(t.Context(), m); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	for range shops * each {
		<-wire.rang
	}
	senders.Wait()
	for _, end := range ends {
		end()
	}
	if got := one.book(t.Context(), t); got != toRunBook {
		t.Errorf("book: %s", got)
	}
	a, b := one.engine.Stats(), two.engine.Stats()
	if a.Received+b.Received != shops*each || a.Turns+b.Turns != shops*each || a.Broken+b.Broken != 0 {
		t.Errorf("counted %+v and %+v", a, b)
	}
	for shop := range shops {
		person, at, err := one.journal.Person(t.Context(), "wire", fmt.Sprintf("shop%d", shop))
		if err != nil {
			t.Fatal(err)
		}
		if s, err := one.journal.Checkpoint(t.Context(), at, person); err != nil || s.Rev != each {
			t.Errorf("shop %d is at revision %d after %d turns, %v", shop, s.Rev, each, err)
		}
	}
}
