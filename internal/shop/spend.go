package shop

import "context"

// Spending is money spent on running the shop, or taken home, as said.
type Spending struct {
	Head    Head   // OtherCost unless said
	What    string // in his words, when the head does not say it all
	Amount  Money
	Payment Payment // cash unless said
	Day     Day
}

// Spent is what there is to say of it.
type Spent struct {
	Head    Head
	What    string
	Amount  Money
	Payment Payment
	Day     Day
	Month   Period // the calendar month it was booked in
	Sum     Money  // of that head in that month now
}

// Spend records a cost of the shop; under [Home] it is a drawing, which leaves
// the till and is no cost. On udhaar nothing is spent: ErrZero.
func (b *Book) Spend(ctx context.Context, s Spending) (Spent, error) {
	out := Spent{Head: s.Head.known(), What: note(s.What), Amount: s.Amount, Payment: s.Payment}
	if s.Payment == Udhaar {
		return out, ErrZero
	}
	if err := s.Amount.check(); err != nil {
		return out, err
	}
	if err := b.day(s.Day); err != nil {
		return out, err
	}
	if out.Payment == "" {
		out.Payment = Cash
	}
	kind := Expense
	if out.Head == Home {
		kind = Drawing
	}
	e := b.entry(kind, s.Day)
	e.Head, e.Note = out.Head, out.What
	e.pay(out.Payment, -s.Amount)
	b.do(e)
	out.Day, out.Month = e.Day, monthOf(e.Day, b.Today())
	rows, err := b.Sums(ctx, Query{Period: out.Month, By: ByHead})
	for _, r := range rows {
		if r.Key == string(out.Head) {
			out.Sum = r.Expense + r.Drawn
		}
	}
	return out, err
}

// monthOf is the calendar month a day lies in; this month has its name.
func monthOf(d, today Day) Period {
	if len(d) < len("2006-01") {
		return Over(d)
	}
	p := Period{From: d[:len("2006-01")] + "-01"}
	p.To = p.From.Plus(31)
	p.To = (p.To[:len("2006-01")] + "-01").Plus(-1)
	if p.Has(today) {
		p.Name = "this_month"
	}
	return p
}

// ThisMonth is the calendar month of today.
func (b *Book) ThisMonth() Period { return monthOf(b.Today(), b.Today()) }
