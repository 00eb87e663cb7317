package sales

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// line is what may be said of a sale. With no item it is a day's total.
type line struct {
	Item     shop.Item     `slot:"item,optional"`
	Qty      *shop.Measure `slot:"qty,optional"`
	Amount   *shop.Money   `slot:"amount,optional"` // nothing is an amount too, so zero is not "not said"
	Rate     shop.Rate     `slot:"rate,optional"`
	Discount shop.Money    `slot:"discount,optional"`
	Customer shop.Customer `slot:"customer,optional"`
	Payment  shop.Payment  `slot:"payment,optional,choose"`
	Day      shop.Day      `slot:"date,optional"`
	Bill     shop.Money    `slot:"bill,optional"`      // what all lines of the message were said to come to
	As       shop.How      `slot:"as,optional,choose"` // what the amount was said to be, when asked
	Worth    shop.Money    `slot:"worth,optional"`     // "50 ka namak": how much follows from the price
	Percent  shop.Number   `slot:"percent,optional"`   // off
	Off      shop.Money    `slot:"off,optional"`       // off all lines of the message
	Paid     shop.Money    `slot:"paid,optional"`      // by Payment; the rest is paid as Rest says
	Half     string        `slot:"half,optional,choose"`
	Rest     string        `slot:"rest,optional,choose"`
	Lines    shop.Number   `slot:"lines,optional"` // of the message
}

// needed is what must be asked for: an item needs a quantity, and a sale
// without a sum needs an item.
func needed(l line) []string {
	switch {
	case !l.Item.None() && l.Worth == 0:
		return []string{"qty"}
	case !l.Item.None():
		return nil
	case l.Amount == nil || l.Qty != nil:
		return []string{"item"}
	}
	return nil
}

func (l line) sale() shop.Sale {
	return shop.Sale{
		Item: l.Item, Qty: l.qty(), Worth: l.Worth, Amount: l.amount(), Rate: l.Rate, As: l.As,
		Discount: l.Discount, Customer: l.Customer, Payment: l.payment(), Day: l.Day,
	}
}

func (l line) total() shop.Total {
	return shop.Total{Amount: l.amount(), Payment: l.Payment, Customer: l.Customer, Day: l.Day}
}

// amount is what was said, 0 when nothing was.
func (l line) amount() shop.Money {
	if l.Amount == nil {
		return 0
	}
	return *l.Amount
}

// qty is what was said, nothing when nothing was.
func (l line) qty() shop.Measure {
	if l.Qty == nil {
		return shop.Measure{}
	}
	return *l.Qty
}

// whole reports whether l is a day's total and not a line.
func (l line) whole() bool { return l.Item.None() && l.Qty == nil }

// record writes the sale and says it back with what is left.
func (s skill) record(ctx context.Context, t *bot.Turn, l line) error {
	if l.whole() {
		return s.dayTotal(ctx, t, l)
	}
	sale := l.sale()
	sale.Sure = true // an odd price was read back before
	sold, err := s.book.In(t).Sell(ctx, sale)
	if unclear(err) { // agreed to as the total, when it was read back
		sale.As = shop.AsTotal
		sold, err = s.book.In(t).Sell(ctx, sale)
	}
	if err != nil {
		return err
	}
	bill, err := s.settle(ctx, t, l)
	if err != nil {
		return err
	}
	if bill.Lines == 1 && l.Lines.Whole() < 2 {
		sold = whole(sold, bill)
	}
	t.Say(saidAs(sold), said(sold, t), choices(sold)...)
	s.sum(t, l, bill)
	s.doubts(t, sold)
	printed(t, sold)
	t.Unsay("record.over")
	if bill.Above {
		sold.Above, sold.Limit = bill.Above, bill.Limit
	}
	if bill.Due > 0 {
		sold.Payment, sold.Outstanding = shop.Udhaar, bill.Outstanding
	}
	if sold.Above {
		t.Unsay("record.above")
		t.Say("record.above", bot.Args{"Customer": sold.Customer, "Balance": sold.Balance, "Limit": sold.Limit}, dialogs.Undo())
	}
	if sold.Payment == shop.Udhaar && sold.Outstanding.Over {
		t.Say("record.over", bot.Args{"Total": sold.Outstanding.Total, "Limit": sold.Outstanding.Limit}, dialogs.Undo())
	}
	return nil
}

