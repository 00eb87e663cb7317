package shop

import (
	"context"
	"errors"
)

// handOver makes a deal done: the goods leave one book and enter the other with this
// turn. The giver's has a sale on udhaar, the taker's a purchase that is owed; each
// settles that as any other. Each of the goods keeps its date; what they cost is the
// giver's average in his book and the price of the deal in the taker's. When the giver
// has less by now, the deal is gone, and both hear it.
func (b *Book) handOver(ctx context.Context, d Deal, a Across) (Replied, error) {
	var theirs []Effect
	other := b.beyond(a, &theirs)
	giver, gives, taker, takes := b, d, other, a.Deal
	if !d.Gives {
		giver, gives, taker, takes = other, a.Deal, b, d
	}
	goods, err := giver.hand(ctx, gives)
	if err == nil {
		err = taker.counts(ctx, takes) // it may be counted otherwise since they agreed
	}
	if errors.Is(err, ErrNoStock) || errors.Is(err, ErrUnit) {
		return b.both(d, a, DealGone)
	}
	if err != nil {
		return Replied{Deal: d}, err
	}
	sold, err := giver.Sell(ctx, Sale{
		Item: gives.Item, Qty: gives.Qty, Rate: gives.Rate, As: AsRate, Payment: Udhaar, Customer: Customer{Name: gives.Name}, Sure: true,
	})
	if err != nil {
		return Replied{Deal: d}, err
	}
	bought, err := taker.Buy(ctx, Bought{
		Item: takes.Item, Qty: takes.Qty, Amount: sold.Revenue, As: AsTotal, Payment: Udhaar, Supplier: Customer{Name: takes.Name}, Sure: true, from: &goods,
	})
	if err != nil {
		return Replied{Deal: d}, err
	}
	is, done := d, a.Deal
	is.State, done.State = DealDone, DealDone
	is.Expires, done.Expires = goods.first(), goods.first()
	out, err := b.settled(d, is, a, done, theirs)
	if err != nil {
		return out, err
	}
	if out.Total, out.Stock = sold.Revenue, bought.Stock; d.Gives {
		out.Stock = sold.Stock
	}
	return out, b.close(ctx, d)
}

// close closes what else was opened with a deal that is done. Neighbours who have
// agreed hear it; those who have not answered hear it when they do.
func (b *Book) close(ctx context.Context, done Deal) error {
	all, err := b.Deals(ctx)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.ID == done.ID || d.turn() != done.turn() || !d.Opened || d.Item.ID != done.Item.ID {
			continue
		}
		a, err := b.turn.Street.Across(ctx, d.ID)
		switch {
		case errors.Is(err, ErrNotFound), err == nil && a.Deal.State != DealYes:
			is := d
			is.State = DealClosed
			err = b.move(d, is)
		case err == nil:
			_, err = b.both(d, a, DealClosed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
