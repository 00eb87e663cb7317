package simulator

import (
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// his finds a bubble that the user sent himself and that still stands.
func (c *chat) his(id string) (*Bubble, error) {
	b := c.bubble(id)
	if b == nil || b.From != FromUser || b.Deleted {
		return nil, fmt.Errorf("%w: that is no message of his", ErrSaid)
	}
	return b, nil
}

// edit puts another text in the place of one.
func (e *Emulator) edit(c *chat, s Said, m *wire.Message) error {
	b, err := c.his(s.Edits)
	if err != nil {
		return err
	}
	fresh := &wire.Message{}
	switch {
	case b.Media != nil:
		f := e.files.find(b.Media.ID)
		if f == nil {
			return fmt.Errorf("%w: that file is not there any more", ErrSaid)
		}
		part := f.wire(b.Media.Voice)
		part.Caption = wire.String(s.Text)
		fresh.Type = wire.String(f.Kind)
		carry(fresh, part)
	case b.Text != "" && b.Picked == "":
		fresh.Type, fresh.Text = wire.TypeText, &wire.Text{Body: wire.String(s.Text)}
	default:
		return fmt.Errorf("%w: only words can be edited", ErrSaid)
	}
	if b.ReplyTo != "" {
		fresh.Context = &wire.Context{ID: wire.String(b.ReplyTo)}
	}
	b.Text, b.Edited = s.Text, true
	m.Type, m.Edit = wire.TypeEdit, &wire.Edit{OriginalID: wire.String(b.ID), Message: fresh}
	e.tell(c, b)
	return nil
}

// revoke takes a message away.
func (e *Emulator) revoke(c *chat, s Said, m *wire.Message) error {
	b, err := c.his(s.Deletes)
	if err != nil {
		return err
	}
	*b = Bubble{ID: b.ID, Seq: b.Seq, From: b.From, At: b.At, Status: b.Status, Deleted: true}
	m.Type, m.Revoke = wire.TypeRevoke, &wire.Revoke{OriginalID: wire.String(b.ID)}
	e.tell(c, b)
	return nil
}

// react puts an emoji under a bubble, or takes it away.
func (e *Emulator) react(c *chat, s Said, m *wire.Message) error {
	b := c.bubble(s.ReactTo)
	if b == nil || b.Deleted || b.Status == wire.StatusFailed {
		return fmt.Errorf("%w: that bubble is not there", ErrSaid)
	}
	b.Reaction = s.Reaction
	m.Type, m.Reaction = wire.TypeReaction, &wire.Reaction{MessageID: wire.String(b.ID), Emoji: wire.String(s.Reaction)}
	e.tell(c, b)
	return nil
}

// carry puts a file into the message, where its type says.
func carry(m *wire.Message, f *wire.Media) {
	switch m.Type {
	case wire.TypeImage:
		m.Image = f
	case wire.TypeVideo:
		m.Video = f
	case wire.TypeAudio:
		m.Audio = f
	case wire.TypeSticker:
		m.Sticker = f
	default:
		m.Document = f
	}
}