// doubts says, once for all lines of the message, where the book had less than
// was sold: the count is doubtful now, or was never told.
func (s skill) doubts(t *bot.Turn, sold shop.Sold) {
	for _, key := range []string{"record.oversold", "record.unstocked", "record.doubts"} {
		t.Unsay(key)
	}
	n := 0
	for _, e := range recorded(t) {
		if e.Doubt > 0 {
			n++
		}
	}
	fix := []bot.Choice{
		dialogs.Begin("record.choice.count", nil, "stock.count", "item", sold.Item),
		dialogs.Begin("record.choice.buy", nil, "stock.add", "item", sold.Item),
		dialogs.Undo(),
	}
	fix[0].Asked = true
	if sold.Reading.Other != 0 {
		fix = []bot.Choice{flip(sold.Reading), fix[0], dialogs.Undo()}
	}
	switch {
	case n == 1 && sold.NewItem: // nobody expects stock of what was never heard of
	case n > 1:
		t.Say("record.doubts", bot.Args{"Count": n}, dialogs.Undo())
	case n == 1 && sold.Oversold && sold.Had.N > 0:
		t.Say("record.oversold", bot.Args{"Item": sold.Item, "Had": sold.Had}, fix...)
	case n == 1 && sold.Oversold:
		t.Say("record.unstocked", bot.Args{"Item": sold.Item}, fix...)
	case n == 1: // an earlier line of the message
		t.Say("record.doubts", bot.Args{"Count": n}, dialogs.Undo())
	}
}

// recorded are the sales this turn has written so far.
func recorded(t *bot.Turn) []shop.Entry {
	var out []shop.Entry
	for _, e := range t.Effects() {
		if entry, ok := e.(shop.Entry); ok && entry.Kind == shop.Selling && entry.Sign > 0 && entry.Reverses == (shop.Ref{}) {
			out = append(out, entry)
		}
	}
	return out
}

// dayTotal writes a sum without items.
func (s skill) dayTotal(ctx context.Context, t *bot.Turn, l line) error {
	out, err := s.book.In(t).SellTotal(ctx, l.total())
	if err != nil {
		return err
	}
	if out.Payment == shop.Udhaar {
		t.Say("record.credit", bot.Args{"Customer": out.Customer, "Amount": out.Amount, "Balance": out.Balance}, dialogs.Undo())
		return nil
	}
	t.Say("record.total", bot.Args{"Amount": out.Amount, "Day": t.Day(string(out.Day)), "Revenue": out.Revenue}, dialogs.Undo())
	return nil
}

// saidAs is how a line is said back: on account, or paid.
func saidAs(sold shop.Sold) string {
	if sold.Payment == shop.Udhaar {
		return "record.udhaar"
	}
	return "record.done"
}

// said are the arguments of a line; what is absent is not said.
func said(sold shop.Sold, t *bot.Turn) bot.Args {
	args := bot.Args{"Item": sold.Item, "Qty": sold.Qty, "Total": sold.Revenue, "Day": t.Day(string(sold.Day))}
	if !sold.Oversold {
		args["Stock"] = sold.Stock
	}
	if multiplied(sold) {
		args["Rate"], args["Gross"] = sold.Reading.Rate, sold.Reading.Total
	}
	if sold.Own {
		args["Own"] = sold.Customer
	}
	if sold.Discount > 0 {
		args["Discount"], args["Gross"] = sold.Discount, sold.Reading.Total
	}
	if !sold.Customer.None() {
		args["Customer"], args["Balance"] = sold.Customer, sold.Balance
	}
	if sold.Payment == shop.UPI {
		args["Upi"] = "UPI"
	}
	if sold.Low && !sold.Oversold {
		args["Low"] = sold.Stock
	}
	if sold.NewItem {
		args["New"] = sold.Item
	}
	return args
}

// multiplied reports whether the sum came of a rate, which is shown then.
func multiplied(sold shop.Sold) bool {
	how := sold.Reading.How
	return (how == shop.AsRate || how == shop.AsPrice) && sold.Reading.Rate.Price != sold.Reading.Total
}

// choices are the quick replies under a line: the other reading of the amount,
// what is new put right, and undo.
func choices(sold shop.Sold) []bot.Choice {
	var out []bot.Choice
	if other := sold.Reading.Other; other != 0 {
		out = append(out, flip(sold.Reading))
	}
	if sold.NewItem {
		out = append(out, dialogs.Begin("record.choice.fix", nil, "stock.item", "item", sold.Item))
	}
	return append(out, dialogs.Undo())
}

// flip takes the amount the other way: one tap turns a rate into the total.
func flip(r shop.Reading) bot.Choice {
	as := shop.AsTotal
	if r.How == shop.AsTotal {
		as = shop.AsRate
	}
	return dialogs.Correct("record.choice.total", bot.Args{"Total": r.Other}, "as", string(as))
}

// unclear reports whether err is about how an amount was meant.
func unclear(err error) bool { return errors.Is(err, shop.ErrUnclear) }
