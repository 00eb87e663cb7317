package bot_test

import (
	"context"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// line is one of a bill: who has none is written for the one of the bill, and one
// of nobody's waits.
type line struct {
	Who string `slot:"who,optional"`
	N   count  `slot:"n"`
}

// billing adds lines that may be said together to the toy. They belong together when
// one of them is of nobody; a draft is of all of them.
func billing(c *bot.Config) {
	write := func(_ context.Context, t *bot.Turn, l line) error {
		t.Do(deposit{Who: l.Who, N: int64(l.N)})
		t.Say("line.done", bot.Args{"Who": l.Who, "N": l.N, "Late": late(t)})
		return nil
	}
	nobodys := func(lines []line) bool {
		for _, l := range lines {
			if l.Who == "" {
				return true
			}
		}
		return false
	}
	wait := func(_ context.Context, t *bot.Turn, lines []line, draft bool) (*bot.Wait, error) {
		if draft {
			var sum count
			for _, l := range lines {
				sum += l.N
			}
			t.Question("line.draft", bot.Args{"Sum": sum, "Who": lines[0].Who}, dialogs.YesNo()...)
			return &bot.Wait{Line: -1}, nil
		}
		if nobodys(lines) {
			t.Question("line.ask.who", nil)
			return &bot.Wait{Line: -1, Slot: "who"}, nil
		}
		return nil, nil
	}
	bill := dialogs.NewForm("tally.line", write, dialogs.Together(nobodys, wait))
	c.Skills[0].Errands = append(c.Skills[0].Errands, bill)
}

// late is whether a line was begun by an earlier message.
func late(t *bot.Turn) string {
	if t.Resumed() {
		return "yes"
	}
	return "no"
}

func TestLinesThatOnlyHappenToBeSaidAtOnce(t *testing.T) {
	c := newChat(t, billing)
	c.expect([2]string{"line ali 2; line bea 3", "tally.line.done Late=no N=2 Who=ali\ntally.line.done Late=no N=3 Who=bea"})
	c.holds("ali 2\nbea 3\n")
}

// TestLinesWaitForOneAnswer asks once for what all lines lack, and writes none
// before.
func TestLinesWaitForOneAnswer(t *testing.T) {
	c := newChat(t, billing)
	c.expect([2]string{"line 2; line 3", "tally.line.ask.who"})
	c.holds("")
	c.reopen(billing) // what waits is in the session, which is stored
	c.expect([2]string{"it's ali", "tally.line.done Late=no N=2 Who=ali\ntally.line.done Late=no N=3 Who=ali"})
	c.holds("ali 5\n")
	c.expect([2]string{"undo", "book.undone N=2 Who=ali\nbook.undone N=3 Who=ali"})
	c.holds("")
}

func TestLinesThatWaitCanBeLeft(t *testing.T) {
	c := newChat(t, billing)
	c.expect(
		[2]string{"line 2; line 3", "tally.line.ask.who"},
		[2]string{"cancel", "bot.cancelled"},
		[2]string{"it's ali", "bot.unknown.none Another=tally.total.example Example=tally.add.example [help]"},
	)
	c.holds("")
}

// TestUnclearLine asks of which of two things one line is; the others keep theirs.
func TestUnclearLine(t *testing.T) {
	c := newChat(t, billing)
	c.expect(
		[2]string{"line carl 2; line someone 3; line 4", "bot.which Said=someone [ali] [bea]"},
		[2]string{"bea", "tally.line.ask.who"},
		[2]string{"it's carl", "tally.line.done Late=no N=2 Who=carl\ntally.line.done Late=no N=3 Who=bea\ntally.line.done Late=no N=4 Who=carl"},
	)
	c.holds("bea 3\ncarl 6\n")
}

// TestDraft writes nothing of what somebody else said, or wants, before a yes.
func TestDraft(t *testing.T) {
	for name, say := range map[string]func(c *chat) string{
		"forwarded": func(c *chat) string {
			m := c.message("owner", "line ali 2; line ali 3")
			m.Forwarded = true
			c.receive(m)
			return c.settle()
		},
		"wanted": func(c *chat) string { return c.say("want; line ali 2; line ali 3") },
	} {
		t.Run(name, func(t *testing.T) {
			c := newChat(t, billing)
			if got, want := say(c), "tally.line.draft Sum=5 Who=ali [yes] [no]"; got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
			c.holds("")
			c.expect([2]string{"no", "bot.cancelled"})
			c.holds("")
			say(c)
			c.expect([2]string{"yes", "tally.line.done Late=no N=2 Who=ali\ntally.line.done Late=no N=3 Who=ali"})
			c.holds("ali 5\n")
		})
	}
}

// TestInterruptedDraft comes back after something else, twice, and is let go with a
// word that it was.
func TestInterruptedDraft(t *testing.T) {
	c := newChat(t, billing)
	c.expect(
		[2]string{"want; line ali 2; line bea 3", "tally.line.draft Sum=5 Who=ali [yes] [no]"},
		[2]string{"total ali", "tally.total Total=0 Who=ali\ntally.line.draft Sum=5 Who=ali [yes] [no]"},
		[2]string{"total ali", "tally.total Total=0 Who=ali\ntally.line.draft Sum=5 Who=ali [yes] [no]"},
		[2]string{"total ali", "tally.total Total=0 Who=ali\nbot.letgo Errand=tally.line.title"},
		[2]string{"yes", "bot.nothing.asked"},
	)
	c.holds("")
}

// TestFortyLines takes as many lines as a message may hold; of one more, none is
// written, whichever way they are said.
func TestFortyLines(t *testing.T) {
	for n, want := range map[int]string{bot.MaxCommands: "ali 40\n", bot.MaxCommands + 1: ""} {
		for _, before := range []string{"", "want; "} {
			c := newChat(t, billing)
			text := before
			for range n {
				text += "line ali 1; "
			}
			got := c.say(text)
			if want == "" && got != "bot.toomany Count=41" {
				t.Errorf("%d lines: %q", n, got)
			}
			if before != "" && want != "" {
				c.holds("")
				c.say("yes")
			}
			c.holds(want)
		}
	}
}

// TestLateLine knows that it comes after the message that began it.
func TestLateLine(t *testing.T) {
	c := newChat(t, billing)
	c.expect(
		[2]string{"line ali", "tally.line.ask.n Who=ali"},
		[2]string{"it's 5", "tally.line.done Late=yes N=5 Who=ali"},
	)
}

// TestLinesOfAnOlderRelease starts over when what waits has other slots now.
func TestLinesOfAnOlderRelease(t *testing.T) {
	c := newChat(t, billing)
	c.expect([2]string{"line 2; line 3", "tally.line.ask.who"})
	c.reopen(func(config *bot.Config) {
		type older struct {
			Who string `slot:"who"`
		}
		say := func(context.Context, *bot.Turn, older) error { return nil }
		config.Skills[0].Errands = append(config.Skills[0].Errands, dialogs.NewForm("tally.line", say))
	})
	c.expect([2]string{"it's ali", "bot.startover"})
	c.holds("")
}
