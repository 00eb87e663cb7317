package shop

import (
	"cmp"
	"context"
)

// Lending is udhaar given as said.
type Lending struct {
	Customer Customer
	Amount   Money
	Item     Item    // with it, this is a sale on udhaar
	Qty      Measure // of Item; one of it unless said
	Rate     Rate
	As       How
	Day      Day
	Until    Day // promised to be paid by
	Note     string
	Sure     bool
}

// Lent is what there is to say of udhaar given.
type Lent struct {
	Customer    Customer
	NewCustomer bool
	Amount      Money
	Before      Money // what he owed
	Balance     Money // what he owes now
	Day         Day
	Until       Day
	Sale        *Sold // when goods were named
	Outstanding Outstanding
	Above       bool  // he owes more than he may
	Limit       Money // what he may owe
}

// GiveCredit writes udhaar into a customer's account. With an item named it is
// a sale paid by udhaar, errors as of [Book.Sell]; without, only the balance
// moves: it says nothing of sales.
func (b *Book) GiveCredit(ctx context.Context, l Lending) (Lent, error) {
	if l.Customer.None() {
		return Lent{}, ErrNoCustomer
	}
	if !l.Item.None() {
		return b.lendGoods(ctx, l)
	}
	return b.lend(ctx, Credit, l)
}

// lend writes what a customer owes for nothing that is named.
func (b *Book) lend(ctx context.Context, kind Kind, l Lending) (Lent, error) {
	if err := b.promise(l); err != nil {
		return Lent{Customer: l.Customer, Amount: l.Amount}, err
	}
	out, err := b.account(ctx, l.Customer, l.Amount, l.Day)
	if err != nil {
		return Lent{Customer: l.Customer, Amount: l.Amount}, err
	}
	e := b.entry(kind, l.Day)
	e.Customer, e.Due, e.Until, e.Note = out.customer.ID, l.Amount, l.Until, note(l.Note)
	if err := b.post(out, e); err != nil {
		return Lent{}, err
	}
	return b.lent(ctx, Lent{
		Customer: out.customer, NewCustomer: out.isNew, Amount: l.Amount, Day: e.Day, Until: l.Until,
		Before: out.before, Balance: out.before + l.Amount,
	})
}

// lendGoods is udhaar with goods named.
func (b *Book) lendGoods(ctx context.Context, l Lending) (Lent, error) {
	if err := b.promise(l); err != nil {
		return Lent{Customer: l.Customer}, err
	}
	if l.Qty.None() {
		l.Qty = Measure{N: int64(Unit)}
	}
	s, err := b.Sell(ctx, Sale{
		Item: l.Item, Qty: l.Qty, Amount: l.Amount, Rate: l.Rate, As: l.As,
		Customer: l.Customer, Payment: Udhaar, Day: l.Day, Until: l.Until, Note: l.Note, Sure: l.Sure,
	})
	out := Lent{Customer: l.Customer, Sale: &s}
	if err != nil {
		return out, err
	}
	out.Customer, out.NewCustomer, out.Amount, out.Day, out.Until = s.Customer, s.NewCustomer, s.Revenue, s.Day, l.Until
	out.Balance, out.Before = s.Balance, s.Balance-s.Revenue
	return b.lent(ctx, out)
}

// lent completes what there is to say with the shop's limits.
func (b *Book) lent(ctx context.Context, out Lent) (Lent, error) {
	limits, err := b.Limits(ctx)
	if err != nil {
		return out, err
	}
	out.Limit = limits.of(out.Customer)
	out.Above = out.Balance > out.Limit
	out.Outstanding, err = b.Outstanding(ctx)
	return out, err
}

// promise checks the day that udhaar was promised to be paid by: none, or one
// that was to come when it was given.
func (b *Book) promise(l Lending) error {
	given := cmp.Or(l.Day, b.Today())
	if l.Until != "" && (!l.Until.Valid() || l.Until < given) {
		return ErrPast
	}
	return nil
}

// account is one customer's, opened when he is new, before an amount is posted.
type account struct {
	customer Customer
	isNew    bool
	before   Money
}

// account checks what is to be posted and where.
func (b *Book) account(ctx context.Context, c Customer, m Money, day Day) (account, error) {
	if err := m.check(); err != nil {
		return account{}, err
	}
	if err := b.day(day); err != nil {
		return account{}, err
	}
	return b.open(ctx, c)
}

// open finds the account, or what it will be.
func (b *Book) open(ctx context.Context, c Customer) (account, error) {
	var a account
	var err error
	if a.customer, a.isNew, err = b.who(ctx, c); err != nil {
		return a, err
	}
	a.before, err = b.balance(ctx, a.customer.ID)
	return a, err
}

// post writes to the account.
func (b *Book) post(a account, e Entry) error {
	if a.isNew {
		if err := b.welcome(a.customer); err != nil {
			return err
		}
	}
	b.do(e)
	return nil
}
