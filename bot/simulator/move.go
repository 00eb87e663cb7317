package simulator

import (
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Move gives a phone another number, as when its owner changes his SIM: his user id
// becomes another with it. What stands on the phone stays, and the bot is told, of
// who hides his number by the ids alone. Errors wrap [ErrPhone] or [ErrConfig].
func (e *Emulator) Move(address, to string) (Phone, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.byID[address]
	if c == nil {
		return Phone{}, fmt.Errorf("%w: %s", ErrPhone, clip(address, MaxName))
	}
	was, now := c.phone, c.phone
	now.Address, now.UserID = to, ""
	now, err := now.checked()
	if err != nil {
		return Phone{}, err
	}
	if e.byID[now.Address] != nil || e.byID[now.UserID] != nil {
		return Phone{}, fmt.Errorf("%w: %s is somebody's already", ErrConfig, now.Address)
	}
	e.rename(c, now)
	m := &wire.Message{
		From: wire.String(was.Address), FromUserID: wire.String(was.UserID), ID: wire.String(wamid(was.Address)), Timestamp: wire.At(e.clock.Now()), Type: wire.TypeSystem,
		System: &wire.System{Type: wire.ChangedNumber, WAID: wire.String(now.Address), UserID: wire.String(now.UserID), WasUserID: wire.String(was.UserID)},
	}
	if now.Hidden {
		m.From, m.System.WAID, m.System.Type = "", "", wire.ChangedUserID
	}
	e.note(c, string(m.ID))
	e.enqueue(&hook{Phone: now.Address, Message: m})
	return now, nil
}

// rename has a chat under another address, with what waits to be told of it.
func (e *Emulator) rename(c *chat, now Phone) {
	was := c.phone
	delete(e.byID, was.Address)
	delete(e.byID, was.UserID)
	c.phone = now
	e.byID[now.Address], e.byID[now.UserID] = c, c
	for _, h := range e.hooks {
		if h.Phone == was.Address {
			h.Phone = now.Address
		}
	}
	if e.busy[was.Address] {
		delete(e.busy, was.Address)
		e.busy[now.Address] = true
	}
	if e.store != nil {
		e.compact() // what was kept names the old address
	}
	e.feed.add("phones", e.phones())
}
