package shop

import "context"

// Counted is what there is to say of a count.
type Counted struct {
	Item    Item
	NewItem bool
	Had     Measure // as the book had it
	Stock   Measure // as counted
	Diff    Measure // Stock less Had
	Doubted bool    // the count had been doubtful
}

// Count sets the stock to what was counted, zero included, and takes every
// doubt back. What is found or missing changes the value at average cost.
func (b *Book) Count(ctx context.Context, named Item, qty Measure) (Counted, error) {
	it, isNew, err := b.resolve(ctx, named, qty.Unit)
	if err != nil {
		return Counted{Item: named}, err
	}
	out := Counted{Item: it, NewItem: isNew}
	if qty.All {
		return out, ErrZero
	}
	n, err := qty.In(it)
	if err != nil {
		return out, err
	}
	was, err := b.stock(ctx, it.ID)
	if err != nil {
		return out, err
	}
	e := b.entry(Counting, "")
	e.Item, e.Qty, e.Doubt = it.ID, n-was.Qty, -was.Doubt
	if e.Value, err = was.counted(n, it.Cost); err != nil {
		return out, err
	}
	if err := b.brings(ctx, it, isNew); err != nil {
		return out, err
	}
	b.do(e)
	if err := b.drawn(ctx, e, was, missFirst); err != nil {
		return out, err
	}
	out.Had, out.Stock, out.Diff = it.Measure(was.Qty), it.Measure(n), it.Measure(e.Qty)
	out.Doubted = was.Doubt > 0
	return out, nil
}
