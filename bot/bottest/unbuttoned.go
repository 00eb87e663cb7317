package bottest

import (
	"context"
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// unbuttoned is a wire to phones without buttons: a bubble is one text there, with its
// choices as lines of it.
type unbuttoned struct{ *Wire }

var (
	_ Far         = unbuttoned{}
	_ bot.Channel = unbuttoned{}
	_ bot.Fetcher = unbuttoned{}
)

// Channel is the near end of it.
func (u unbuttoned) Channel() bot.Channel { return u }

// Send shows the text.
func (u unbuttoned) Send(ctx context.Context, b bot.Bubble) (string, error) {
	b.Text, b.Choices, b.Menu = b.Listed(), nil, ""
	return u.Wire.Send(ctx, b)
}

// Shown lists what can be read, with the choices read out of it.
func (u unbuttoned) Shown() []Sent {
	shown := u.Sent()
	for i, s := range shown {
		shown[i].Text, shown[i].Choices, shown[i].Worded = unlisted(s.Text)
	}
	return shown
}

// Say hands a message to the sink. A voice note with words has been heard as those.
func (u unbuttoned) Say(ctx context.Context, s Said) (string, error) {
	m := u.message(s)
	if s.Attach != nil && s.Attach.Voice && s.Text != "" {
		m.Heard = &bot.Heard{}
	}
	return m.ID, u.deliver(ctx, m)
}

// unlisted reads a text as who has no buttons does: [bot.Bubble.Listed] the other way
// round. The choices have no ids there. Lines without numbers are choices only under a
// question.
func unlisted(text string) (above string, choices []bot.Label, worded bool) {
	above, below := "", text
	if at := strings.LastIndex(text, "\n\n"); at >= 0 {
		above, below = text[:at], text[at+2:]
	}
	for i, line := range strings.Split(below, "\n") {
		label, numbered := strings.CutPrefix(line, fmt.Sprintf("%d. ", i+1))
		if !numbered {
			if label, worded = strings.CutPrefix(line, "• "); !worded || above == "" {
				return text, nil, false
			}
		}
		choices = append(choices, bot.Label{Text: label})
	}
	return above, choices, worded
}
