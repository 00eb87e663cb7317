package shop

import "context"

// Forgiving is udhaar let go, as said.
type Forgiving struct {
	Customer Customer
	Amount   Money
	All      bool // all he owes; Amount is not looked at
	Day      Day
	Note     string
}

// Forgiven is what there is to say of udhaar let go.
type Forgiven struct {
	Customer Customer
	Amount   Money
	Before   Money // what he owed
	Balance  Money // what he owes now
	Day      Day
}

// Forgive lets a customer off some of what he owes: no money comes, and the
// account shows it. ErrNotFound for somebody nobody knows, ErrOwesLess, with
// Before set, for more than he owes.
func (b *Book) Forgive(ctx context.Context, f Forgiving) (Forgiven, error) {
	out := Forgiven{Customer: f.Customer, Amount: f.Amount}
	a, err := b.open(ctx, f.Customer)
	if err != nil || a.isNew {
		return out, orMissing(err, a.isNew)
	}
	out.Customer, out.Before, out.Balance = a.customer, a.before, a.before
	if f.All {
		f.Amount = max(a.before, 0)
		out.Amount = f.Amount
	}
	if a.before <= 0 {
		return out, ErrOwesLess
	}
	if err := f.Amount.check(); err != nil {
		return out, err
	}
	if err := b.day(f.Day); err != nil {
		return out, err
	}
	if f.Amount > a.before {
		return out, ErrOwesLess
	}
	e := b.entry(WriteOff, f.Day)
	e.Customer, e.Due, e.Note = a.customer.ID, -f.Amount, note(f.Note)
	b.do(e)
	out.Balance, out.Day = a.before-f.Amount, e.Day
	return out, nil
}
