package shop

import (
	"context"
	"errors"
	"slices"
)

// handed is goods as they leave the shelf of the shop that gives them.
type handed struct {
	qty   Quantity
	dated []Batch // by the day they expire, the first to expire first; the rest has no date
}

// hand takes off the shelf what a deal wants: the first to expire first, and nothing
// that is past its date, for a neighbour could not sell it. ErrNoStock when there is
// not as much. A unit that is none of the item's is as good as nothing.
func (b *Book) hand(ctx context.Context, d Deal) (handed, error) {
	it, isNew, err := b.resolve(ctx, d.Item, d.Qty.Unit)
	if err != nil || isNew {
		return handed{}, orNone(err)
	}
	q, err := d.Qty.In(it)
	if errors.Is(err, ErrUnit) || errors.Is(err, ErrZero) {
		return handed{}, ErrNoStock
	}
	if err != nil {
		return handed{}, err
	}
	s, err := b.stock(ctx, it.ID)
	if err != nil {
		return handed{}, err
	}
	told, err := b.told(ctx, it.ID)
	if err != nil {
		return handed{}, err
	}
	today := b.Today()
	have := split(s.Qty, told)
	have.Dated = slices.DeleteFunc(have.Dated, func(l Batch) bool { return l.Expires < today })
	if have.sum() < q {
		return handed{}, ErrNoStock
	}
	return handed{qty: q, dated: have.drawn(q, sellFirst, today)}, nil
}

// orNone is an error, or that there is nothing.
func orNone(err error) error {
	if err == nil {
		return ErrNoStock
	}
	return err
}

// sum is all goods of l.
func (l Batches) sum() Quantity {
	n := l.Undated
	for _, x := range l.Dated {
		n += x.Qty
	}
	return n
}

// drawn is what goes of the dated ones when q goes, in an order.
func (l Batches) drawn(q Quantity, first order, today Day) []Batch {
	left := map[Day]Quantity{}
	for _, x := range l.without(q, first, today) {
		left[x.Expires] += x.Qty
	}
	var out []Batch
	for _, x := range l.Dated {
		if gone := x.Qty - left[x.Expires]; gone > 0 {
			out = append(out, Batch{x.Expires, gone})
		}
	}
	return out
}

// as is the same goods as another shop counts them, q in all: the two may count in
// different units. What rounding leaves over has no date.
func (h handed) as(q Quantity) (Batches, error) {
	out := Batches{Undated: q}
	for _, x := range h.dated {
		n, err := mulDiv(int64(x.Qty), int64(q), int64(h.qty))
		if err != nil {
			return out, err
		}
		if came := min(Quantity(n), out.Undated); came > 0 {
			out.Dated, out.Undated = append(out.Dated, Batch{x.Expires, came}), out.Undated-came
		}
	}
	return out, nil
}

// first is the first day any of the goods expire; "" when nobody told.
func (h handed) first() Day {
	if len(h.dated) == 0 {
		return ""
	}
	return h.dated[0].Expires
}
