package shop

import (
	"context"
	"errors"
)

// Bought is goods coming in as said. What is zero was not said.
type Bought struct {
	Item     Item
	Qty      Measure
	Amount   Money // paid: total or rate, see [Reckon]
	Rate     Rate  // said to be per unit
	As       How   // AsTotal or AsRate when it has been decided
	Supplier Customer
	Payment  Payment // where the money came from; unless said, not from the till; of a part, what Paid came from
	Paid     Money   // of the price, paid now: the rest is owed
	Day      Day
	Expires  Day // the last day they are good on; "" when nothing was said of it
	Note     string
	Sure     bool // an odd price has been agreed to

	from *handed // a neighbour's shelf that they leave, with the dates they had there
}

// Stocked is what there is to say of goods that came in.
type Stocked struct {
	Item        Item
	NewItem     bool
	Qty         Measure
	Reading     Reading // zero when no money was said
	Day         Day
	Expires     Day
	Had         Measure
	Stock       Measure
	Average     Money // cost per unit, after
	Supplier    Customer
	NewSupplier bool
	Paid        Money // of the price, out of the till or bank
	Unpaid      Money // of the price, owed to the supplier now
	Owed        Money // to him in all
}

// Buy records a purchase. With money said the cost moves the average; without,
// the goods come in at the last known cost and nothing counts as spent. An
// amount is held against the last known cost, or the selling price.
func (b *Book) Buy(ctx context.Context, p Bought) (Stocked, error) {
	out, q, err := b.unload(ctx, p)
	if err != nil {
		return out, err
	}
	stock, err := b.stock(ctx, out.Item.ID)
	if err != nil {
		return out, err
	}
	worth := out.Reading.Total
	if worth == 0 {
		if worth, err = out.Item.Cost.Of(q); err != nil {
			return out, err
		}
	}
	e := b.entry(Purchase, p.Day)
	e.Item, e.Customer, e.Note = out.Item.ID, out.Supplier.ID, note(p.Note)
	e.Qty, e.Spent = q, out.Reading.Total
	if e.Value, e.Cost, err = stock.in(q, worth); err != nil {
		return out, err
	}
	if err := b.settle(ctx, p, &out, &e); err != nil {
		return out, err
	}
	if out, err = b.stocked(ctx, out, e, stock); err != nil {
		return out, err
	}
	out.Expires = p.Expires
	came, err := p.dated(q)
	if err != nil {
		return out, err
	}
	return out, b.received(ctx, e, stock, came)
}

// dated is the goods by the day they expire, q in all.
func (p Bought) dated(q Quantity) (Batches, error) {
	switch {
	case p.from != nil:
		return p.from.as(q)
	case p.Expires != "":
		return Batches{Dated: []Batch{{p.Expires, q}}}, nil
	}
	return Batches{Undated: q}, nil
}

// unload finds out what came in, how much, and what it cost.
func (b *Book) unload(ctx context.Context, p Bought) (Stocked, Quantity, error) {
	out := Stocked{}
	if err := errors.Join(b.day(p.Day), b.Keeps(p.Expires)); err != nil {
		return out, 0, err
	}
	var err error
	if out.Item, out.NewItem, err = b.resolve(ctx, p.Item, p.Qty.Unit); err != nil {
		return out, 0, err
	}
	if p.Qty.All {
		return out, 0, ErrZero
	}
	q, err := b.quantity(ctx, out.Item, p.Qty)
	if err != nil {
		return out, 0, err
	}
	out.Qty = said(p.Qty, out.Item, q)
	if out.Reading, err = paid(out.Item, out.Qty, q, p); err != nil {
		return out, 0, err
	}
	if !p.Supplier.None() {
		out.Supplier, out.NewSupplier, err = b.who(ctx, p.Supplier)
	} else if p.Payment == Udhaar || p.Paid != 0 && p.Paid != out.Reading.Total {
		err = ErrNoCustomer
	}
	return out, q, err
}

// settle says where the money for goods came from, and what of it is owed.
func (b *Book) settle(ctx context.Context, p Bought, out *Stocked, e *Entry) error {
	var err error
	if out.Supplier.Known() {
		if out.Owed, err = b.owed(ctx, out.Supplier.ID); err != nil {
			return err
		}
	}
	switch {
	case p.Paid < 0:
		return ErrNegative
	case p.Paid > MaxMoney:
		return ErrTooLarge
	case p.Paid > 0 && e.Spent == 0, p.Payment == Udhaar && e.Spent == 0:
		return ErrNoPrice
	case p.Paid > 0:
		out.Paid, out.Unpaid = p.Paid, e.Spent-p.Paid
	case p.Payment == Udhaar:
		out.Unpaid = e.Spent
	case p.Payment != "":
		out.Paid = e.Spent
	}
	e.Owed = out.Unpaid
	out.Owed += e.Owed
	if p.Payment == UPI {
		e.UPI = -out.Paid
	} else {
		e.Cash = -out.Paid
	}
	return nil
}

// paid is what goods cost, as said; the zero reading when no money was.
func paid(i Item, m Measure, q Quantity, p Bought) (Reading, error) {
	if p.Amount == 0 && p.Rate.Price == 0 {
		return Reading{}, nil
	}
	usual := i.Cost
	if usual == 0 {
		usual = i.Price
	}
	r, err := read(i, m, q, p.Amount, p.Rate, p.As, usual)
	if err != nil {
		return r, err
	}
	if r.How == Unclear {
		return r, ErrUnclear
	}
	if err := r.Total.check(); err != nil {
		return r, err
	}
	if expected, err := usual.Of(q); err == nil && odd(r.Total, expected) && !p.Sure {
		return r, ErrPriceOdd
	}
	return r, nil
}

// stocked writes the purchase, with what is new and the last known cost.
func (b *Book) stocked(ctx context.Context, out Stocked, e Entry, was Stock) (Stocked, error) {
	if out.NewSupplier {
		if err := b.welcome(out.Supplier); err != nil {
			return out, err
		}
	}
	before := out.Item.Cost
	if cost, err := out.Reading.Total.Per(e.Qty); err == nil && cost > 0 {
		out.Item.Cost = cost
	}
	var err error
	if out.NewItem {
		err = b.create(out.Item)
	} else if err = b.takesUnit(ctx, out.Item); err == nil {
		err = b.change(out.Item, FieldCost, kept(before), kept(out.Item.Cost))
	}
	if err != nil {
		return out, err
	}
	b.do(e)
	now := was.Plus(e)
	out.Day, out.Average = e.Day, now.Average(out.Item.Cost)
	out.Had, out.Stock = out.Item.Measure(was.Qty), out.Item.Measure(now.Qty)
	return out, nil
}
