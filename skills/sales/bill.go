package sales

import (
	"context"
	"errors"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// mixed reports whether a bill is paid in two ways, or in part.
func (l line) mixed() bool { return l.Paid != 0 || l.Half != "" || l.Rest != "" }

// shared reports whether something was said of the bill and not of its lines.
func (l line) shared() bool { return l.mixed() || l.Off != 0 || l.Percent.N != 0 || l.Bill != 0 }

// rest is how the other part of a bill is paid, "" when not said.
func (l line) rest() shop.Payment { return shop.Payment(strings.TrimPrefix(l.Rest, "rest ")) }

// payment is how a line alone is paid; of a bill that is paid in two ways that is
// settled when it is written.
func (l line) payment() shop.Payment {
	if l.mixed() {
		return ""
	}
	return l.Payment
}

// bill is what was said of all lines.
func (l line) bill() shop.Bill {
	b := shop.Bill{Off: l.Off, Percent: l.Percent, Total: l.Bill}
	if l.mixed() {
		b.Payment, b.Paid, b.Half, b.Rest = l.Payment, l.Paid, l.Half != "", l.rest()
		if b.Rest == "" && b.Payment == shop.Udhaar {
			b.Payment, b.Rest = shop.Cash, shop.Udhaar
		}
		if b.Payment == b.Rest || b.Payment == "" {
			b.Payment = shop.Cash
		}
	}
	return b
}

// late reports whether a line comes after the rest of its bill, because it had to
// be asked about: what was taken off the bill was taken off the others.
func late(t *bot.Turn, l line) bool { return t.Resumed() && l.Lines.Whole() > 1 }

// settle shares out over the lines so far what was said of the bill. What more was
// taken off than the lines so far come to waits for those that are still to come.
func (s skill) settle(ctx context.Context, t *bot.Turn, l line) (shop.Settled, error) {
	if !l.shared() || late(t, l) {
		return shop.Settled{}, nil
	}
	out, err := s.book.In(t).Settle(ctx, l.bill())
	if errors.Is(err, shop.ErrNegative) && len(recorded(t)) < l.Lines.Whole() {
		return shop.Settled{}, nil
	}
	return out, err
}

// whole is the only line of a bill with what was taken off the bill.
func whole(sold shop.Sold, bill shop.Settled) shop.Sold {
	sold.Discount += bill.Off
	sold.Revenue = bill.Total
	if !bill.Customer.None() {
		sold.Balance = bill.Balance
	}
	switch {
	case bill.Cash == bill.Total:
		sold.Payment = shop.Cash
	case bill.UPI == bill.Total:
		sold.Payment = shop.UPI
	case bill.Due == bill.Total:
		sold.Payment = shop.Udhaar
	default:
		sold.Payment = "" // said by itself
	}
	return sold
}

// checkBill tries what was said of the bill, and asks about what cannot be.
func (s skill) checkBill(ctx context.Context, t *bot.Turn, l line) (*dialogs.Refusal, error) {
	if !l.shared() || late(t, l) {
		return nil, nil
	}
	if l.Rest != "" && l.Paid == 0 && l.Half == "" {
		return &dialogs.Refusal{Slot: "paid", Key: "record.ask.paid"}, nil
	}
	book := s.book.In(t).Trial()
	sale := l.sale()
	sale.Sure, sale.As = true, surely(l.As)
	if _, err := book.Sell(ctx, sale); err != nil {
		return nil, nil // the line itself is asked about
	}
	_, err := book.Settle(ctx, l.bill())
	switch {
	case errors.Is(err, shop.ErrNoCustomer):
		return &dialogs.Refusal{Slot: "customer", Key: "record.ask.customer"}, nil
	case errors.Is(err, shop.ErrNegative) && l.Paid < 0:
		return &dialogs.Refusal{Slot: "paid", Key: "record.ask.paid"}, nil
	case errors.Is(err, shop.ErrNegative) && len(recorded(t))+1 >= l.Lines.Whole():
		return &dialogs.Refusal{Slot: offSlot(l), Key: "record.discount"}, nil
	case errors.Is(err, shop.ErrNegative):
		return nil, nil
	}
	return nil, err
}

// offSlot is where what was taken off the bill was said.
func offSlot(l line) string {
	if l.Off != 0 {
		return "off"
	}
	return "percent"
}

// surely is how an amount is meant that has been agreed to.
func surely(as shop.How) shop.How {
	if as == "" {
		return shop.AsTotal
	}
	return as
}

// sum says what several lines of one message come to, how they were paid when that
// was in two ways, and where that is not what was said.
func (s skill) sum(t *bot.Turn, l line, bill shop.Settled) {
	t.Unsay("record.sum")
	t.Unsay("record.bill")
	t.Unsay("record.paid")
	var total shop.Money
	lines := recorded(t)
	for _, e := range lines {
		total += e.Revenue
	}
	if len(lines) > 1 {
		args := bot.Args{"Count": len(lines), "Total": total}
		if bill.Off > 0 {
			args["Gross"], args["Off"] = bill.Gross, bill.Off
		}
		t.Say("record.sum", args, dialogs.Undo())
	}
	if l.mixed() && bill.Lines > 0 {
		t.Say("record.paid", paidArgs(bill), dialogs.Undo())
	}
	if l.Bill > 0 && l.Bill != total && !late(t, l) {
		t.Say("record.bill", bot.Args{"Bill": l.Bill, "Total": total}, dialogs.Undo())
	}
}

// paidArgs are how a bill was paid; what is absent is not said.
func paidArgs(bill shop.Settled) bot.Args {
	args := bot.Args{"Cash": orNone(bill.Cash), "Upi": orNone(bill.UPI), "Due": orNone(bill.Due), "Change": orNone(bill.Change)}
	if !bill.Customer.None() && bill.Due > 0 {
		args["Customer"], args["Balance"] = bill.Customer, bill.Balance
	}
	return args
}
