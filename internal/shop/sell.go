package shop

import (
	"context"
	"errors"
)

// Sale is one line of a sale as said. What is zero was not said.
type Sale struct {
	Item     Item
	Qty      Measure
	Worth    Money // so much money's worth, when no Qty was said
	Amount   Money // total or rate: see [Reckon]
	Rate     Rate  // said to be per unit
	As       How   // AsTotal or AsRate when the customer has decided how Amount is meant
	Discount Money
	Customer Customer
	Payment  Payment // cash unless said
	Day      Day     // today unless said
	Until    Day     // of udhaar: promised to be paid by
	Note     string
	Sure     bool // an odd price has been agreed to
}

// Sold is what there is to say of a sale.
type Sold struct {
	Item        Item
	NewItem     bool // it was not known before
	Qty         Measure
	Reading     Reading
	Discount    Money
	Revenue     Money // what the customer pays
	Cost        Money // at moving average, frozen
	Payment     Payment
	Day         Day
	Had         Measure // stock before
	Stock       Measure // stock after
	Oversold    bool    // there was less: the count is doubtful now
	Low         bool    // at or below the reorder point
	Customer    Customer
	NewCustomer bool
	Balance     Money // after, when there is a customer
	Outstanding Outstanding
	Above       bool  // udhaar: the customer owes more than he may
	Limit       Money // what he may owe
	Own         bool  // at the customer's own price
}

// Sell records a sale. More than there is in stock is sold all the same, and
// the count marked doubtful. An item or customer nobody knows is created, and
// an item without a usual price takes this one.
//
// When Amount fits neither reading it returns ErrUnclear, when the price is far
// from usual ErrPriceOdd, both with the reading in Sold; nothing is written then.
func (b *Book) Sell(ctx context.Context, s Sale) (Sold, error) {
	out, q, err := b.weigh(ctx, s)
	if err != nil {
		return out, err
	}
	if err := b.charge(ctx, s, &out); err != nil {
		return out, err
	}
	stock, err := b.stock(ctx, out.Item.ID)
	if err != nil {
		return out, err
	}
	e := b.entry(Selling, s.Day)
	e.Item, e.Note, e.Qty, e.Until = out.Item.ID, note(s.Note), -q, s.Until
	e.Revenue, e.Discount, e.own = out.Revenue, out.Discount, out.Discount
	if e.Cost, err = stock.out(q, out.Item.Cost); err != nil {
		return out, err
	}
	e.Value = -e.Cost
	if stock.Value <= 0 && out.Item.Cost == 0 {
		e.Uncosted = e.Revenue
	}
	if q > stock.Qty {
		e.Doubt = 1
	}
	return b.sold(ctx, out, e, stock)
}

// weigh finds out what was sold, how much of it, and for how much.
func (b *Book) weigh(ctx context.Context, s Sale) (Sold, Quantity, error) {
	out := Sold{Payment: s.Payment, Day: s.Day}
	if err := b.day(s.Day); err != nil {
		return out, 0, err
	}
	var err error
	if out.Item, out.NewItem, err = b.resolve(ctx, s.Item, s.Qty.Unit); err != nil {
		return out, 0, err
	}
	if s.Worth != 0 && s.Qty.None() {
		q, err := b.forMoney(ctx, s, &out)
		return out, q, err
	}
	q, err := b.quantity(ctx, out.Item, s.Qty)
	if err != nil {
		return out, 0, err
	}
	if s.Worth != 0 && s.Amount == 0 {
		s.Amount = s.Worth
	}
	out.Qty = said(s.Qty, out.Item, q)
	if s.Amount == 0 && s.Rate.Price == 0 {
		err = b.unpriced(ctx, s, &out, q)
		return out, q, err
	}
	out.Reading, err = reading(out.Item, out.Qty, q, s)
	return out, q, err
}

// unpriced reads a sale of which no price was said: the customer's own counts
// before the usual one.
func (b *Book) unpriced(ctx context.Context, s Sale, out *Sold, q Quantity) error {
	r, own, err := b.agreed(ctx, out.Item, perUnit(out.Item, out.Qty.Unit), s.Customer)
	if err != nil {
		return err
	}
	if r.Price == 0 {
		return ErrNoPrice
	}
	total, err := r.of(out.Item, q)
	out.Reading, out.Own = Reading{Total: total, Rate: r, How: AsPrice}, own
	if err == nil {
		err = total.check()
	}
	return err
}

// quantity converts what was said; "all" is what there is.
func (b *Book) quantity(ctx context.Context, i Item, m Measure) (Quantity, error) {
	if m.All {
		s, err := b.stock(ctx, i.ID)
		if err != nil {
			return 0, err
		}
		return s.Qty, max(s.Qty, 0).check()
	}
	q, err := m.In(i)
	if err != nil {
		return 0, err
	}
	return q, q.check()
}

// said is the measure to say back: as it was said, or in the item's unit.
func said(m Measure, i Item, q Quantity) Measure {
	if m.All || m.Unit == "" {
		return i.Measure(q)
	}
	return m
}

