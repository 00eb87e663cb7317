package shop

import "context"

// Receipt is udhaar paid back as said.
type Receipt struct {
	Customer Customer
	Amount   Money
	All      bool    // all he owes; Amount is not looked at
	Payment  Payment // cash unless said
	Day      Day
	Note     string
}

// Received is what there is to say of a repayment.
type Received struct {
	Customer    Customer
	NewCustomer bool // nobody of that name had an account
	Amount      Money
	Payment     Payment
	Before      Money // what he owed
	Balance     Money // what he owes now; below zero is his advance
	Advance     Money // of the balance, what the shop owes him now; 0 when he still owes
	Day         Day
}

// TakePayment records that a customer paid. More than he owes becomes an
// advance. Paid by udhaar is no payment: ErrZero.
func (b *Book) TakePayment(ctx context.Context, r Receipt) (Received, error) {
	out := Received{Customer: r.Customer, Amount: r.Amount, Payment: r.Payment}
	if r.All {
		a, err := b.open(ctx, r.Customer)
		if err != nil {
			return out, err
		}
		r.Amount = max(a.before, 0)
	}
	if r.Payment == Udhaar {
		return out, ErrZero
	}
	a, err := b.account(ctx, r.Customer, r.Amount, r.Day)
	if err != nil {
		return out, err
	}
	if out.Payment == "" {
		out.Payment = Cash
	}
	e := b.entry(Repayment, r.Day)
	e.Customer, e.Note = a.customer.ID, note(r.Note)
	e.pay(out.Payment, r.Amount)
	e.Due = -r.Amount
	if err := b.post(a, e); err != nil {
		return out, err
	}
	out.Customer, out.NewCustomer, out.Amount, out.Day = a.customer, a.isNew, r.Amount, e.Day
	out.Before, out.Balance = a.before, a.before-r.Amount
	out.Advance = max(-out.Balance, 0)
	return out, nil
}
