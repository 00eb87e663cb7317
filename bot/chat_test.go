package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// morning is when tests begin.
var morning = time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)

// chat is a conversation with a toy bot, a line at a time.
type chat struct {
	*toy
	t     testing.TB
	dir   string
	wire  *bottest.Wire
	clock *bottest.Clock
	n     int // messages sent
	seen  int // bubbles read
}

// newChat opens a toy on a folder of its own; change may alter it.
func newChat(t testing.TB, change func(*bot.Config)) *chat {
	t.Helper()
	c := &chat{t: t, dir: t.TempDir(), wire: &bottest.Wire{}, clock: bottest.NewClock(morning)}
	c.reopen(change)
	t.Cleanup(func() { c.close() })
	return c
}

// reopen starts the program anew, altered by change.
func (c *chat) reopen(change func(*bot.Config)) {
	c.t.Helper()
	if c.toy != nil {
		c.close()
	}
	c.toy = openToy(c.t, c.dir, c.clock, change, c.wire)
}

func (c *chat) close() {
	if err := c.journal.Close(); err != nil {
		c.t.Error(err)
	}
}

// message is what somebody writes now.
func (c *chat) message(who, text string) bot.Message {
	c.n++
	return bot.Message{Channel: c.wire.Name(), ID: fmt.Sprintf("m%d", c.n), Address: who, Text: text, At: c.clock.Now()}
}

func (c *chat) receive(messages ...bot.Message) {
	c.t.Helper()
	if err := c.engine.Receive(c.t.Context(), messages...); err != nil {
		c.t.Fatal(err)
	}
}

// settle works what there is and returns the new bubbles, choices in brackets.
func (c *chat) settle() string {
	c.t.Helper()
	if err := c.engine.Settle(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	sent := c.wire.Sent()
	var out []string
	for _, s := range sent[c.seen:] {
		line := s.Text
		if s.Attach != nil && s.Attach.Voice {
			line = "🔊 " + bottest.Words(*s.Attach)
		}
		for _, choice := range s.Choices {
			line += " [" + choice.Text + "]"
		}
		out = append(out, line)
	}
	c.seen = len(sent)
	return strings.Join(out, "\n")
}

// say is the owner writing; it returns the answer.
func (c *chat) say(text string) string {
	c.t.Helper()
	c.receive(c.message("owner", text))
	return c.settle()
}

// expect says each line and demands its answer.
func (c *chat) expect(lines ...[2]string) {
	c.t.Helper()
	for _, line := range lines {
		if got := c.say(line[0]); got != line[1] {
			c.t.Errorf("%q: got %q, want %q", line[0], got, line[1])
		}
	}
}

// holds demands what stands in the book.
func (c *chat) holds(want string) {
	c.t.Helper()
	if got := c.book(c.t.Context(), c.t); got != want {
		c.t.Errorf("book: got %q, want %q", got, want)
	}
}

// id finds a choice of the newest bubble by its words.
func (c *chat) id(words string) string {
	c.t.Helper()
	sent := c.wire.Sent()
	for _, choice := range sent[len(sent)-1].Choices {
		if choice.Text == words {
			return choice.ID
		}
	}
	c.t.Fatalf("%q is not under the last bubble", words)
	return ""
}
