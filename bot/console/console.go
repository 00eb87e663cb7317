// Package console is the bot in a terminal: a pleasant one to talk to, and one
// line in, the answer out when its input is a pipe.
//
//	$ echo "2 kilo chini becha 90" | bot chat
//	✍️ Chini: 2 kilo, ₹90 …
//
// After its prompt it takes the lines of a transcript: "[2]" taps a choice,
// "^2 …" answers the second-last bubble, "~ …" edits, "x" deletes, "@note.ogg" sends a
// voice note, and "🎤 do kilo chini" one in which this was heard.
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
	save    string
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
	Save   string    // folder in which files of answers are kept, "" for none
	Fancy  bool      // a terminal: colours and numbered choices; else plain lines, an empty one after each answer
}

// New returns a console.
func New(o Options) *Console {
	c := &Console{person: o.Person, out: o.Out, run: o.Run, record: o.Record, save: o.Save}
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
	text, noted := b.Written(), b.Written()
	if b.Attach != nil {
		line, err := c.told(id, b.Attach)
		if err != nil {
			return "", err
		}
		text, noted = under(line, text), under(transcript.Attached(b.Attach.Kind, b.Attach.Name), text)
	}
	c.bubbles = append(c.bubbles, shown{id: id, choices: b.Choices})
	labels := make([]string, len(b.Choices))
	for i, choice := range b.Choices {
		labels[i] = choice.Text
	}
	if c.record != nil {
		if _, err := io.WriteString(c.record, transcript.Answer(noted, labels)); err != nil {
			return "", fmt.Errorf("console: record: %w", err)
		}
	}
	if _, err := io.WriteString(c.out, c.style.bubble(text, labels)); err != nil {
		return "", fmt.Errorf("console: send: %w", err)
	}
	return id, nil
}

// under is a text below the line of a file.
func under(file, text string) string { return strings.TrimSuffix(file+"\n"+text, "\n") }

// address turns a line into the message it stands for, and returns it as it is recorded.
// A tap on a choice, or a deletion of a message, that is not there is sent as words. Its
// error says why nothing can be sent, to who sits at the terminal.
func (c *Console) address(text string, m *bot.Message) (note string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, err := transcript.ParseSaid(text)
	if err != nil || l.Delete && c.last == "" {
		l = transcript.Line{Text: text}
	}
	if err := c.sends(l, m); err != nil {
		return "", err
	}
	if c.last == "" || !l.Edit && !l.Delete { // an edited message keeps its id
		c.last = m.ID
	}
	if l.Media == "audio" {
		text = l.Said()
	}
	return text, nil
}

// sends puts what a line does into a message.
func (c *Console) sends(l transcript.Line, m *bot.Message) error {
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
	case len(l.Heard) > 0:
		m.Text, m.Heard = l.Heard[0], &bot.Heard{Alternatives: l.Heard[1:], Embedded: l.Limited}
		m.Media = []bot.Media{{Kind: l.Media, Voice: true}}
	case l.Media == "location":
		m.Media = []bot.Media{{Kind: l.Media, Lat: l.Lat, Lon: l.Lon}}
	case l.Media != "":
		file, err := mediaOf(l.Media, l.Text)
		if err != nil {
			return err
		}
		m.Text, m.Media = "", []bot.Media{file}
	}
	return nil
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
