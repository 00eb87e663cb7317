package simulator

import "github.com/sahayak-dev/sahayak/bot/cloudapi/wire"

// envelope is the body of a webhook. What follows each other of one phone and
// one kind shares a change.
func (e *Emulator) envelope(batch []*hook) wire.Webhook {
	var changes []wire.Change
	for i, h := range batch {
		if i == 0 || batch[i-1].Phone != h.Phone || batch[i-1].kind() != h.kind() {
			changes = append(changes, e.change(h))
		}
		v := &changes[len(changes)-1].Value.Value
		if h.Message != nil {
			v.Messages = append(v.Messages, wire.Of(*h.Message)...)
		} else {
			v.Statuses = append(v.Statuses, wire.Of(*h.Status)...)
		}
	}
	hook := wire.NewWebhook(e.config.Number.Account, wire.FieldMessages, wire.Value{})
	hook.Entry[0].Value.Changes = wire.Of(changes...)
	return hook
}

// change is an empty change about one phone.
func (e *Emulator) change(h *hook) wire.Change {
	v := wire.Value{
		Product:  wire.Product,
		Metadata: wire.Metadata{Display: wire.String(digits(e.config.Number.Display)), NumberID: wire.String(e.config.Number.ID)},
	}
	if c := e.byID[h.Phone]; c != nil && h.kind() != ofSystem {
		v.Contacts = wire.Of(c.phone.contact())
	}
	return wire.Change{Field: wire.FieldMessages, Value: wire.One[wire.Value]{Value: v}}
}

// What a webhook is about.
const (
	ofStatus = iota
	ofMessage
	ofSystem // a notice, which comes without a contact
)

func (h *hook) kind() int {
	switch {
	case h.Message == nil:
		return ofStatus
	case h.Message.Type == wire.TypeSystem:
		return ofSystem
	}
	return ofMessage
}

// contact is what the bot learns of who wrote.
func (p Phone) contact() wire.Contact {
	c := wire.Contact{Profile: wire.Profile{Name: wire.String(p.Name)}, WAID: wire.String(p.Address), UserID: wire.String(p.UserID)}
	if p.Hidden {
		c.WAID, c.Profile.Username = "", wire.String("user"+p.Address[len(p.Address)-4:])
	}
	return c
}
