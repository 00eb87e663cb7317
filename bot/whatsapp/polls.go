package whatsapp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"

	"github.com/sahayak-dev/sahayak/bot"
)

// What a poll holds.
const (
	maxQuestion = 255
	leastVotes  = 2
)

// option is one answer of a poll, as it is kept until somebody votes.
type option struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Hash string `json:"hash"` // of its words, which is all a vote names
}

// pollable reports whether choices can be a poll: a question that fits, and answers that
// differ.
func (c *Channel) pollable(b bot.Bubble) bool {
	seen := map[string]bool{}
	for _, l := range b.Choices {
		seen[oneLine(l.Text)] = true
	}
	return c.polls && c.notes != nil && b.Attach == nil && b.Ref != "" && len(seen) >= leastVotes && len(seen) == len(b.Choices) &&
		utf8.RuneCountInString(b.Text) <= maxQuestion
}

// poll makes a poll of a bubble, and remembers what its answers mean.
func (c *Channel) poll(ctx context.Context, b bot.Bubble, id types.MessageID) (*waE2E.Message, error) {
	options := make([]option, len(b.Choices))
	names := make([]string, len(b.Choices))
	for i, l := range b.Choices {
		names[i] = oneLine(l.Text)
		sum := sha256.Sum256([]byte(names[i]))
		options[i] = option{ID: l.ID, Text: names[i], Hash: hex.EncodeToString(sum[:])}
	}
	if err := c.notes.keep(ctx, notePoll+id, options, c.clock.Now()); err != nil {
		return nil, &bot.SendError{Fault: bot.Transient, Err: fmt.Errorf("whatsapp: poll: %w", err)}
	}
	return c.client.BuildPollCreation(b.Text, names, 1), nil
}

// vote is what somebody last said in a poll: the message that said it, "" when he withdrew it.
type vote struct {
	Message string `json:"message"`
}

// voted reads a vote: the choice it takes, in place of the one it took before, or that it
// was withdrawn. False when it is of no poll of ours.
func (c *Channel) voted(e *events.Message, m *bot.Message) (known bool, after func(), err error) {
	poll := e.Message.GetPollUpdateMessage().GetPollCreationMessageKey().GetID()
	var options []option
	if c.notes == nil {
		return false, nil, nil
	}
	if known, err = c.notes.find(c.going, notePoll+poll, &options); !known || err != nil {
		return false, nil, err
	}
	choice, err := c.client.DecryptPollVote(c.going, e)
	if err != nil {
		c.log.Warn("whatsapp: a vote cannot be read", "error", err)
		return false, nil, nil
	}
	var before vote
	name := noteVote + poll + " " + m.Address
	if _, err := c.notes.find(c.going, name, &before); err != nil {
		return false, nil, err
	}
	if before.Message == e.Info.ID {
		before.Message = "" // it was brought once more
	}
	m.ReplyTo = poll
	stands := vote{e.Info.ID}
	if chosen(choice, options, m) {
		m.Edits = before.Message
	} else {
		m.Deletes, stands = before.Message, vote{}
	}
	after = func() {
		if err := c.notes.keep(c.going, name, stands, c.clock.Now()); err != nil {
			c.log.Error("whatsapp: a vote is not remembered", "error", err)
		}
	}
	return m.Deletes != "" || m.Pick != "", after, nil
}

// chosen is what a vote takes; false when it takes nothing any more.
func chosen(v *waE2E.PollVoteMessage, options []option, m *bot.Message) bool {
	for _, hash := range v.GetSelectedOptions() {
		for _, o := range options {
			if o.Hash == hex.EncodeToString(hash) {
				m.Pick, m.Text = o.ID, o.Text
				return true
			}
		}
	}
	return false
}

// oneLine is a text on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