// reading is what a sale costs, as said or at the usual price.
func reading(i Item, m Measure, q Quantity, s Sale) (Reading, error) {
	r, err := read(i, m, q, s.Amount, s.Rate, s.As, i.Price)
	if err != nil {
		return r, err
	}
	if r.How == Unclear {
		return r, ErrUnclear
	}
	if err := r.Total.check(); err != nil {
		return r, err
	}
	if expected, err := i.Price.Of(q); err == nil && odd(r.Total, expected) && !s.Sure {
		return r, ErrPriceOdd
	}
	return r, nil
}

// read takes a rate that was said before all else, then what the speaker
// decided, then what fits the usual price.
func read(i Item, m Measure, q Quantity, amount Money, rate Rate, as How, usual Money) (Reading, error) {
	if rate.Price == 0 && as == AsRate && amount != 0 {
		rate = Rate{Price: amount, Unit: perUnit(i, m.Unit)}
	}
	if rate.Price != 0 {
		return atRate(i, q, amount, rate, as)
	}
	if amount == 0 {
		if usual == 0 {
			return Reading{}, ErrNoPrice
		}
		total, err := usual.Of(q)
		return Reading{Total: total, Rate: Rate{Price: usual, Unit: i.Unit}, How: AsPrice}, err
	}
	r, err := reckon(i, m, amount, usual)
	if err != nil {
		return r, err
	}
	if as == Likely {
		return r.likely(i, m, q, amount, usual)
	}
	if as != AsTotal {
		return r, nil
	}
	if r.How == AsRate {
		r, err = asTotal(i, m, q, amount)
	}
	r.How, r.Other = AsTotal, 0
	return r, err
}

// atRate is the reading at a rate that was said.
func atRate(i Item, q Quantity, amount Money, rate Rate, as How) (Reading, error) {
	if err := rate.Price.check(); err != nil {
		return Reading{}, err
	}
	if rate.Unit == "" {
		rate.Unit = i.Unit
	}
	total, err := rate.of(i, q)
	r := Reading{Total: total, Rate: rate, How: AsRate}
	if as == "" {
		r.Other = amount
	}
	return r, err
}

// charge settles the discount and who pays how.
func (b *Book) charge(ctx context.Context, s Sale, out *Sold) error {
	if s.Discount < 0 || s.Discount >= out.Reading.Total {
		return ErrNegative
	}
	out.Discount, out.Revenue = s.Discount, out.Reading.Total-s.Discount
	if out.Payment == "" {
		out.Payment = Cash
	}
	if s.Customer.None() {
		if out.Payment == Udhaar {
			return ErrNoCustomer
		}
		return nil
	}
	var err error
	out.Customer, out.NewCustomer, err = b.who(ctx, s.Customer)
	return err
}

// sold writes the line and what came into being with it, and completes what
// there is to say.
func (b *Book) sold(ctx context.Context, out Sold, e Entry, was Stock) (Sold, error) {
	e.Customer = out.Customer.ID
	e.pay(out.Payment, out.Revenue)
	if e.Due == 0 {
		e.Until = ""
	}
	if b.opens(e) {
		e.Bills = 1
	}
	if err := b.introduce(ctx, &out, -e.Qty); err != nil {
		return out, err
	}
	b.do(e)
	if err := b.drawn(ctx, e, was, sellFirst); err != nil {
		return out, err
	}
	now := was.Plus(e)
	out.Cost, out.Day = e.Cost, e.Day
	out.Had, out.Stock = out.Item.Measure(was.Qty), out.Item.Measure(now.Qty)
	out.Oversold = e.Doubt > 0
	out.Low = out.Item.Reorder > 0 && now.Qty <= out.Item.Reorder
	if out.Customer.None() {
		return out, nil
	}
	var err, failed error
	out.Balance, err = b.balance(ctx, out.Customer.ID)
	if out.Payment == Udhaar {
		if out.Outstanding, failed = b.Outstanding(ctx); failed == nil {
			out.Limit, failed = b.limit(ctx, out.Customer)
			out.Above = out.Balance > out.Limit
		}
	}
	return out, errors.Join(err, failed)
}

// introduce creates the item and the customer of a sale when they are new, and
// gives an item its first price.
func (b *Book) introduce(ctx context.Context, out *Sold, q Quantity) error {
	if out.NewCustomer {
		if err := b.welcome(out.Customer); err != nil {
			return err
		}
	}
	had := out.Item.Price
	if had == 0 && out.Reading.How != AsPrice {
		if first, err := out.Reading.Total.Per(q); err == nil && first > 0 && (out.Item.MRP == 0 || first <= out.Item.MRP) {
			out.Item.Price = first
		}
	}
	if out.NewItem {
		return b.create(out.Item)
	}
	if err := b.takesUnit(ctx, out.Item); err != nil {
		return err
	}
	return b.change(out.Item, FieldPrice, kept(had), kept(out.Item.Price))
}

// pay says where the money went.
func (e *Entry) pay(p Payment, m Money) {
	switch p {
	case UPI:
		e.UPI = m
	case Udhaar:
		e.Due = m
	default:
		e.Cash = m
	}
}

// opens reports whether e is the first line of its bill: the first sale of this
// turn to that customer on that day.
func (b *Book) opens(e Entry) bool {
	for p := range b.entries() {
		if p.Bills > 0 && p.Customer == e.Customer && p.Day == e.Day {
			return false
		}
	}
	return true
}

// note cuts a note to what is kept of it.
func note(s string) string {
	if r := []rune(s); len(r) > MaxNote {
		return string(r[:MaxNote])
	}
	return s
}
