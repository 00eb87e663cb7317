package shop

import (
	"cmp"
	"context"
	"slices"
)

// Expiring is goods of one item that expire on one day.
type Expiring struct {
	Item    Item
	Qty     Measure
	Expires Day
	Days    int // until then; below zero when it is over
}

// Dates is what the book knows of expiry dates.
type Dates struct {
	Soon  []Expiring // within the days asked about, the first to expire first
	Past  []Expiring // over already, and still on the shelf
	Dated int        // batches with a date, of whatever day
}

// Expiring tells which goods expire in a period, and apart from them those that
// are past their date.
func (b *Book) Expiring(ctx context.Context, p Period) (Dates, error) {
	var out Dates
	all, err := b.allTold(ctx)
	if err != nil || len(all) == 0 {
		return out, err
	}
	stocks, items, err := b.shelves(ctx)
	if err != nil {
		return out, err
	}
	for id, told := range all {
		it, ok := items[id]
		if !ok {
			continue // taken away again, with all that was about it
		}
		out.add(it, split(stocks[id].Qty, told).Dated, p, b.Today())
	}
	slices.SortFunc(out.Soon, earlier)
	slices.SortFunc(out.Past, earlier)
	return out, nil
}

// add sorts an item's batches in.
func (d *Dates) add(it Item, dated []Batch, p Period, today Day) {
	for _, l := range dated {
		x := expiring(it, l, today)
		d.Dated++
		switch {
		case x.Days < 0:
			d.Past = append(d.Past, x)
		case p.Has(l.Expires):
			d.Soon = append(d.Soon, x)
		}
	}
}

func expiring(it Item, l Batch, today Day) Expiring {
	return Expiring{Item: it, Qty: it.Measure(l.Qty), Expires: l.Expires, Days: today.until(l.Expires)}
}

func earlier(a, b Expiring) int {
	return cmp.Or(cmp.Compare(a.Expires, b.Expires), cmp.Compare(Fold(a.Item.Name), Fold(b.Item.Name)), cmp.Compare(a.Item.ID, b.Item.ID))
}

// Kept is an item's stock by date.
type Kept struct {
	Item    Item
	Stock   Measure
	Dated   []Expiring // the first to expire first
	Undated Measure
}

// Batches is an item's stock by the day it expires. ErrNotFound when the shop
// knows no such item.
func (b *Book) Batches(ctx context.Context, named Item) (Kept, error) {
	out, _, err := b.kept(ctx, named)
	return out, err
}

// kept is an item's stock by date, and what entries tell of it.
func (b *Book) kept(ctx context.Context, named Item) (Kept, []Batch, error) {
	out := Kept{Item: named}
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return out, nil, orMissing(nobody(err), isNew)
	}
	out.Item = it
	s, err := b.stock(ctx, it.ID)
	if err != nil {
		return out, nil, err
	}
	told, err := b.told(ctx, it.ID)
	have := split(s.Qty, told)
	for _, l := range have.Dated {
		out.Dated = append(out.Dated, expiring(it, l, b.Today()))
	}
	out.Stock, out.Undated = it.Measure(s.Qty), it.Measure(have.Undated)
	return out, told, err
}

// Redated is what there is to say of a date that was set.
type Redated struct {
	Kept            // after
	Qty     Measure // that has the date now
	Expires Day
}

// SetExpiry says when goods in stock expire: so many, or when no quantity is said
// those that have no date; and when all have the same, they have another now.
// ErrNoStock when there are not as many, ErrUnclear when it is not clear which.
func (b *Book) SetExpiry(ctx context.Context, named Item, qty Measure, expires Day) (Redated, error) {
	out := Redated{Expires: expires}
	if err := b.Keeps(expires); err != nil || expires == "" {
		return out, cmp.Or(err, ErrNoDay)
	}
	kept, told, err := b.kept(ctx, named)
	out.Kept = kept
	if err != nil {
		return out, err
	}
	n, err := kept.which(qty)
	if err != nil {
		return out, err
	}
	e := b.entry(Dating, "")
	e.Item = kept.Item.ID
	b.lay(e, told, kept.redate(n, expires))
	out.Qty = kept.Item.Measure(n)
	out.Kept, _, err = b.kept(ctx, kept.Item)
	return out, err
}

// which is how much of the stock is meant.
func (k Kept) which(qty Measure) (Quantity, error) {
	switch {
	case k.Stock.N <= 0:
		return 0, ErrNoStock
	case qty.All:
		return Quantity(k.Stock.N), nil
	case qty == (Measure{}) && k.Undated.N > 0:
		return Quantity(k.Undated.N), nil
	case qty == (Measure{}) && len(k.Dated) == 1:
		return Quantity(k.Stock.N), nil
	case qty == (Measure{}):
		return 0, ErrUnclear
	}
	n, err := qty.In(k.Item)
	if err == nil {
		err = n.check()
	}
	if err == nil && int64(n) > k.Stock.N {
		err = ErrNoStock
	}
	return n, err
}

// redate is the batches when n of the goods have a date: those that had none, then
// those with another, the first to expire first.
func (k Kept) redate(n Quantity, expires Day) []Batch {
	have := Batches{Undated: Quantity(k.Undated.N)}
	for _, x := range k.Dated {
		have.Dated = append(have.Dated, Batch{x.Expires, Quantity(x.Qty.N)})
	}
	others := func(l Batch, _ Day) int {
		switch l.Expires {
		case "":
			return 0
		case expires:
			return 2
		}
		return 1
	}
	return append(have.without(n, others, ""), Batch{expires, n})
}
