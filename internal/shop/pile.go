package shop

import (
	"context"
	"fmt"
	"slices"
)

// pile is goods that were sold to somebody, the last ones on top: each entry is what
// is left of a sale.
type pile []Entry

// piles are those of customers by id; of who was not named under "".
type piles map[string]pile

// elsewhere says why so much did not come back from whom it was said: nobody was
// named, and who bought it was; or it was not sold.
func (p piles) elsewhere(q Quantity, day Day, out *TakenBack) error {
	if !out.Customer.None() {
		return ErrNotSold
	}
	var most, all Quantity
	for _, of := range p {
		left := of.by(day).left()
		most, all = max(most, left), all+left
	}
	out.Sold = out.Item.Measure(all)
	if q > 0 && q <= most {
		return ErrNoCustomer
	}
	return ErrNotSold
}

// sales are what was sold of an item, to a customer if one is named and else to
// all, less what came back since.
func (b *Book) sales(ctx context.Context, item, customer string) (piles, error) {
	all, err := b.deals(ctx, item, customer)
	if err != nil {
		return nil, err
	}
	out := piles{}
	for _, e := range standing(all) {
		his := out[e.Customer]
		if e.Kind == Selling {
			e.Qty = -e.Qty
			his = append(his, e)
		} else if _, _, err := his.takeBack(min(e.Qty, his.left())); err != nil {
			return nil, err
		}
		out[e.Customer] = his
	}
	return out, nil
}

// deals are the sales and returns of an item, and of all that turned out to be it,
// in the order of [Source.Ledger]. Those of this turn have places of their own until
// they are written: below zero, and as they follow one another.
func (b *Book) deals(ctx context.Context, item, customer string) ([]Entry, error) {
	ids, err := b.kin(ctx, item)
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, id := range ids {
		stored, err := b.src.Sales(ctx, id, customer, MaxSales)
		if err != nil {
			return nil, fmt.Errorf("shop: sales: %w", err)
		}
		all = append(all, stored...)
	}
	for i, e := range slices.Collect(b.entries()) {
		if !slices.Contains(ids, e.Item) || customer != "" && e.Customer != customer || e.Kind != Selling && e.Kind != Return {
			continue
		}
		e.Ref = Ref{Turn: b.turn.ID, N: i}
		if e.Root == (Ref{}) {
			e.Root = Ref{Turn: b.turn.ID, N: -1 - i}
		}
		all = append(all, e)
	}
	inOrder(all)
	return all, nil
}

// by is what is left of what was sold by a day; all of it when that is "".
func (p pile) by(day Day) pile {
	return slices.DeleteFunc(slices.Clone(p), func(e Entry) bool { return day != "" && e.Day > day })
}

// left is how much lies on the pile.
func (p pile) left() (q Quantity) {
	for _, e := range p {
		q += e.Qty
	}
	return q
}

// lot is a stretch of what was sold at once, from the piece that was taken first.
type lot struct {
	sale     Entry
	from, to Quantity
}

// takeBack takes so much off the top, and says what it was sold for and at what
// cost: of a sale that comes back in part, its share. The quantity is below zero,
// as of a sale. What was taken last comes back first.
func (p *pile) takeBack(q Quantity) (out Entry, lots []lot, err error) {
	for q > 0 && len(*p) > 0 {
		top := &(*p)[len(*p)-1]
		part := *top
		if part.Qty > q {
			if part, err = top.portion(q); err != nil {
				return out, nil, err
			}
		}
		lots = append(lots, lot{sale: *top, from: top.Qty - part.Qty, to: top.Qty})
		q -= part.Qty
		out.Qty -= part.Qty
		out.Cost, out.Revenue, out.Due = out.Cost+part.Cost, out.Revenue+part.Revenue, out.Due+part.Due
		out.Discount, out.Uncosted = out.Discount+part.Discount, out.Uncosted+part.Uncosted
		top.Qty, top.Cost, top.Revenue, top.Due = top.Qty-part.Qty, top.Cost-part.Cost, top.Revenue-part.Revenue, top.Due-part.Due
		top.Discount, top.Uncosted = top.Discount-part.Discount, top.Uncosted-part.Uncosted
		if top.Qty == 0 {
			*p = (*p)[:len(*p)-1]
		}
	}
	return out, lots, nil
}

// portion is the share of a sale that q of it has.
func (e Entry) portion(q Quantity) (Entry, error) {
	part := Entry{Qty: q}
	for _, m := range []struct {
		of  Money
		out *Money
	}{
		{e.Cost, &part.Cost},
		{e.Revenue, &part.Revenue},
		{e.Due, &part.Due},
		{e.Discount, &part.Discount},
		{e.Uncosted, &part.Uncosted},
	} {
		n, err := mulDiv(int64(m.of), int64(q), int64(e.Qty))
		if err != nil {
			return part, err
		}
		*m.out = Money(n)
	}
	return part, nil
}
