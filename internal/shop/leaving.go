package shop

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// ChangeLeaving is how a customer, or with an empty ID the whole shop, is given up:
// FieldUntil is the day on which all of it is destroyed.
const (
	ChangeLeaving = "leaving"
	FieldUntil    = "until"
)

// WholeBook is the kind of the file that holds all of a shop's book.
const WholeBook = "book.whole"

// SettingGrace is how many days pass until what was given up is destroyed.
const SettingGrace = "delete.days"

// Left is who was given up: a customer, or with none the whole shop.
type Left struct {
	Customer Customer
	Balance  Money // that he owes
	Owed     Money // that he is owed
	Until    Day   // the day on which it is destroyed; taken back it can be before
}

// GiveUp hides a customer from now on, until he is destroyed. ErrNotFound when
// nobody of that name is known.
func (b *Book) GiveUp(ctx context.Context, c Customer) (Left, error) {
	out, err := b.Given(ctx, c)
	if err == nil {
		b.leave(out.Customer.ID, "", out.Until)
	}
	return out, err
}

// Given tells what giving a customer up would be, and does nothing; of no customer,
// what giving up the shop would be.
func (b *Book) Given(ctx context.Context, c Customer) (Left, error) {
	out := Left{Customer: c}
	days, err := b.grace(ctx)
	if err != nil {
		return out, err
	}
	out.Until = b.Today().Plus(days)
	if c.None() {
		return out, nil
	}
	known, isNew, err := b.who(ctx, c)
	if err != nil || isNew {
		return out, errors.Join(nobody(err), missing(isNew))
	}
	out.Customer = known
	if out.Balance, err = b.balance(ctx, known.ID); err != nil {
		return out, err
	}
	out.Owed, err = b.owed(ctx, known.ID)
	return out, err
}

// GiveUpShop closes the shop from now on, until it is destroyed.
func (b *Book) GiveUpShop(ctx context.Context) (Left, error) {
	out, err := b.Given(ctx, Customer{})
	if err == nil {
		b.leave("", "", out.Until)
	}
	return out, err
}

// Leavers are the customers who were given up and can still be taken back.
func (b *Book) Leavers(ctx context.Context) ([]Left, error) {
	all, err := b.leaving(ctx)
	if err != nil {
		return nil, err
	}
	var out []Left
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if id == "" || all[id] <= b.Today() {
			continue
		}
		c, err := b.src.Customer(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("shop: leavers: %w", err)
		}
		c.ID = id
		due, err := b.balance(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, Left{Customer: c, Balance: due, Until: all[id]})
	}
	slices.SortStableFunc(out, func(x, y Left) int { return byOrder(x.Customer, y.Customer) })
	return out, nil
}

// Recall shows a customer again who was given up. ErrNotFound when nobody of that
// name was, or he is destroyed.
func (b *Book) Recall(ctx context.Context, c Customer) (Left, error) {
	all, err := b.Leavers(ctx)
	if err != nil {
		return Left{Customer: c}, err
	}
	for _, l := range all {
		named := func(name string) bool { return Fold(name) == Fold(c.Name) }
		if l.Customer.ID == c.ID || c.ID == "" && slices.ContainsFunc(l.Customer.calls(), named) {
			b.leave(l.Customer.ID, l.Until, "")
			return l, nil
		}
	}
	return Left{Customer: c}, ErrNotFound
}

// Closing is the day on which the shop is destroyed, "" when it was not given up.
func (b *Book) Closing(ctx context.Context) (Day, error) {
	all, err := b.leaving(ctx)
	return all[""], err
}

// Reopen takes back that the shop was given up. ErrNotFound when it was not,
// ErrPast when its day has come.
func (b *Book) Reopen(ctx context.Context) error {
	until, err := b.Closing(ctx)
	switch {
	case err != nil:
		return err
	case until == "":
		return ErrNotFound
	case until <= b.Today():
		return ErrPast
	}
	b.leave("", until, "")
	return nil
}

// leave writes since when somebody is given up, or that he is not.
func (b *Book) leave(id string, before, after Day) {
	b.do(Change{What: ChangeLeaving, ID: id, Field: FieldUntil, Before: text(string(before)), After: text(string(after))})
}

// leaving are those given up, and the day of each; "" is who is destroyed.
func (b *Book) leaving(ctx context.Context) (map[string]Day, error) {
	all, err := b.src.Leaving(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: leaving: %w", err)
	}
	for c := range b.changes(ChangeLeaving) {
		if empty(c.After) {
			delete(all, c.ID)
		} else {
			all[c.ID] = Day(words(c.After))
		}
	}
	return all, nil
}

// gone reports whether a customer was given up.
func (b *Book) gone(ctx context.Context, id string) (bool, error) {
	all, err := b.leaving(ctx)
	_, is := all[id]
	return is && id != "", err
}

// grace is how many days what is given up can be taken back.
func (b *Book) grace(ctx context.Context) (int, error) {
	set, err := b.Setting(ctx, SettingGrace)
	if n, ok := wholeNumber(set); ok && n >= 1 && n <= MaxGrace {
		return int(n), err
	}
	return GraceDays, err
}

// leavingNow is the day a thing is given up until as of now, and whom that is about.
// ErrNotFound when that day has come, and of what took somebody back: to give up is
// asked about anew each time.
func (b *Book) leavingNow(ctx context.Context, c Change, back *Reversed) ([]byte, error) {
	all, err := b.leaving(ctx)
	if err != nil {
		return nil, err
	}
	day, is := all[c.ID]
	if c.ID != "" {
		if back.Customer, err = b.src.Customer(ctx, c.ID); err != nil {
			return nil, err
		}
		back.Customer.ID = c.ID
	}
	if is && day <= b.Today() || !empty(c.Before) {
		return nil, ErrNotFound
	}
	return text(string(day)), nil
}

// Calls are all names of a customer.
func (c Customer) Calls() []string { return c.calls() }
