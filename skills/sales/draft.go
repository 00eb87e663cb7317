package sales

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// belong reports whether lines are one bill of which something was said as a whole:
// then none is written before all are clear.
func belong(lines []line) bool {
	for _, l := range lines {
		if l.shared() || l.Payment == shop.Udhaar && l.Customer.None() {
			return true
		}
	}
	return false
}

// together asks whose bill it is, when some of it is owed, and shows a draft of it,
// of which nothing is written before he agrees.
func (s skill) together(ctx context.Context, t *bot.Turn, lines []line, draft bool) (*bot.Wait, error) {
	if draft {
		return &bot.Wait{Line: -1}, s.draft(ctx, t, lines)
	}
	for _, l := range lines {
		owes := l.Payment == shop.Udhaar || l.rest() == shop.Udhaar || l.Paid != 0 && l.Rest == ""
		if owes && l.Customer.None() {
			t.Question("record.ask.customer", nil)
			return &bot.Wait{Line: -1, Slot: "customer"}, nil
		}
	}
	return nil, nil
}

// draft says what an order would come to.
func (s skill) draft(ctx context.Context, t *bot.Turn, lines []line) error {
	book := s.book.In(t).Trial()
	var total shop.Money
	open := 0
	args := bot.Args{}
	if c := lines[0].Customer; !c.None() {
		args["Customer"] = c
	}
	t.Unsay("record.draft.head")
	t.Say("record.draft.head", args)
	for i, l := range lines {
		sale := l.sale()
		sale.Sure, sale.Payment = true, ""
		sold, err := s.priced(ctx, book, sale)
		said := bot.Args{"Rank": i + 1, "Item": sold.Item}
		switch {
		case l.whole():
			said["Item"] = bot.Value{}
			said["Total"] = orNone(l.amount())
			total += l.amount()
		case err != nil:
			open++
			if l.Qty != nil {
				said["Qty"] = *l.Qty
			}
			if sold.Item.None() {
				said["Item"] = l.Item
			}
		default:
			said["Qty"], said["Total"] = sold.Qty, sold.Revenue
			total += sold.Revenue
		}
		t.Say("record.draft.line", said)
	}
	key := "record.draft.agree"
	if open > 0 {
		key = "record.draft.open"
	}
	t.Question(key, bot.Args{"Total": total, "Count": open}, dialogs.YesNo()...)
	return nil
}

// priced is a line as it would be written, at the price that fits.
func (s skill) priced(ctx context.Context, book *shop.Book, sale shop.Sale) (shop.Sold, error) {
	if sale.Qty.None() && sale.Worth == 0 {
		return shop.Sold{Item: sale.Item}, shop.ErrZero
	}
	sold, err := book.Sell(ctx, sale)
	if errors.Is(err, shop.ErrUnclear) {
		sale.As = shop.AsTotal
		sold, err = book.Sell(ctx, sale)
	}
	return sold, err
}
