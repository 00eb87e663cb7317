package shop

import (
	"context"
	"errors"
	"time"
)

// Reply is what a shop says to a deal.
type Reply struct {
	Deal   string
	Yes    bool
	Rate   Money     // a giver's price for one of the item's unit, when it is still to be said
	Pickup time.Time // when the goods are fetched, when it is still to be said
}

// Replied is how a deal stands after a reply.
type Replied struct {
	Deal
	Total Money   // what the goods cost: owed from now on
	Stock Measure // this shop's, after the transfer
}

// AnswerDeal answers a deal: the neighbour's yes or no, or the last word of the shop
// that asked. That makes it done: both books are written with this turn, or neither
// is. ErrOver, with the deal as it is, when nothing can come of it any more; ErrUnit
// when the quantity makes nothing of what this shop counts the item in.
func (b *Book) AnswerDeal(ctx context.Context, r Reply) (Replied, error) {
	d, err := b.Deal(ctx, r.Deal)
	if err != nil {
		return Replied{}, err
	}
	switch {
	case !d.Open(), d.Opened && d.State == DealAsked && r.Yes, !d.Opened && d.State == DealYes && r.Yes:
		return Replied{Deal: d}, ErrOver
	case d.Late(b.turn.Now):
		return Replied{Deal: d}, ErrPast
	}
	a, err := b.turn.Street.Across(ctx, r.Deal)
	switch {
	case errors.Is(err, ErrNotFound):
		return b.dead(d, DealClosed)
	case err != nil:
		return Replied{Deal: d}, err
	case a.Deal.State != d.State:
		return b.dead(d, a.Deal.State)
	case !r.Yes:
		return b.both(d, a, DealNo)
	case d.Opened:
		return b.handOver(ctx, d, a)
	}
	return b.accept(ctx, d, a, r)
}

// accept is the neighbour's yes. Only with it does the shop that asked learn who he is.
func (b *Book) accept(ctx context.Context, d Deal, a Across, r Reply) (Replied, error) {
	is, theirs := d, a.Deal
	var err error
	if theirs.Name, err = b.known(ctx); err != nil {
		return Replied{Deal: d}, err
	}
	if theirs.Contact, err = b.Contact(ctx); err != nil {
		return Replied{Deal: d}, err
	}
	if d.Rate.Price == 0 {
		is.Rate = Rate{Price: r.Rate, Unit: d.Item.Unit}
	}
	switch {
	case is.Rate.Price == 0:
		return Replied{Deal: d}, ErrNoPrice
	case r.Pickup.Before(b.turn.Now):
		return Replied{Deal: d}, ErrPast
	}
	if err := is.Rate.Price.check(); err != nil {
		return Replied{Deal: d}, err
	}
	if err := b.counts(ctx, d); err != nil {
		return Replied{Deal: d}, err
	}
	is.State, is.Pickup = DealYes, r.Pickup.UTC()
	if kept := is.Pickup.Add(pleaFor); kept.After(is.Until) {
		is.Until = kept // the goods wait for him
	}
	theirs.State, theirs.Pickup, theirs.Until, theirs.Rate = is.State, is.Pickup, is.Until, is.Rate
	return b.settled(d, is, a, theirs, nil)
}

// counts refuses a quantity that makes nothing of what the shop counts the item in:
// ErrUnit. An item that is new to it is counted as it comes.
func (b *Book) counts(ctx context.Context, d Deal) error {
	it, isNew, err := b.resolve(ctx, d.Item, d.Qty.Unit)
	if err != nil || isNew {
		return err
	}
	_, err = d.Qty.In(it)
	return err
}

// both writes a new state into both books.
func (b *Book) both(d Deal, a Across, to DealState) (Replied, error) {
	is, theirs := d, a.Deal
	is.State, theirs.State = to, to
	return b.settled(d, is, a, theirs, nil)
}

// settled writes how a deal stands now into both books, with what else is done in the
// other, and has that shop told.
func (b *Book) settled(was, is Deal, a Across, theirs Deal, effects []Effect) (Replied, error) {
	out := Replied{Deal: is}
	if err := b.move(was, is); err != nil {
		return out, err
	}
	before, err := a.Deal.Facts()
	if err != nil {
		return out, err
	}
	after, err := theirs.Facts()
	if err != nil {
		return out, err
	}
	b.do(Elsewhere{
		Shop: was.Other, Rev: a.Rev, Tell: []Tell{{Deal: was.ID, At: b.turn.Now}},
		Effects: append(effects, Change{What: ChangeDeal, ID: was.ID, Before: before, After: after}),
	})
	return out, nil
}

// dead writes down that nothing comes of a deal, in this book alone: the other shop
// knows.
func (b *Book) dead(d Deal, state DealState) (Replied, error) {
	is := d
	if is.State = state; is.Open() {
		is.State = DealNo // the other has taken its word back
	}
	if err := b.move(d, is); err != nil {
		return Replied{Deal: is}, err
	}
	return Replied{Deal: is}, ErrOver
}
