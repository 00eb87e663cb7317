package bot_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestYesNeedsItsQuestion agrees before the question was read: in the message
// that raises it, in the one that changes it, and twice when two are open.
func TestYesNeedsItsQuestion(t *testing.T) {
	const sure = "tally.add.sure N=5000 Who=ali [yes] [no]"
	c := newChat(t, nil)
	c.expect(
		[2]string{"add ali 5000; yes", sure},
		[2]string{"rather 6000; yes", "tally.add.sure N=6000 Who=ali [yes] [no]"},
		[2]string{"yes; rather 7000", "tally.add.done N=6000 Total=6000 Who=ali\nbot.correct.nothing [undo]"},
		[2]string{"undo", "book.undone N=6000 Who=ali"},
	)
	c.holds("")
	c.expect(
		[2]string{"add ali 5000", sure},
		[2]string{"add bea 2000", "tally.add.sure N=2000 Who=bea [yes] [no]"},
	)
}

// TestYesYes has two read-backs open. The second yes of a message must not agree
// to a question that comes back with its answer.
func TestYesYes(t *testing.T) {
	c := newChat(t, nil)
	c.expect(
		[2]string{"add ali 5000", "tally.add.sure N=5000 Who=ali [yes] [no]"},
		[2]string{"name", "tally.name.ask.name"},
		[2]string{"add bea 2000", "tally.add.sure N=2000 Who=bea [yes] [no]"},
		[2]string{"yes; no; no; yes", "tally.add.done N=2000 Total=2000 Who=bea\ntally.name.done Name= Nick=\ntally.add.sure N=5000 Who=ali [yes] [no]"},
		[2]string{"yes", "tally.add.done N=5000 Total=5000 Who=ali [undo]"},
	)
	c.holds("ali 5000\nbea 2000\n")
}

// TestTapTwice taps yes twice, as thumbs do.
func TestTapTwice(t *testing.T) {
	c := newChat(t, nil)
	c.say("add ali 5000")
	first, second := c.message("owner", ""), c.message("owner", "")
	first.Pick = c.id("yes")
	second.Pick = first.Pick
	c.receive(first, second)
	if got := c.settle(); got != "tally.add.done N=5000 Total=5000 Who=ali [undo]\nbot.late" {
		t.Errorf("answered %q", got)
	}
	c.holds("ali 5000\n")
}

// TestOddPicks taps what was never offered.
func TestOddPicks(t *testing.T) {
	c := newChat(t, nil)
	c.say("add ali 5")
	for _, id := range []string{"x", "0.0", "1.2", "1.-1", "99.1", "-1.1", "9223372036854775807.1", "1.99999999999999999999"} {
		m := c.message("owner", "")
		m.Pick = id
		c.receive(m)
		if got := c.settle(); got != "bot.late" {
			t.Errorf("%q: answered %q", id, got)
		}
	}
	again := c.message("owner", "")
	again.Pick = "1.0" // what a form's tap to see the rest brings: it is said again, and nothing is done
	c.receive(again)
	if got := c.settle(); got != added5 {
		t.Errorf("shown again: %q", got)
	}
	c.holds("ali 5\n")
	m := c.message("stranger", "")
	m.Pick = "1.1" // of another shop
	c.receive(m)
	if got := c.settle(); got != "bot.late" {
		t.Errorf("a stranger's tap on our choice: answered %q", got)
	}
	c.holds("ali 5\n")
}

// TestRoleIsTaken takes a role away while a conversation is under way: what it
// allowed is over, in every way there is to go on.
func TestRoleIsTaken(t *testing.T) {
	for name, c := range map[string]struct {
		before []string
		after  string
		want   string
	}{
		"a question":   {[]string{"owner"}, "it's ali", "bot.role"},
		"asked again":  {[]string{"owner"}, "add ali 1", "tally.add.done N=1 Total=1 Who=ali\nbot.role [undo]"},
		"a follow-up":  {[]string{"owner ali"}, "and bea", "bot.role"},
		"a correction": {[]string{"owner ali"}, "rather bea", "bot.role"},
		"a new start":  {nil, "owner ali", "bot.role"},
	} {
		t.Run(name, func(t *testing.T) {
			chat := newChat(t, nil)
			chat.say("hello")
			say := func(text string) string {
				chat.receive(chat.message("partner", text))
				return chat.settle()
			}
			role := func(r bot.Role) {
				if err := chat.join(t.Context(), "wire", "owner", "partner", r); err != nil {
					t.Fatal(err)
				}
			}
			role(bot.Owner)
			for _, text := range c.before {
				if got := say(text); got == "bot.role" {
					t.Fatalf("%q: refused already", text)
				}
			}
			role(bot.Staff)
			if got := say(c.after); got != c.want {
				t.Errorf("%q: got %q, want %q", c.after, got, c.want)
			}
		})
	}
}

// TestLeaves removes somebody from the shop whose message waits to be worked,
// with a question open: he hears nothing of the shop any more.
func TestLeaves(t *testing.T) {
	for _, text := range []string{"it's 5", "total ali", "undo", "again", "", "help"} {
		c := newChat(t, nil)
		c.say("add ali 70")
		if err := c.join(t.Context(), "wire", "owner", "staff", bot.Staff); err != nil {
			t.Fatal(err)
		}
		c.receive(c.message("staff", "add ali"))
		if got := c.settle(); got != "tally.add.ask.n Who=ali" {
			t.Fatal(got)
		}
		c.receive(c.message("staff", text))
		err := c.journal.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
			person, shop, err := c.journal.Meet(ctx, tx, "wire", "staff")
			return errors.Join(err, c.journal.Leave(ctx, tx, person, shop))
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.settle(); got != "bot.role" {
			t.Errorf("%q: answered %q", text, got)
		}
		c.holds("ali 70\n")
	}
}

// TestYesToSeveral agrees to a bubble that offered several things to do, and to one
// that did something.
func TestYesToSeveral(t *testing.T) {
	c := newChat(t, nil)
	c.expect(
		[2]string{"mumble", "bot.unknown Another=tally.total.example Example=tally.add.example [tally.add.title] [help]"},
		[2]string{"yes", "bot.unsure [tally.add.title] [help]"},
		[2]string{"add ali 5", "tally.add.done N=5 Total=5 Who=ali [undo]"},
		[2]string{"yes", "bot.nothing.asked"},
	)
}
