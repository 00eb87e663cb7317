package simulator

import (
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Say does what a user does on the phone with the address from, and returns the
// id of the message that the bot gets. Errors wrap [ErrPhone] or [ErrSaid].
func (e *Emulator) Say(from string, s Said) (id string, err error) {
	if err := s.checked(); err != nil {
		return "", err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.byID[from]
	if c == nil {
		return "", fmt.Errorf("%w: %s", ErrPhone, clip(from, MaxName))
	}
	m := &wire.Message{From: wire.String(c.phone.Address), FromUserID: wire.String(c.phone.UserID), ID: wire.String(wamid(c.phone.Address)), Timestamp: wire.At(e.clock.Now())}
	if c.phone.Hidden {
		m.From = ""
	}
	if s.Ad {
		m.Referral = &wire.Referral{SourceType: "ad", SourceID: "1", SourceURL: "https://fb.me/1", Headline: "Sahayak"}
	}
	if err := e.act(c, s, m); err != nil {
		return "", err
	}
	c.wrote = e.clock.Now().UTC()
	if s.Ad {
		c.entered = c.wrote
		e.store.append(record{Chat: c.phone.Address, Entered: &c.entered})
	}
	e.store.append(record{Chat: c.phone.Address, Wrote: &c.wrote})
	e.note(c, string(m.ID))
	e.enqueue(&hook{Phone: c.phone.Address, Message: m})
	return string(m.ID), nil
}

// act fills in the message, and changes the chat.
func (e *Emulator) act(c *chat, s Said, m *wire.Message) error {
	switch {
	case s.Edits != "":
		return e.edit(c, s, m)
	case s.Deletes != "":
		return e.revoke(c, s, m)
	case s.ReactTo != "":
		return e.react(c, s, m)
	}
	b := &Bubble{ID: string(m.ID), From: FromUser, At: e.clock.Now().UTC(), Status: wire.StatusSent, Forwarded: s.Forwarded}
	if s.ReplyTo != "" {
		quoted := c.bubble(s.ReplyTo)
		if quoted == nil || quoted.Status == wire.StatusFailed {
			return fmt.Errorf("%w: the bubble that is answered is not there", ErrSaid)
		}
		b.ReplyTo = s.ReplyTo
		m.Context = &wire.Context{From: e.author(c, quoted), ID: wire.String(s.ReplyTo)}
	}
	if s.Forwarded {
		if m.Context == nil {
			m.Context = &wire.Context{}
		}
		m.Context.Forwarded = true
	}
	if err := e.fill(c, s, m, b); err != nil {
		return err
	}
	e.add(c, b)
	return nil
}

// author is who sent a bubble, as a context names him.
func (e *Emulator) author(c *chat, b *Bubble) wire.String {
	if b.From == FromBot {
		return wire.String(digits(e.config.Number.Display))
	}
	return wire.String(c.phone.Address)
}

// fill puts what was said into the message and its bubble.
func (e *Emulator) fill(c *chat, s Said, m *wire.Message, b *Bubble) error {
	switch {
	case s.Pick != "":
		return pick(c, s, m, b)
	case s.Media != "":
		return e.attach(s, m, b)
	case s.Location != nil:
		l := *s.Location
		b.Location, m.Type = &l, wire.TypeLocation
		m.Location = &wire.Location{Latitude: wire.Degrees(l.Lat), Longitude: wire.Degrees(l.Lon), Name: wire.String(l.Name)}
	case s.Contact != nil:
		card := *s.Contact
		b.Contact, m.Type = &card, wire.TypeContacts
		phone := wire.Phone{Phone: wire.String(card.Phone), Type: "CELL", WAID: wire.String(digits(card.Phone))}
		m.Contacts = wire.Of(wire.Card{Name: wire.CardName{Formatted: wire.String(card.Name), First: wire.String(card.Name)}, Phones: wire.Of(phone)})
	default:
		b.Text, m.Type = s.Text, wire.TypeText
		m.Text = &wire.Text{Body: wire.String(s.Text)}
	}
	return nil
}

// pick is a tap on a button or a row.
func pick(c *chat, s Said, m *wire.Message, b *Bubble) error {
	offer := c.bubble(s.ReplyTo)
	choice, listed, ok := offer.choice(s.Pick)
	if !ok || offer.From != FromBot {
		return fmt.Errorf("%w: that bubble has no such choice", ErrSaid)
	}
	b.Picked, b.Text = choice.ID, choice.Title
	id, title := wire.String(choice.ID), wire.String(choice.Title)
	m.Type = wire.TypeInteractive
	switch {
	case offer.Template != "":
		m.Type, m.Button = wire.TypeButton, &wire.Button{Payload: id, Text: title}
	case listed:
		m.Interactive = &wire.Interactive{Type: wire.ListReply, ListReply: &wire.Choice{ID: id, Title: title, Description: wire.String(choice.Description)}}
	default:
		m.Interactive = &wire.Interactive{Type: wire.ButtonReply, ButtonReply: &wire.Choice{ID: id, Title: title}}
	}
	return nil
}

// attach is a file with its caption.
func (e *Emulator) attach(s Said, m *wire.Message, b *Bubble) error {
	f := e.files.find(s.Media)
	if f == nil {
		return fmt.Errorf("%w: that file is not there any more", ErrSaid)
	}
	b.Text, b.Media = s.Text, f.media(s.Voice)
	part := f.wire(b.Media.Voice)
	part.Caption = wire.String(s.Text)
	m.Type = wire.String(f.Kind)
	carry(m, part)
	return nil
}
