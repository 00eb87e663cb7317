package book

import "github.com/sahayak-dev/sahayak/bot"

// seen is what a turn has read of its shop's book, so that it reads each thing once:
// a turn sees one state of the book from its first look to its commit, and its own
// effects over it. That state cannot be stale and count: the turn is committed only
// on the revision of the shop it began with.
//
// It lies with the turn and nowhere else. Another turn, another shop's and the same
// messages taken again begin without it, and [Book.Apply] empties it, for whoever
// asks when the turn is written. What is sealed lies in it sealed, as rows keep it,
// but for the names of customers.
type seen struct{ things map[any]any }

// look names what is looked at.
type look struct {
	what string
	of   any // which of them: an id, a query
}

// sight is where a turn keeps what it has seen: each book and shop have their own.
type sight struct {
	book *Book
	shop bot.ShopID
}

// seen is what a turn has seen so far.
func (b *Book) seen(t *bot.Turn) *seen {
	return bot.Kept(t, sight{b, t.Shop}, func() *seen { return &seen{things: map[any]any{}} })
}

// forget empties it.
func (s *seen) forget() { clear(s.things) }

// once is what read finds, or what it found before. Nothing is remembered of a
// failure, nor when s is nil.
func once[V any](s *seen, what string, of any, read func() (V, error)) (V, error) {
	if s == nil {
		return read()
	}
	at := look{what, of}
	if v, known := s.things[at].(V); known {
		return v, nil
	}
	v, err := read()
	if err == nil {
		s.things[at] = v
	}
	return v, err
}
