package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestSendAgain has a channel that is down: each try waits twice as long as the
// one before, and after the last one nobody tries any more.
func TestSendAgain(t *testing.T) {
	c := newChat(t, nil)
	c.wire.Fail(errors.New("no network"))
	c.say("add ali 5")
	tries := func() int64 { return c.engine.Stats().SendFailed }
	if tries() != 1 {
		t.Fatalf("tried %d times at once", tries())
	}
	for n := int64(1); n < bot.MaxSends; n++ {
		pause := time.Second << (n - 1)
		c.clock.Advance(pause - time.Millisecond)
		if c.settle(); tries() != n {
			t.Fatalf("try %d came before its %v", tries(), pause)
		}
		c.clock.Advance(time.Millisecond)
		if c.settle(); tries() != n+1 {
			t.Fatalf("try %d did not come after %v", n+1, pause)
		}
	}
	c.wire.Fail(nil)
	c.clock.Advance(24 * time.Hour)
	if got := c.settle(); got != "" || tries() != bot.MaxSends {
		t.Errorf("after the last try came %q (%d tries)", got, tries())
	}
	c.holds("ali 5\n") // the book does not depend on it
	if s := c.engine.Stats(); s.Sent != 0 || s.Turns != 1 || s.Received != 1 {
		t.Errorf("counted %+v", s)
	}
}

// TestSendRecovers has the channel back before the last try.
func TestSendRecovers(t *testing.T) {
	c := newChat(t, nil)
	c.wire.Fail(errors.New("no network"))
	c.say("add ali 5")
	c.wire.Fail(nil)
	if got := c.settle(); got != "" {
		t.Errorf("sent %q before the pause was over", got)
	}
	c.clock.Advance(time.Second)
	if got := c.settle(); got != "tally.add.done N=5 Total=5 Who=ali [undo]" {
		t.Errorf("sent %q", got)
	}
	c.clock.Advance(time.Hour)
	if got := c.settle(); got != "" {
		t.Errorf("sent again: %q", got)
	}
	if s := c.engine.Stats(); s.Sent != 1 || s.SendFailed != 1 {
		t.Errorf("counted %+v", s)
	}
}

// TestLongTexts says more than can be read: it is answered, not worked, and not
// kept whole.
func TestLongTexts(t *testing.T) {
	c := newChat(t, nil)
	long := "add ali 5" + strings.Repeat("र", bot.MaxText)
	messages := []bot.Message{c.message("owner", long)}
	c.receive(messages...)
	if messages[0].Text != long {
		t.Error("Receive has cut the caller's own message")
	}
	stored, err := c.journal.Pending(t.Context(), 1, 1)
	if err != nil || len(stored) != 1 || len([]rune(stored[0].Text)) != bot.MaxText+1 {
		t.Fatalf("stored %d messages, %v", len(stored), err)
	}
	if got := c.settle(); got != "bot.toolong" {
		t.Errorf("answered %q", got)
	}
	fits := "add ali 5" + strings.Repeat(" ", bot.MaxText-9)
	c.expect([2]string{fits, "tally.add.done N=5 Total=5 Who=ali [undo]"})
	c.expect([2]string{strings.Repeat("add ali 1;", bot.MaxCommands), lines(bot.MaxCommands)})
	c.expect([2]string{strings.Repeat("add ali 1;", bot.MaxCommands+1), "bot.toomany Count=41"})
	c.holds("ali 45\n")
}

// lines are the answers to n additions of one to five.
func lines(n int) string {
	var out []string
	for i := range n {
		out = append(out, "tally.add.done N=1 Total="+itoa(6+i)+" Who=ali")
	}
	return strings.Join(out, "\n") + " [undo]"
}
