package cloudapi

import (
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// system works a notice of WhatsApp's own: that a user has another number moves
// him, anything else is only noted.
func (r *reader) system(o wire.One[wire.Message]) {
	m := o.Value
	if m.System == nil {
		r.aside("message", errEmpty, o.Raw)
		return
	}
	if m.System.Type != wire.ChangedNumber {
		r.note("system", 0)
		return
	}
	to := m.System.WAID
	if to == "" {
		to = m.System.NewWAID
	}
	r.move(digits(m.From), digits(to), o.Raw)
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
		r.batch.Moves = append(r.batch.Moves, Move{From: from, To: to})
	}
}
