package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"

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
