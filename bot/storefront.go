package bot

import (
	"context"
	"time"
)

// Storefront is what operators may know of a shop: nothing that stands in its book.
type Storefront struct {
	Shop    ShopID
	Since   time.Time // when it was made
	People  int       // who belong to it
	Last    time.Time // when somebody of it wrote last; zero when no turn of his is kept
	Stopped time.Time // since when it is stopped; zero when it is not
}

// Census is how many shops there are.
type Census struct {
	Shops  int
	Active int // somebody wrote there in the last 24 hours
	New    int // made in the last 7 days
}

// Oversight is the part of the [Journal] that administrators look at. Shops are those
// that somebody belongs to, but for those for trying.
type Oversight interface {
	// Census counts the shops.
	Census(ctx context.Context, now time.Time) (Census, error)
	// Storefronts lists them, who wrote last first.
	Storefronts(ctx context.Context, limit int) ([]Storefront, error)
	// Storefront is one of them; ErrNotFound.
	Storefront(ctx context.Context, shop ShopID) (Storefront, error)
	// Undelivered counts the answers that could not be delivered, and says when the
	// first of them was given.
	Undelivered(ctx context.Context) (n int, oldest time.Time, err error)
}

// Look has it stand in a shop's audit that who the turn is with was shown something of
// it. It is written with the turn, and nothing takes it back.
type Look struct {
	Shop ShopID
	What string // a word of the audit: no name
}

// Effect marks it as something a turn does.
func (Look) Effect() {}

// Halt stops a shop, or has it go on; its audit says who did. A shop that stands so
// already is left as it is.
type Halt struct {
	Shop   ShopID
	Resume bool
}

// Effect marks it as something a turn does.
func (Halt) Effect() {}

// Reaches is the shop that is stopped.
func (h Halt) Reaches() (shop, rev int64) { return int64(h.Shop), anyRevision }
