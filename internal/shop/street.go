package shop

import (
	"context"
	"errors"
	"time"
)

// Street is a shop's way to the shops around it: the search for neighbours, and the
// other side of a deal. There is no other way from one book to another.
type Street interface {
	// Neighbours are shops within [MaxMetres] that have agreed to be asked about an
	// item, nearest first. ErrNoPlace when nobody knows where this shop is.
	Neighbours(ctx context.Context, item string, limit int) ([]Neighbour, error)
	// Deal is this shop's copy of a deal; ErrNotFound.
	Deal(ctx context.Context, id string) (Deal, error)
	// OpenDeals are those something may still come of.
	OpenDeals(ctx context.Context) ([]Deal, error)
	// Across is the other side of a deal that both shops have a copy of;
	// ErrNotFound when the other has none, or none with this shop.
	Across(ctx context.Context, id string) (Across, error)
}

// The limits of sharing.
const (
	MaxMetres  = 5_000 // as the crow flies
	MaxAsked   = 8     // neighbours asked at once: each is a message that somebody pays for
	metresStep = 500   // distances are told rounded up to this, so that nobody is found by them
)

// Neighbour is a shop that may be asked. Who it is stays with the [Street].
type Neighbour struct {
	Shop   int64
	Metres int // rounded up
}

// Across is the other shop's side of a deal, as of its revision.
type Across struct {
	Rev    int64
	Source Source
	Zone   *time.Location
	Named  func(name string) (uint64, bool)
	Deal   Deal // its copy
}

// Elsewhere is what a turn does in another shop's book: written with the turn, or
// not at all, and only on the revision of that shop it was decided on.
type Elsewhere struct {
	Shop    int64
	Rev     int64 // [AnyRev] when it does not matter
	Effects []Effect
	Tell    []Tell
}

// AnyRev is the revision of an [Elsewhere] that leans on nothing the other shop has.
const AnyRev = -1

// Tell has a job done in the other shop, which tells its owner.
type Tell struct {
	Deal string
	At   time.Time // not before
}

// Effect marks it as something a turn does.
func (Elsewhere) Effect() {}

// Reaches is the shop it is about, and the revision it leans on; below zero it leans
// on none.
func (e Elsewhere) Reaches() (shop, rev int64) { return e.Shop, e.Rev }

// What can be wrong between neighbours.
var (
	// ErrNoPlace says that nobody knows where the shop is.
	ErrNoPlace = errors.New("shop: not placed")
	// ErrNameless says that the shop has no name its neighbours would know it by.
	ErrNameless = errors.New("shop: has no name")
	// ErrAlone says that no neighbour has agreed to be asked.
	ErrAlone = errors.New("shop: no neighbours")
	// ErrOver says that nothing can come of a deal any more.
	ErrOver = errors.New("shop: deal is over")
)

// RoundedUp is a distance as neighbours are told it.
func RoundedUp(metres int) int {
	return max((metres+metresStep-1)/metresStep, 1) * metresStep
}

// beyond is the other shop's book as this turn sees it. What is done there is
// gathered and belongs into an [Elsewhere].
func (b *Book) beyond(a Across, effects *[]Effect) *Book {
	return NewBook(a.Source, Turn{
		ID: b.turn.ID, Person: b.turn.Person, Now: b.turn.Now, Booked: b.turn.Booked, Zone: a.Zone, Named: a.Named,
		Pending: func() []any {
			out := make([]any, len(*effects))
			for i, e := range *effects {
				out[i] = e
			}
			return out
		},
		Do: func(more ...Effect) { *effects = append(*effects, more...) },
	})
}
