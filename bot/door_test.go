package bot_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// guarded is a door that lets in who says "please", and takes that away.
type guarded struct {
	asked []string // addresses
	err   error
}

func (g *guarded) Lets(_ context.Context, m bot.Message) (bot.Admission, error) {
	g.asked = append(g.asked, m.Address)
	rest, polite := strings.CutPrefix(m.Text, "please ")
	switch {
	case g.err != nil:
		return bot.Admission{}, g.err
	case polite:
		m.Text = rest
		return bot.LetIn(m), nil
	case m.Text == "":
		return bot.TurnedAway(""), nil
	}
	return bot.TurnedAway("door"), nil
}

// people counts everybody anything is kept of.
func (c *chat) people() (people, shops, messages int) {
	c.t.Helper()
	row := c.journal.Read().QueryRowContext(c.t.Context(),
		"select (select count(*) from person), (select count(*) from shop), (select count(*) from inbox)")
	if err := row.Scan(&people, &shops, &messages); err != nil {
		c.t.Fatal(err)
	}
	return people, shops, messages
}

func TestDoor(t *testing.T) {
	g := &guarded{}
	guard := func(c *bot.Config) { c.Door = g }
	c := newChat(t, guard)
	c.expect([2]string{"add ali 5", "door"}, [2]string{"", ""})
	if p, s, m := c.people(); p+s+m != 0 {
		t.Errorf("%d people, %d shops and %d messages are kept of who was turned away", p, s, m)
	}
	c.holds("")
	c.expect([2]string{"please add ali 5", "tally.add.done N=5 Total=5 Who=ali [undo]"})
	asked := len(g.asked)
	c.reopen(guard)
	c.expect([2]string{"add ali 2", "tally.add.done N=2 Total=7 Who=ali [undo]"})
	if len(g.asked) != asked {
		t.Error("who is known was asked again")
	}
}

// TestDoorFails has nothing acknowledged while nobody can say who may come in.
func TestDoorFails(t *testing.T) {
	g := &guarded{err: errors.New("no light")}
	c := newChat(t, func(c *bot.Config) { c.Door = g })
	m := c.message("owner", "please add ali 5")
	if err := c.engine.Receive(t.Context(), m); !errors.Is(err, g.err) {
		t.Fatalf("got %v", err)
	}
	g.err = nil
	c.receive(m)
	if got := c.settle(); got != "tally.add.done N=5 Total=5 Who=ali [undo]" {
		t.Errorf("got %q", got)
	}
}

// TestDoorOneDelivery has who is let in by the first of his messages be in for the others,
// by whichever of his addresses, and turns others away.
func TestDoorOneDelivery(t *testing.T) {
	g := &guarded{}
	c := newChat(t, func(c *bot.Config) { c.Door = g })
	first, second, other := c.message("owner", "please add ali 5"), c.message("user", "add ali 6"), c.message("else", "add ali 7")
	first.Aliases = []string{"user"}
	c.receive(first, second, other)
	c.settle()
	c.holds("ali 11\n")
	if people, _, _ := c.people(); people != 1 || len(g.asked) != 2 {
		t.Errorf("%d people, asked about %v", people, g.asked)
	}
	c.receive(first, second, other) // delivered once more
	c.settle()
	c.holds("ali 11\n")
}

// ticket is a door that sees a pass which is good when it looks, as every door does that
// others come through at the same time.
type ticket struct {
	code  string
	asked map[string]int // by address
}

func (k *ticket) Lets(_ context.Context, m bot.Message) (bot.Admission, error) {
	k.asked[m.Address]++
	if k.asked[m.Address] > 1 {
		return bot.TurnedAway("late"), nil
	}
	m.Pass = k.code
	return bot.LetIn(m), nil
}

// TestDoorLastUse has two come by the last use of a pass, and write more than one message:
// one of them is let in with his, and the other is told, and nothing of him is kept.
func TestDoorLastUse(t *testing.T) {
	k := &ticket{asked: map[string]int{}}
	c := newChat(t, func(c *bot.Config) { c.Door = k })
	var err error
	if k.code, _, err = c.journal.AddPass(t.Context(), 1, c.clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	c.receive(c.message("owner", "add ali 5"), c.message("late", "add ali 6"), c.message("late", "add ali 7"), c.message("owner", "add ali 8"))
	if got := c.settle(); strings.Count(got, "late") != 1 || strings.Count(got, "add.done") != 2 {
		t.Errorf("got %q", got)
	}
	c.holds("ali 13\n")
	if people, _, messages := c.people(); people != 1 || messages != 2 || k.asked["late"] != 2 || k.asked["owner"] != 1 {
		t.Errorf("%d people and %d messages are kept, asked %v", people, messages, k.asked)
	}
	c.expect([2]string{"total ali", "tally.total Total=13 Who=ali"})
}

// TestDoorMoved has who changed his number not be a stranger, and whoever has his old one be.
func TestDoorMoved(t *testing.T) {
	g := &guarded{}
	c := newChat(t, func(c *bot.Config) { c.Door = g })
	c.receive(c.message("owner", "please add ali 5"))
	c.settle()
	c.expect([2]string{"add ali 1", "tally.add.done N=1 Total=6 Who=ali [undo]"})
	if err := c.engine.Move(t.Context(), c.wire.Name(), "owner", "new"); err != nil {
		t.Fatal(err)
	}
	c.expect([2]string{"add ali 5", "door"})
	c.receive(c.message("new", "add ali 2"))
	if got := c.settle(); got != "tally.add.done N=2 Total=8 Who=ali [undo]" {
		t.Errorf("got %q", got)
	}
}

// TestDoorWhileRunning has strangers told by a program that runs, at its channel's pace, and
// drops what is too much.
func TestDoorWhileRunning(t *testing.T) {
	d := newDown()
	c := newChat(t, func(c *bot.Config) {
		c.Door, c.Channels = &guarded{}, []bot.Channel{paced{d, bot.Pace{PerSecond: 1}}}
	})
	for range bot.MaxTurned + 5 {
		c.n++
		c.receive(bot.Message{Channel: c.wire.Name(), ID: fmt.Sprint(c.n), Address: fmt.Sprint("a", c.n), Text: "hello"})
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- c.engine.Run(ctx) }()
	for d.told() < bot.MaxTurned {
		c.clock.Advance(time.Second)
		runtime.Gosched()
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if d.told() != bot.MaxTurned {
		t.Errorf("%d were told", d.told())
	}
}

// told is how many bubbles have arrived.
func (d *down) told() (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, got := range d.got {
		n += got
	}
	return n
}
