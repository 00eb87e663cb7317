package shop

import (
	"context"
	"errors"
)

// Bill is what the lines that are sold together share, as said. What is zero was
// not said.
type Bill struct {
	Off     Money   // taken off all of it
	Percent Number  // taken off all of it, in percent
	Total   Money   // what all of it was said to come to
	Payment Payment // how it was paid, or the first part of it; of each line as it is unless said
	Paid    Money   // that part; 0 is all
	Half    bool    // that part is half of it
	Rest    Payment // how the other part was paid; on udhaar unless said
}

// Settled is what there is to say of a bill.
type Settled struct {
	Lines       int
	Gross       Money // before what was taken off the bill
	Off         Money
	Total       Money // what the customer pays
	Cash        Money // of Total
	UPI         Money
	Due         Money
	Change      Money // of what he gave, to be handed back
	Customer    Customer
	Balance     Money // after, when there is a customer
	Outstanding Outstanding
	Above       bool // the customer owes more than he may
	Limit       Money
}

// Settle shares out over the lines this turn has sold what the bill as a whole was
// said to be: what was taken off it, to the paisa, and how it was paid. The lines
// are those of the last one's customer and day. It can be called after each line:
// what was shared out before is shared out anew.
//
// ErrNegative when as much or more was taken off than it comes to, ErrNoCustomer
// when some of it is owed by nobody that was named.
func (b *Book) Settle(ctx context.Context, bill Bill) (Settled, error) {
	at, lines := b.billLines()
	if len(lines) == 0 {
		return Settled{}, ErrNothing
	}
	out := Settled{Lines: len(lines)}
	for _, e := range lines {
		out.Gross += e.Revenue + e.Discount - e.own
	}
	var err error
	if out.Off, err = bill.off(out.Gross); err != nil {
		return out, err
	}
	out.Total = out.Gross - out.Off
	if err := shareOut(lines, out.Gross, out.Off); err != nil {
		return out, err
	}
	if err := bill.collect(lines, &out); err != nil {
		return out, err
	}
	for i, e := range lines {
		b.turn.Amend(at[i], e)
	}
	return out, b.standingOf(ctx, lines[0].Customer, &out)
}

// billLines are the sales of this turn to the last one's customer on its day, and
// where among the turn's effects each stands.
func (b *Book) billLines() (at []int, lines []Entry) {
	var last Entry
	for e := range b.entries() {
		if e.Kind == Selling && e.Reverses == (Ref{}) {
			last = e
		}
	}
	for i, effect := range b.turn.Pending() {
		e, ok := effect.(Entry)
		if ok && e.Kind == Selling && e.Reverses == (Ref{}) && e.Customer == last.Customer && e.Day == last.Day {
			at, lines = append(at, i), append(lines, e)
		}
	}
	return at, lines
}

// off is what is taken off a bill of gross. A total that was said is what is left,
// when that is no more than half the price off: else it is no discount.
func (b Bill) off(gross Money) (Money, error) {
	off := b.Off
	if b.Percent.N != 0 {
		part, err := mulDiv(int64(gross), b.Percent.N, 100*int64(Unit))
		if err != nil {
			return 0, err
		}
		off += Money(part)
	}
	if off == 0 && b.Total > 0 && b.Total < gross && b.Total*2 >= gross {
		off = gross - b.Total
	}
	if off < 0 || off > 0 && off >= gross {
		return 0, ErrNegative
	}
	return off, nil
}

// shareOut gives each line its part of what is taken off: in step with the prices, so
// that the parts are whole paise and together the whole.
func shareOut(lines []Entry, gross, off Money) error {
	var so, given Money
	for i := range lines {
		e := &lines[i]
		price := e.Revenue + e.Discount - e.own
		so += price
		upTo := int64(0)
		if gross > 0 {
			var err error
			if upTo, err = mulDiv(int64(off), int64(so), int64(gross)); err != nil {
				return err
			}
		}
		part := Money(upTo) - given
		given += part
		e.Revenue, e.Discount = price-part, e.own+part
		if e.Uncosted != 0 {
			e.Uncosted = e.Revenue
		}
	}
	return nil
}

// collect says of each line how it was paid: the first part of the money pays the
// first lines. Where nothing was said of the bill, each stays as it is.
func (b Bill) collect(lines []Entry, out *Settled) error {
	first, rest := b.ways()
	left, apart := out.Total, b.Payment == "" && b.Paid == 0 && !b.Half
	switch {
	case b.Paid < 0:
		return ErrNegative
	case b.Half:
		left = out.Total / 2
	case b.Paid > out.Total:
		out.Change = b.Paid - out.Total
	case b.Paid > 0:
		left = b.Paid
	}
	for i := range lines {
		e := &lines[i]
		part := min(left, e.Revenue)
		left -= part
		if apart {
			first = e.way()
		}
		e.Cash, e.UPI, e.Due = 0, 0, 0
		e.pays(first, part)
		e.pays(rest, e.Revenue-part)
		if e.Due != 0 && e.Customer == "" {
			return ErrNoCustomer
		}
		out.Cash, out.UPI, out.Due = out.Cash+e.Cash, out.UPI+e.UPI, out.Due+e.Due
	}
	return nil
}

// ways are how the two parts of a bill are paid.
func (b Bill) ways() (first, rest Payment) {
	first, rest = b.Payment, b.Rest
	if first == "" {
		first = Cash
	}
	if rest == "" {
		rest = Udhaar
	}
	return first, rest
}

// pays adds to how a line was paid.
func (e *Entry) pays(p Payment, m Money) {
	switch p {
	case UPI:
		e.UPI += m
	case Udhaar:
		e.Due += m
	default:
		e.Cash += m
	}
}

// way is how a line was paid, of several ways the first.
func (e Entry) way() Payment {
	switch {
	case e.Due != 0:
		return Udhaar
	case e.UPI != 0:
		return UPI
	}
	return Cash
}

// standingOf says what the customer of a bill owes now, and whether that is more
// than he may.
func (b *Book) standingOf(ctx context.Context, customer string, out *Settled) error {
	if customer == "" {
		return nil
	}
	var err, failed error
	if out.Customer, err = b.Customer(ctx, customer); err != nil {
		return err
	}
	out.Balance, err = b.balance(ctx, customer)
	if out.Due > 0 && err == nil {
		if out.Outstanding, failed = b.Outstanding(ctx); failed == nil {
			out.Limit, failed = b.limit(ctx, out.Customer)
			out.Above = out.Balance > out.Limit
		}
	}
	return errors.Join(err, failed)
}
