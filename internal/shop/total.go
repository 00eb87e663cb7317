package shop

import "context"

// Total is a day's sales as one sum, with no items said.
type Total struct {
	Amount   Money
	Payment  Payment  // cash unless said
	Customer Customer // who took the goods, when one did
	Day      Day      // today unless said
	Note     string
}

// Totalled is what there is to say of a total.
type Totalled struct {
	Amount   Money
	Payment  Payment
	Customer Customer
	Balance  Money // what he owes now, when there is a customer
	Day      Day
	Revenue  Money // of the whole day now
}

// SellTotal records sales without items, of a day or to a customer: stock and
// cost are not known. On udhaar without a customer it returns ErrNoCustomer.
func (b *Book) SellTotal(ctx context.Context, t Total) (Totalled, error) {
	out := Totalled{Amount: t.Amount, Payment: t.Payment}
	if err := t.Amount.check(); err != nil {
		return out, err
	}
	if err := b.day(t.Day); err != nil {
		return out, err
	}
	if t.Payment == Udhaar && t.Customer.None() {
		return out, ErrNoCustomer
	}
	if out.Payment == "" {
		out.Payment = Cash
	}
	if err := b.taker(ctx, t.Customer, &out); err != nil {
		return out, err
	}
	e := b.entry(Selling, t.Day)
	e.Hour = -1 // it was sold all day
	e.Revenue, e.Uncosted, e.Note = t.Amount, t.Amount, note(t.Note)
	e.Customer = out.Customer.ID
	e.pay(out.Payment, t.Amount)
	b.do(e)
	out.Day, out.Balance = e.Day, out.Balance+e.Due
	day, err := b.Sums(ctx, Query{Period: Over(e.Day)})
	out.Revenue = whole(day).Revenue
	return out, err
}

// taker finds the customer who took the goods, opening his account when he is
// new, and what he owed before.
func (b *Book) taker(ctx context.Context, c Customer, out *Totalled) error {
	if c.None() {
		return nil
	}
	a, err := b.open(ctx, c)
	if err != nil {
		return err
	}
	if a.isNew {
		if err := b.welcome(a.customer); err != nil {
			return err
		}
	}
	out.Customer, out.Balance = a.customer, a.before
	return nil
}
