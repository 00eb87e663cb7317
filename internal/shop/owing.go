package shop

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Account is one customer's udhaar.
type Account struct {
	Customer Customer
	Balance  Money // below zero is his advance
	Since    Day   // of the oldest credit not paid back, paying the oldest first; "" when he owes nothing
	Ages     Ages  // of the balance, when he owes
	Until    Day   // the first day that some of it was promised for; "" when none was
	Overdue  Money // of the balance, promised for days that have passed
	Limit    Money // what he may owe
}

// Over reports whether he owes more than he may.
func (a Account) Over() bool { return a.Balance > a.Limit }

// Outstanding is all udhaar of the shop against its limit.
type Outstanding struct {
	Total Money // of those who owe
	Limit Money // 0 while the shop has not sold long enough to take a share of it
	Over  bool
}

// Balance is a customer's account. ErrNotFound when nobody of that name has one.
func (b *Book) Balance(ctx context.Context, c Customer) (Account, error) {
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return Account{Customer: c}, errors.Join(nobody(err), missing(isNew))
	}
	limits, err := b.Limits(ctx)
	if err != nil {
		return Account{Customer: known}, err
	}
	due, err := b.balance(ctx, known.ID)
	if err != nil {
		return Account{Customer: known}, err
	}
	aged, err := b.age(ctx, known.ID, map[string]Money{known.ID: due}, known)
	out := aged[known.ID]
	out.Customer, out.Limit = known, limits.of(known)
	return out, err
}

// Owing lists who owes: whose promised day has passed first, then by how long he
// has owed, then the most first.
func (b *Book) Owing(ctx context.Context) ([]Account, error) {
	dues, err := b.balances(ctx)
	if err != nil {
		return nil, err
	}
	people, err := b.Customers(ctx)
	if err != nil {
		return nil, err
	}
	aged, err := b.age(ctx, "", dues, people...)
	if err != nil {
		return nil, err
	}
	limits, err := b.Limits(ctx)
	if err != nil {
		return nil, err
	}
	var out []Account
	for _, c := range people {
		if dues[c.ID] > 0 {
			a := aged[c.ID]
			a.Customer, a.Limit = c, limits.of(c)
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, pressing)
	return out, nil
}

// Outstanding is all udhaar against the shop's limit: a sum it has set, or the
// share of the last [SalesWindow] days' sales that it allows.
func (b *Book) Outstanding(ctx context.Context) (Outstanding, error) {
	dues, err := b.balances(ctx)
	if err != nil {
		return Outstanding{}, err
	}
	var out Outstanding
	for _, due := range dues {
		out.Total += max(due, 0)
	}
	limits, err := b.Limits(ctx)
	if err != nil {
		return out, err
	}
	if limits.ShopUdhaar > 0 {
		out.Limit, out.Over = limits.ShopUdhaar, out.Total > limits.ShopUdhaar
		return out, nil
	}
	sales, err := b.Sums(ctx, Query{Period: Back(b.Today(), SalesWindow), By: ByDay})
	if err != nil || selling(sales, b.Today()) < LeastDays {
		return out, err
	}
	var revenue Money
	for _, day := range sales {
		revenue += day.Revenue
	}
	share, err := mulDiv(int64(max(revenue, 0)), limits.UdhaarPercent, 100)
	out.Limit = Money(share)
	out.Over = out.Limit > 0 && out.Total > out.Limit
	return out, err
}

// balance is what one customer owes as of now.
func (b *Book) balance(ctx context.Context, id string) (Money, error) {
	due, err := b.src.Balance(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("shop: balance: %w", err)
	}
	for e := range b.entries() {
		if e.Customer == id {
			due += e.Due
		}
	}
	return due, nil
}

// balances are what all customers owe as of now.
func (b *Book) balances(ctx context.Context) (map[string]Money, error) {
	dues, err := b.src.Balances(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: balances: %w", err)
	}
	for e := range b.entries() {
		if e.Customer != "" && e.Due != 0 {
			dues[e.Customer] += e.Due
		}
	}
	gone, err := b.leaving(ctx)
	for id := range gone {
		delete(dues, id)
	}
	return dues, err
}

// merged adds up what one customer was given on one day, to be paid by the same
// day, in the order the days come first.
func merged(days []CreditDay) []CreditDay {
	type key struct {
		customer   string
		day, until Day
	}
	at := map[key]int{}
	var out []CreditDay
	for _, d := range days {
		k := key{d.Customer, d.Day, d.Until}
		if i, ok := at[k]; ok {
			out[i].Amount += d.Amount
			continue
		}
		at[k] = len(out)
		out = append(out, d)
	}
	return out
}

// nobody turns a name that could not stand in a book into one that does not: who
// only asks is told that there is none.
func nobody(err error) error {
	if errors.Is(err, ErrName) {
		return ErrNotFound
	}
	return err
}

// missing is ErrNotFound, or nil.
func missing(yes bool) error {
	if yes {
		return ErrNotFound
	}
	return nil
}
