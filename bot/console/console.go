// Package console is the bot in a terminal: a pleasant one to talk to, and one
// line in, the answer out when its input is a pipe.
//
//	$ echo "2 kilo chini becha 90" | bot chat
//	✍️ Chini: 2 kilo, ₹90 …
//
// After its prompt it takes the lines of a transcript: "[2]" taps a choice,
// "^2 …" answers the second-last bubble, "~ …" edits, "x" deletes.
package console

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// Console is a channel to one person at a terminal.
type Console struct {
	person  string
	out     io.Writer
	style   style
	run     string // tells this run's bubbles from those of earlier ones
	record  io.Writer
	last    string // id of the last message, for edits and deletions
	mu      sync.Mutex
	bubbles []shown
}

// shown is one bubble that stands on the screen.
type shown struct {
	id      string
	choices []bot.Label
}

// Options make a console what it is.
type Options struct {
	Person string    // address of who sits at it: "owner", "staff"
	Run    string    // unique for each start, so that ids never repeat
	Out    io.Writer // where answers go
	Record io.Writer // where the transcript goes, nil for nowhere
	Fancy  bool      // a terminal: colours and numbered choices; else plain lines, an empty one after each answer
}

// New returns a console.
func New(o Options) *Console {
	c := &Console{person: o.Person, out: o.Out, run: o.Run, record: o.Record}
	if o.Fancy {
		c.style = fancy
	}
	return c
}

// Name is "console".
func (*Console) Name() string { return "console" }

// Limits are none: a terminal scrolls.
func (*Console) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

// Addresses is the one person at this terminal.
func (c *Console) Addresses() []string { return []string{c.person} }

// Send shows a bubble.
func (c *Console) Send(_ context.Context, b bot.Bubble) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := fmt.Sprintf("%s-b%d", c.run, len(c.bubbles)+1)
	c.bubbles = append(c.bubbles, shown{id: id, choices: b.Choices})
	text := b.Written()
	if b.Attach != nil {
		text = strings.TrimSuffix(named(*b.Attach)+"\n"+text, "\n")
	}
	labels := make([]string, len(b.Choices))
	for i, choice := range b.Choices {
		labels[i] = choice.Text
	}
	if c.record != nil {
		if _, err := io.WriteString(c.record, transcript.Answer(text, labels)); err != nil {
			return "", fmt.Errorf("console: record: %w", err)
		}
	}
	if _, err := io.WriteString(c.out, c.style.bubble(text, labels)); err != nil {
		return "", fmt.Errorf("console: send: %w", err)
	}
	return id, nil
}

// named is how a file is shown.
func named(a bot.Attachment) string {
	if a.Voice {
		return transcript.Note("")
	}
	return transcript.File(a.Name)
}

// address turns a line into the message it stands for. A tap on a choice, or a
// deletion of a message, that is not there is sent as words.
func (c *Console) address(text string, m *bot.Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, err := transcript.ParseSaid(text)
	if err != nil || l.Delete && c.last == "" {
		l = transcript.Line{Text: text}
	}
	m.Text, m.Forwarded = l.Text, l.Forward
	switch {
	case l.Edit:
		m.Edits = c.last
	case l.Delete:
		m.Deletes = c.last
	case l.Tap != "":
		if m.Pick = c.choice(l.Tap); m.Pick == "" {
			m.Text = l.Tap
		}
	case l.Back > 0 && l.Back <= len(c.bubbles):
		m.ReplyTo = c.bubbles[len(c.bubbles)-l.Back].id
	case l.Media != "":
		m.Text, m.Media = "", []bot.Media{{Kind: l.Media, Name: l.Text, Lat: l.Lat, Lon: l.Lon}}
	}
	if c.last == "" || !l.Edit && !l.Delete { // an edited message keeps its id
		c.last = m.ID
	}
}

// choice finds a choice by number or words, in the newest bubble that has it.
func (c *Console) choice(tap string) string {
	n, err := strconv.Atoi(tap)
	for i := len(c.bubbles) - 1; i >= 0; i-- {
		for k, choice := range c.bubbles[i].choices {
			if (err == nil && n == k+1) || strings.EqualFold(choice.Text, tap) {
				return choice.ID
			}
		}
	}
	return ""
}
