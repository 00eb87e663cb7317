package shop

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Ages is what is owed by how long: up to 30 days, 31 to 60, longer. What is
// paid is taken to pay the oldest first.
type Ages [3]Money

// ageOf is the place in [Ages] of a credit given on day.
func ageOf(day, today Day) int {
	switch days := day.until(today); {
	case days <= 30:
		return 0
	case days <= 60:
		return 1
	}
	return 2
}

// until counts the days from d to another, below zero when that is before it; 0
// when either is none.
func (d Day) until(to Day) int {
	from, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	end, err := time.Parse(time.DateOnly, string(to))
	if err != nil {
		return 0
	}
	return int(end.Sub(from) / (24 * time.Hour))
}

// oldest is the place of the oldest there is.
func (a Ages) oldest() int {
	for i := len(a) - 1; i > 0; i-- {
		if a[i] > 0 {
			return i
		}
	}
	return 0
}

// age goes back over each customer's credits, the latest first, until they add
// up to what he owes: those are the ones not paid back. What people promised since
// counts before what was said when they were given.
func (b *Book) age(ctx context.Context, customer string, dues map[string]Money, people ...Customer) (map[string]Account, error) {
	lots, err := b.lots(ctx, customer)
	if err != nil {
		return nil, err
	}
	since := map[string]Promise{}
	for _, c := range people {
		since[c.ID] = c.Promise
	}
	out := map[string]Account{}
	for id, due := range dues {
		a := Account{Balance: due}
		for _, l := range lots[id] {
			if due <= 0 {
				break
			}
			open := min(due, l.Amount)
			due -= open
			a.take(since[id].over(l), open, b.Today())
		}
		out[id] = a
	}
	return out, nil
}

// take counts so much of a credit as not paid back.
func (a *Account) take(l CreditDay, open Money, today Day) {
	a.Since = l.Day
	a.Ages[ageOf(l.Day, today)] += open
	if l.Until == "" {
		return
	}
	if a.Until == "" || l.Until < a.Until {
		a.Until = l.Until
	}
	if l.Until < today {
		a.Overdue += open
	}
}

// lots are what customers were given, the latest day first; of one day, first
// what no day was promised for, then what was promised for the latest.
func (b *Book) lots(ctx context.Context, customer string) (map[string][]CreditDay, error) {
	days, err := b.src.Credits(ctx, customer)
	if err != nil {
		return nil, fmt.Errorf("shop: credits: %w", err)
	}
	promised, err := b.src.Promises(ctx, customer)
	if err != nil {
		return nil, fmt.Errorf("shop: promises: %w", err)
	}
	for e := range b.entries() {
		given := SumsOf(e).Credit
		if given == 0 || customer != "" && e.Customer != customer {
			continue
		}
		days = append(days, CreditDay{Customer: e.Customer, Day: e.Day, Amount: given})
		if e.Until != "" {
			promised = append(promised, CreditDay{Customer: e.Customer, Day: e.Day, Amount: given, Until: e.Until})
		}
	}
	type key struct {
		customer string
		day      Day
	}
	by := map[key][]CreditDay{}
	for _, p := range merged(promised) {
		k := key{p.Customer, p.Day}
		by[k] = append(by[k], p)
	}
	out := map[string][]CreditDay{}
	for _, d := range merged(days) {
		out[d.Customer] = append(out[d.Customer], parted(d, by[key{d.Customer, d.Day}])...)
	}
	for _, l := range out {
		slices.SortStableFunc(l, func(a, b CreditDay) int { return strings.Compare(string(b.Day), string(a.Day)) })
	}
	return out, nil
}

// parted is a day's credit in what no day was promised for and the promises.
func parted(d CreditDay, promised []CreditDay) []CreditDay {
	slices.SortFunc(promised, func(a, b CreditDay) int { return strings.Compare(string(b.Until), string(a.Until)) })
	left := d.Amount
	var out []CreditDay
	for _, p := range slices.Backward(promised) { // goods of the day that came back are taken off the latest
		p.Amount = min(p.Amount, left)
		if p.Amount > 0 {
			left -= p.Amount
			out = append(out, p)
		}
	}
	if d.Amount = left; left > 0 {
		out = append(out, d)
	}
	slices.Reverse(out)
	return out
}

// pressing orders accounts: whose day has passed first, the longest ago first;
// then by how old the oldest is, then the most first.
func pressing(a, b Account) int {
	late := func(a Account) int {
		if a.Overdue > 0 {
			return 0
		}
		return 1
	}
	if c := cmp.Compare(late(a), late(b)); c != 0 {
		return c
	}
	if a.Overdue > 0 && a.Until != b.Until {
		return cmp.Compare(a.Until, b.Until)
	}
	return cmp.Or(cmp.Compare(b.Ages.oldest(), a.Ages.oldest()), cmp.Compare(b.Balance, a.Balance))
}
