package cloudapi

import (
	"cmp"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// system works a notice of WhatsApp's own: that a user has another number or another
// id moves him, anything else is only noted.
func (r *reader) system(o wire.One[wire.Message]) {
	m := o.Value
	if m.System == nil {
		r.aside("message", errEmpty, o.Raw)
		return
	}
	switch m.System.Type {
	case wire.ChangedNumber, wire.ChangedUserID:
		r.changed(m, o.Raw)
	default:
		r.note("system", 0)
	}
}

// changed moves a user: his number to the new one, and his id to the new one. Where
// one side is not shared, what was known leads to what is.
func (r *reader) changed(m wire.Message, raw []byte) {
	s := m.System
	wasPhone, wasID := digits(m.From), string(cmp.Or(s.WasUserID, m.FromUserID))
	phone, id := digits(cmp.Or(s.WAID, s.NewWAID)), string(s.UserID)
	if wasID == id {
		wasID = "" // the sender is told by his new id already
	}
	moved := false
	for _, move := range []Move{{wasPhone, cmp.Or(phone, id)}, {wasID, cmp.Or(id, phone)}} {
		if move.From != "" && move.To != "" {
			r.move(move.From, move.To, raw)
			moved = true
		}
	}
	if !moved {
		r.aside("a move without both addresses", nil, raw)
	}
}

// userID moves a user who has another business-scoped id. One that is known by
// his phone number too is found by either.
func (r *reader) userID(o wire.One[wire.UserIDUpdate]) {
	r.move(string(o.Value.UserID.Previous), string(o.Value.UserID.Current), o.Raw)
}

func (r *reader) move(from, to string, raw []byte) {
	switch {
	case from == "" || to == "" || len(from) > longestID || len(to) > longestID:
		r.aside("a move without both addresses", nil, raw)
	case from != to:
		b := r.batch()
		b.Moves = append(b.Moves, Move{From: from, To: to})
	}
}
