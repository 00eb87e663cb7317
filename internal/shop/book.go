package shop

import (
	"fmt"
	"hash/fnv"
	"iter"
	"strconv"
	"time"
)

// Effect is what a turn does to the book: an [Entry], a [Change], [EnterDemo] or
// [LeaveDemo]; or to another's, an [Elsewhere].
type Effect interface{ Effect() }

// Turn is what a [Book] must know of the exchange it serves.
type Turn struct {
	ID     int64
	Shop   int64
	Person int64
	Now    time.Time // the turn's only clock
	Booked time.Time // when entries count as made, unless a day is said; zero is Now
	Zone   *time.Location
	// Named numbers somebody by his folded name, where numbers must not give names
	// away; nil, or false, leaves it to a hash that anybody can work out.
	Named func(name string) (uint64, bool)
	// Street leads to the neighbours; nil when there is no way.
	Street Street
	// Pending are the effects the turn has so far, in order; others' effects
	// are passed over.
	Pending func() []any
	// Do adds effects to the turn.
	Do func(...Effect)
	// Amend puts another effect in the place of one that is pending.
	Amend func(int, Effect)
}

// Book is the turn's view of a shop's book: what is stored plus what the turn
// has done so far. It writes nothing but effects on the turn, so given the same
// source and turn it does the same again. It serves one goroutine.
type Book struct {
	src  Source
	turn Turn
	kins map[string][]string // of the items read so far: see [Item.Of]
}

// NewBook is the view of src that turn t has.
func NewBook(src Source, t Turn) *Book {
	if t.Zone == nil {
		t.Zone = time.UTC
	}
	return &Book{src: src, turn: t, kins: map[string][]string{}}
}

// Today is the day of the shop's calendar.
func (b *Book) Today() Day { return DayOf(b.turn.Now, b.turn.Zone) }

// do adds effects to the turn.
func (b *Book) do(effects ...Effect) {
	clear(b.kins)
	b.turn.Do(effects...)
}

// entries are those of this turn so far.
func (b *Book) entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, e := range b.turn.Pending() {
			if entry, ok := e.(Entry); ok && !yield(entry) {
				return
			}
		}
	}
}

// changes are those of this turn so far to one kind of thing.
func (b *Book) changes(what string) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		for _, e := range b.turn.Pending() {
			if c, ok := e.(Change); ok && c.What == what && !yield(c) {
				return
			}
		}
	}
}

// idOf is the id of something this turn creates. It follows from the name, so
// that who was taken away and is named again is himself; only a name whose
// first bearer is called otherwise by now gets an id of the turn.
func (b *Book) idOf(prefix, name string, taken func(id string) bool) string {
	id := prefix + strconv.FormatUint(b.number(prefix, Fold(name)), 36)
	if taken(id) {
		return fmt.Sprintf("%s%d.%d", prefix, b.turn.ID, len(b.turn.Pending())+1)
	}
	return id
}

// number is what follows from a folded name. People's follow from it in a way of
// the book's own, if it has one.
func (b *Book) number(prefix, folded string) uint64 {
	if b.turn.Named != nil && prefix == customerPrefix {
		if n, own := b.turn.Named(folded); own {
			return n
		}
	}
	return hash(folded)
}

// hash is a number that follows from a folded name and that anybody can work out.
func hash(folded string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(folded))
	return h.Sum64()
}

// customerPrefix begins the ids of customers.
const customerPrefix = "c"

// entry begins an entry booked on day; the zero day is today.
func (b *Book) entry(kind Kind, day Day) Entry {
	e := Entry{
		Ref: Ref{Turn: b.turn.ID}, Kind: kind, Day: day, Hour: -1, Sign: 1,
		At: b.turn.Now.UTC(), By: b.turn.Person,
	}
	switch booked := b.booked(); e.Day {
	case "":
		e.Day, e.Hour = DayOf(booked, b.turn.Zone), booked.In(b.turn.Zone).Hour()
	case b.Today():
		e.Hour = b.turn.Now.In(b.turn.Zone).Hour()
	}
	return e
}

// booked is when entries of this turn count as made.
func (b *Book) booked() time.Time {
	if b.turn.Booked.IsZero() {
		return b.turn.Now
	}
	return b.turn.Booked
}

// day checks a day that was said.
func (b *Book) day(d Day) error {
	switch {
	case d == "":
		return nil
	case !d.Valid():
		return ErrNoDay
	case d > b.Today():
		return ErrFuture
	}
	return nil
}
