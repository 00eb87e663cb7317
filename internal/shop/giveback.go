package shop

import "context"

// Giveback is goods that a customer brings back, as said. What is zero was not
// said.
type Giveback struct {
	Item     Item
	Qty      Measure
	Amount   Money // given back to him: total or rate; what he paid for it unless said
	Rate     Rate
	Customer Customer
	Payment  Payment // how: off his udhaar when it was bought so, else in cash
	Day      Day
	Note     string
}

// TakenBack is what there is to say of goods that came back.
type TakenBack struct {
	Item     Item
	Qty      Measure
	Sold     Measure // of it, that could come back
	Price    Money   // what so much of it was sold for
	Refund   Money
	Payment  Payment
	Day      Day
	Stock    Measure // after
	Customer Customer
	Balance  Money // after, when there is a customer
}

// TakeBack records that goods came back and how the money for them was given back.
// The goods come back at the cost they were sold at, the last ones sold first.
//
// ErrNotSold, with Sold set, when not as much was sold to the customer, or to
// anybody when none is named; ErrTooLarge, with Price set, for more money than was
// paid; ErrNoCustomer when it was sold to somebody and nobody is named, or is to be
// taken off nobody's udhaar.
func (b *Book) TakeBack(ctx context.Context, g Giveback) (TakenBack, error) {
	out, q, err := b.brought(ctx, g)
	if err != nil {
		return out, err
	}
	piles, err := b.sales(ctx, out.Item.ID, out.Customer.ID)
	if err != nil {
		return out, err
	}
	goods := piles[out.Customer.ID].by(g.Day)
	out.Sold = out.Item.Measure(goods.left())
	if g.Qty.All {
		q = goods.left()
		out.Qty = out.Sold
	}
	if q > goods.left() || q == 0 {
		return out, piles.elsewhere(q, g.Day, &out)
	}
	part, lots, err := goods.takeBack(q)
	if err != nil {
		return out, err
	}
	out.Price = part.Revenue
	if err := b.refund(g, q, part, &out); err != nil {
		return out, err
	}
	return b.returned(ctx, g, out, part, lots)
}

// brought finds out what came back, how much of it, and from whom.
func (b *Book) brought(ctx context.Context, g Giveback) (TakenBack, Quantity, error) {
	out := TakenBack{Item: g.Item, Customer: g.Customer, Payment: g.Payment, Day: g.Day}
	if err := b.day(g.Day); err != nil {
		return out, 0, err
	}
	it, unknown, err := b.resolve(ctx, g.Item, g.Qty.Unit)
	if err != nil || unknown {
		return out, 0, notSold(err)
	}
	out.Item = it
	if !g.Customer.None() {
		who, unknown, err := b.who(ctx, g.Customer)
		if err != nil || unknown {
			return out, 0, notSold(nobody(err))
		}
		out.Customer = who
	}
	if g.Qty.All {
		return out, 0, nil
	}
	q, err := b.quantity(ctx, it, g.Qty)
	out.Qty = said(g.Qty, it, q)
	return out, q, err
}

// notSold is ErrNotSold unless something else went wrong.
func notSold(err error) error {
	if err == nil {
		return ErrNotSold
	}
	return err
}

// refund settles how much he gets back, and how.
func (b *Book) refund(g Giveback, q Quantity, part Entry, out *TakenBack) error {
	out.Refund = part.Revenue
	if g.Amount != 0 || g.Rate.Price != 0 {
		per, err := part.Revenue.Per(q)
		if err != nil {
			return err
		}
		r, err := read(out.Item, out.Qty, q, g.Amount, g.Rate, "", per)
		if err != nil {
			return err
		}
		out.Refund = r.Total
		if err := out.Refund.check(); err != nil {
			return err
		}
	}
	if out.Refund > part.Revenue {
		return ErrTooLarge
	}
	switch {
	case out.Payment != "":
	case part.Due*2 > part.Revenue:
		out.Payment = Udhaar
	default:
		out.Payment = Cash
	}
	if out.Payment == Udhaar && out.Customer.None() {
		return ErrNoCustomer
	}
	return nil
}

// returned writes what came back.
func (b *Book) returned(ctx context.Context, g Giveback, out TakenBack, part Entry, lots []lot) (TakenBack, error) {
	e := b.entry(Return, g.Day)
	e.Item, e.Customer, e.Note = out.Item.ID, out.Customer.ID, note(g.Note)
	e.Qty, e.Value, e.Cost = -part.Qty, part.Cost, -part.Cost
	e.Revenue, e.Discount = -out.Refund, -part.Discount
	if part.Uncosted != 0 && part.Revenue != 0 {
		n, err := mulDiv(int64(part.Uncosted), int64(out.Refund), int64(part.Revenue))
		if err != nil {
			return out, err
		}
		e.Uncosted = -Money(n)
	}
	e.pay(out.Payment, -out.Refund)
	was, err := b.stock(ctx, out.Item.ID)
	if err != nil {
		return out, err
	}
	b.do(e)
	if err := b.shelved(ctx, e, was, lots); err != nil {
		return out, err
	}
	out.Day, out.Stock = e.Day, out.Item.Measure(was.Plus(e).Qty)
	if !out.Customer.None() {
		out.Balance, err = b.balance(ctx, out.Customer.ID)
	}
	return out, err
}
