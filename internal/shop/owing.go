package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Account is one customer's udhaar.
type Account struct {
	Customer Customer
	Balance  Money // below zero is his advance
	Since    Day   // of the oldest credit not paid back, paying the oldest first; "" when he owes nothing
}

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
	out := Account{Customer: known}
	if out.Balance, err = b.balance(ctx, known.ID); err != nil || out.Balance <= 0 {
		return out, err
	}
	since, err := b.since(ctx, known.ID, map[string]Money{known.ID: out.Balance})
	out.Since = since[known.ID]
	return out, err
}

// Owing lists who owes, the most first.
func (b *Book) Owing(ctx context.Context) ([]Account, error) {
	dues, err := b.balances(ctx)
	if err != nil {
		return nil, err
	}
	since, err := b.since(ctx, "", dues)
	if err != nil {
		return nil, err
	}
	people, err := b.Customers(ctx)
	if err != nil {
		return nil, err
	}
	var out []Account
	for _, c := range people {
		if due := dues[c.ID]; due > 0 {
			out = append(out, Account{Customer: c, Balance: due, Since: since[c.ID]})
		}
	}
	slices.SortStableFunc(out, func(a, b Account) int { return cmp.Compare(b.Balance, a.Balance) })
	return out, nil
}

// Outstanding is all udhaar against the share of the last [SalesWindow] days'
// sales that the shop allows.
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
	return dues, nil
}

// since goes back over the days credit was given on until they add up to what
// is owed: that day holds the oldest credit not paid back.
func (b *Book) since(ctx context.Context, customer string, dues map[string]Money) (map[string]Day, error) {
	days, err := b.src.Credits(ctx, customer)
	if err != nil {
		return nil, fmt.Errorf("shop: credits: %w", err)
	}
	for e := range b.entries() {
		if given := SumsOf(e).Credit; given != 0 && (customer == "" || e.Customer == customer) {
			days = append(days, CreditDay{Customer: e.Customer, Day: e.Day, Amount: given})
		}
	}
	slices.SortStableFunc(days, func(a, b CreditDay) int { return strings.Compare(string(b.Day), string(a.Day)) })
	out, left := map[string]Day{}, map[string]Money{}
	for id, due := range dues {
		left[id] = due
	}
	for _, d := range merged(days) {
		if left[d.Customer] > 0 && d.Amount > 0 {
			out[d.Customer] = d.Day
			left[d.Customer] -= d.Amount
		}
	}
	return out, nil
}

// merged adds up what one customer was given on one day, in the order the days
// come first.
func merged(days []CreditDay) []CreditDay {
	type key struct {
		customer string
		day      Day
	}
	at := map[key]int{}
	var out []CreditDay
	for _, d := range days {
		k := key{d.Customer, d.Day}
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
