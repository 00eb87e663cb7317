package shop

import (
	"context"
	"fmt"
)

// Drawer is the till as a day is over: what should be in it, and why.
type Drawer struct {
	Day      Day
	Float    Money // in it as the day began
	Sold     Money // for sales, less what was given back for returns
	Repaid   Money // of udhaar, and paid ahead
	Expenses Money // below zero, as all that follows
	Goods    Money // for purchases, and to suppliers
	Home     Money // taken home
	UPI      Money // that came into the bank that day; it is in no drawer
	Expected Money
	Counted  Money
	Diff     Money // Counted less Expected: below zero when some is missing
	Closed   bool  // the day had been closed before
	Was      Money // counted then
	First    bool  // no day was closed before it
}

// Close is a day's end, as said.
type Close struct {
	Day     Day    // today unless said
	Counted Money  // in the till; nothing is an amount too
	Float   *Money // said to have been in it as the day began; nil when not said
}

// Drawer says what should be in the till at the end of a day, as of now. ErrClosed
// when a later day has been closed: its count covers this one.
func (b *Book) Drawer(ctx context.Context, c Close) (Drawer, error) {
	out := Drawer{Day: c.Day}
	if err := b.day(c.Day); err != nil {
		return out, err
	}
	if out.Day == "" {
		out.Day = DayOf(b.booked(), b.turn.Zone)
	}
	last, err := b.lastClose(ctx)
	if err != nil {
		return out, err
	}
	if last.Day > out.Day {
		out.Day = last.Day
		return out, ErrClosed
	}
	out.Closed, out.First = last.Day == out.Day, last.Day == ""
	if out.Closed {
		out.Was = last.Counted
	}
	return out, b.expect(ctx, c.Float, &out)
}

// CloseDay counts the till: the difference to what should be in it is booked, so
// that the next day begins with what was counted. Closed again, a day has the last
// count. ErrNegative and ErrTooLarge for what cannot be counted, and as
// [Book.Drawer].
func (b *Book) CloseDay(ctx context.Context, c Close) (Drawer, error) {
	for _, m := range []Money{c.Counted, valueOf(c.Float)} {
		if m < 0 {
			return Drawer{}, ErrNegative
		}
		if m > MaxMoney {
			return Drawer{}, ErrTooLarge
		}
	}
	out, err := b.Drawer(ctx, c)
	if err != nil {
		return out, err
	}
	if out.Closed {
		if err := b.reopen(ctx, out.Day); err != nil {
			return out, err
		}
	}
	if c.Float != nil {
		before, err := b.Drawer(ctx, Close{Day: out.Day})
		if err != nil {
			return out, err
		}
		if more := out.Float - before.Float; more != 0 {
			e := b.entry(Floating, out.Day)
			e.Cash = more
			b.do(e)
		}
	}
	out.Counted, out.Diff = c.Counted, c.Counted-out.Expected
	e := b.entry(Closing, out.Day)
	e.Cash, e.Counted = out.Diff, c.Counted
	for i, effect := range b.turn.Pending() { // counted twice in one message: the last count it is
		if p, ok := effect.(Entry); ok && p.Kind == Closing && p.Day == e.Day && p.Reverses == (Ref{}) {
			b.turn.Amend(i, e)
			return out, nil
		}
	}
	b.do(e)
	return out, nil
}

func valueOf(m *Money) Money {
	if m == nil {
		return 0
	}
	return *m
}

// expect reckons what should be in the till.
func (b *Book) expect(ctx context.Context, float *Money, out *Drawer) error {
	till, err := b.Till(ctx)
	if err != nil {
		return err
	}
	later, err := b.Sums(ctx, Query{Period: Period{From: out.Day.Plus(1)}})
	if err != nil {
		return err
	}
	day, err := b.Sums(ctx, Query{Period: Over(out.Day)})
	if err != nil {
		return err
	}
	by, err := b.cashBy(ctx, out.Day)
	if err != nil {
		return err
	}
	var moved Money
	for kind, m := range by {
		switch kind {
		case Selling, Return:
			out.Sold += m
		case Repayment:
			out.Repaid += m
		case Expense:
			out.Expenses += m
		case Purchase, Payout:
			out.Goods += m
		case Drawing:
			out.Home += m
		}
		if kind != Floating {
			moved += m
		}
	}
	out.UPI = whole(day).UPI
	out.Float = till.Cash - whole(later).Cash - moved
	if float != nil {
		out.Float = *float
	}
	out.Expected = out.Float + moved - by[Closing]
	return nil
}

// cashBy is the cash that each kind of entry moved on a day, as of now.
func (b *Book) cashBy(ctx context.Context, day Day) (map[Kind]Money, error) {
	by, err := b.src.CashBy(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("shop: cash of a day: %w", err)
	}
	for e := range b.entries() {
		if e.Day == day {
			by[e.Kind] += e.Cash
		}
	}
	return by, nil
}

// reopen takes back the counts of a day that stand.
func (b *Book) reopen(ctx context.Context, day Day) error {
	all, err := b.src.Closings(ctx, day)
	if err != nil {
		return fmt.Errorf("shop: closings: %w", err)
	}
	pending := map[Ref]int64{}
	for e := range b.entries() {
		pending[e.Root] += e.Sign
	}
	for _, e := range standing(all) {
		if pending[e.Root] < 0 {
			continue // by this very turn
		}
		r := e.Reversal()
		r.Ref, r.At, r.By = Ref{Turn: b.turn.ID}, b.turn.Now.UTC(), b.turn.Person
		b.do(r)
	}
	return nil
}

// Closed is a day that was closed.
type Closed struct {
	Day     Day
	Closes  int64 // how many counts of it stand: one, or none
	Counted Money
}

// lastClose is the latest day that is closed, as of now; none when its day is "".
func (b *Book) lastClose(ctx context.Context) (Closed, error) {
	now := map[Day]Closed{} // by this turn
	for e := range b.entries() {
		if e.Kind == Closing {
			c := now[e.Day]
			now[e.Day] = Closed{Day: e.Day, Closes: c.Closes + e.Sign, Counted: c.Counted + e.Counted}
		}
	}
	for to := Day(""); ; {
		c, err := b.src.LastClose(ctx, to)
		if err != nil {
			return c, fmt.Errorf("shop: last close: %w", err)
		}
		var later Closed
		for d, more := range now {
			if d > c.Day && (to == "" || d <= to) && more.Closes > 0 && d > later.Day {
				later = more
			}
		}
		if later.Day != "" {
			return later, nil
		}
		if more, ok := now[c.Day]; ok {
			c.Closes, c.Counted = c.Closes+more.Closes, c.Counted+more.Counted
		}
		if c.Day == "" || c.Closes > 0 {
			return c, nil
		}
		to = c.Day.Plus(-1)
	}
}
