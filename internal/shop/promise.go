package shop

import (
	"context"
	"strings"
)

// Promised says by when a customer will pay what he owes today: it takes the place of
// what was promised when it was given. Credit of a later day is not meant.
//
// ErrNotFound for somebody nobody knows; ErrOwesLess, with the account, for one who owes
// nothing; ErrNoDay and ErrPast for a day that cannot be.
func (b *Book) Promised(ctx context.Context, c Customer, by Day) (Account, error) {
	a, err := b.Balance(ctx, c)
	switch {
	case err != nil:
		return a, err
	case a.Balance <= 0:
		return a, ErrOwesLess
	case !by.Valid():
		return a, ErrNoDay
	case by < b.Today():
		return a, ErrPast
	}
	if _, _, err := b.Describe(ctx, a.Customer, func(c *Customer) { c.Promise = Promise{Made: b.Today(), By: by} }); err != nil {
		return a, err
	}
	return b.Balance(ctx, a.Customer)
}

// Promise is a day by which a customer will pay what he owed on another.
type Promise struct {
	Made Day
	By   Day
}

// String is p as it is kept; "" for none.
func (p Promise) String() string {
	if p == (Promise{}) {
		return ""
	}
	return string(p.Made) + "/" + string(p.By)
}

// promiseOf reads what [Promise.String] wrote.
func promiseOf(kept string) Promise {
	made, by, _ := strings.Cut(kept, "/")
	return Promise{Made: Day(made), By: Day(by)}
}

// over is a credit with the day it is to be paid by since.
func (p Promise) over(l CreditDay) CreditDay {
	if p.By != "" && l.Day <= p.Made {
		l.Until = p.By
	}
	return l
}
