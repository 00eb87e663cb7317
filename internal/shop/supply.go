package shop

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Paying is money given to a supplier for goods, as said.
type Paying struct {
	Supplier Customer
	Amount   Money
	Payment  Payment // cash unless said
	Day      Day
	Note     string
}

// Paid is what there is to say of it.
type Paid struct {
	Supplier    Customer
	NewSupplier bool // nobody of that name had an account
	Amount      Money
	Payment     Payment
	Before      Money // what the shop owed him
	Owed        Money // what it owes him now
	Advance     Money // what was paid ahead; 0 while something is owed
	Day         Day
}

// PaySupplier records money given to a supplier. More than is owed stays with
// him as an advance. On udhaar nothing is paid: ErrZero.
func (b *Book) PaySupplier(ctx context.Context, p Paying) (Paid, error) {
	out := Paid{Supplier: p.Supplier, Amount: p.Amount, Payment: p.Payment}
	if p.Payment == Udhaar {
		return out, ErrZero
	}
	if out.Payment == "" {
		out.Payment = Cash
	}
	e := b.entry(Payout, p.Day)
	e.Owed, e.Note = -p.Amount, note(p.Note)
	e.pay(out.Payment, -p.Amount)
	return b.supply(ctx, out, p.Day, e)
}

// OweSupplier records what was owed to a supplier before the book began: no
// goods and no money move.
func (b *Book) OweSupplier(ctx context.Context, p Paying) (Paid, error) {
	e := b.entry(Opening, p.Day)
	e.Owed, e.Note = p.Amount, note(p.Note)
	return b.supply(ctx, Paid{Supplier: p.Supplier, Amount: p.Amount}, p.Day, e)
}

// supply writes an entry to a supplier's account.
func (b *Book) supply(ctx context.Context, out Paid, day Day, e Entry) (Paid, error) {
	if out.Supplier.None() {
		return out, ErrNoCustomer
	}
	a, err := b.account(ctx, out.Supplier, out.Amount, day)
	if err != nil {
		return out, err
	}
	if out.Before, err = b.owed(ctx, a.customer.ID); err != nil {
		return out, err
	}
	e.Customer = a.customer.ID
	if err := b.post(a, e); err != nil {
		return out, err
	}
	out.Supplier, out.NewSupplier, out.Day = a.customer, a.isNew, e.Day
	out.Owed = out.Before + e.Owed
	out.Advance = max(-out.Owed, 0)
	return out, nil
}

// Dues is how the shop stands with one who is a supplier, a customer, or both:
// the two accounts are never set against each other.
type Dues struct {
	Supplier Customer
	Owed     Money // the shop owes him; below zero is its advance with him
	Balance  Money // he owes the shop, as a customer
}

// Owed is how the shop stands with somebody. ErrNotFound when nobody of that
// name has an account.
func (b *Book) Owed(ctx context.Context, c Customer) (Dues, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return Dues{Supplier: c}, errors.Join(nobody(err), missing(isNew))
	}
	out := Dues{Supplier: known}
	if out.Owed, err = b.owed(ctx, known.ID); err != nil {
		return out, err
	}
	out.Balance, err = b.balance(ctx, known.ID)
	return out, err
}

// Suppliers are those with whom the shop has anything open, the most owed
// first, the advances last.
func (b *Book) Suppliers(ctx context.Context) ([]Dues, error) {
	all, err := b.src.AllOwed(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: suppliers: %w", err)
	}
	for e := range b.entries() {
		if e.Owed != 0 {
			all[e.Customer] += e.Owed
		}
	}
	people, err := b.Customers(ctx)
	if err != nil {
		return nil, err
	}
	var out []Dues
	for _, c := range people {
		if owed := all[c.ID]; owed != 0 {
			out = append(out, Dues{Supplier: c, Owed: owed})
		}
	}
	slices.SortStableFunc(out, func(a, b Dues) int { return cmp.Compare(b.Owed, a.Owed) })
	return out, nil
}

// owed is what the shop owes one supplier as of now.
func (b *Book) owed(ctx context.Context, id string) (Money, error) {
	n, err := b.src.Owed(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("shop: owed: %w", err)
	}
	for e := range b.entries() {
		if e.Customer == id {
			n += e.Owed
		}
	}
	return n, nil
}

// Side is which account money given to somebody belongs to. Its JSON is a value
// of kind choose.
type Side string

// The sides; the empty one is not clear.
const (
	AsUdhaar  Side = "credit"  // he is a customer: udhaar given
	AsPayment Side = "payment" // he is a supplier: his goods paid for
)

// MarshalJSON writes s as a value.
func (s Side) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(s)})
}

// UnmarshalJSON reads a value.
func (s *Side) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(s), kindChoose, kindText)
}

// SideOf tells from the accounts what "500 given to him" means: somebody the
// shop owes is paid, a customer takes udhaar; unclear of one who is both, or
// neither.
func (b *Book) SideOf(ctx context.Context, c Customer) (Side, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return "", err
	}
	owed, err := b.owed(ctx, known.ID)
	if err != nil {
		return "", err
	}
	due, err := b.balance(ctx, known.ID)
	if err != nil {
		return "", err
	}
	buys := due != 0
	if !buys {
		buys, err = b.traded(ctx, known.ID)
	}
	switch {
	case owed > 0 && !buys:
		return AsPayment, err
	case owed == 0 && buys:
		return AsUdhaar, err
	}
	return "", err
}

// traded reports whether somebody ever bought or took udhaar.
func (b *Book) traded(ctx context.Context, id string) (bool, error) {
	rows, err := b.Sums(ctx, Query{Customer: id})
	s := whole(rows)
	return s.Lines != 0 || s.Credit != 0 || s.Repaid != 0, err
}
