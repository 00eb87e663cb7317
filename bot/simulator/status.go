package simulator

import (
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// progress moves a bubble of the bot on, and tells the bot.
func (e *Emulator) progress(c *chat, b *Bubble, status string) {
	if rank(b.Status) >= rank(status) && status != wire.StatusSent {
		return
	}
	b.Status = status
	e.report(c.phone, b, nil)
}

// report tells the bot of a bubble's status.
func (e *Emulator) report(p Phone, b *Bubble, why *wire.Error) {
	s := &wire.Status{
		ID: wire.String(b.ID), Status: wire.String(b.Status), Timestamp: wire.At(e.clock.Now()),
		RecipientID: wire.String(p.Address), RecipientUserID: wire.String(p.UserID), Opaque: wire.String(b.Opaque),
	}
	if p.Hidden {
		s.RecipientID = ""
	}
	if why != nil {
		s.Errors = wire.Of(*why)
	} else if b.Status != wire.StatusPlayed {
		s.Pricing = b.pricing()
	}
	e.enqueue(&hook{Phone: p.key(), Status: s})
}

// fail says that a bubble did not arrive.
func (e *Emulator) fail(c *chat, b *Bubble, why *wire.Error) {
	b.Status, b.Error = wire.StatusFailed, &Failure{Code: int(why.Code), Title: string(why.Title)}
	e.report(c.phone, b, why)
}

// Read opens the chat on a phone: what the bot sent is read now.
func (e *Emulator) Read(address string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.byID[address]
	if c == nil {
		return fmt.Errorf("%w: %s", ErrPhone, clip(address, MaxName))
	}
	for _, b := range c.bubbles {
		if b.From == FromBot && b.Status == wire.StatusDelivered {
			e.progress(c, b, wire.StatusRead)
			e.tell(c, b)
		}
	}
	return nil
}

// Play plays a voice note on a phone.
func (e *Emulator) Play(address, id string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.byID[address]
	if c == nil {
		return fmt.Errorf("%w: %s", ErrPhone, clip(address, MaxName))
	}
	b := c.bubble(id)
	if b == nil || b.From != FromBot || b.Media == nil || !b.Media.Voice {
		return fmt.Errorf("%w: that is no voice note", ErrSaid)
	}
	if b.Status == wire.StatusPlayed || b.Status == wire.StatusFailed {
		return nil
	}
	e.progress(c, b, wire.StatusPlayed)
	e.tell(c, b)
	return nil
}

// seen marks what the user wrote up to a message as read by the bot.
func (e *Emulator) seen(c *chat, id string) {
	for _, b := range c.bubbles {
		if b.From == FromUser && b.Status != wire.StatusRead {
			b.Status = wire.StatusRead
			e.tell(c, b)
		}
		if b.ID == id {
			return
		}
	}
}
