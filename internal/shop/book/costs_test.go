package book

import (
	"context"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

var playHeads = []shop.Head{shop.Rent, shop.Tea, shop.Home, "something nobody listed"}

// outgoing does one thing with money that goes out, or should, in both: goods
// bought on credit, a supplier paid, an old due, a cost, a drawing.
func (p *play) outgoing(ctx context.Context, b *shop.Book, item, who string, qty, money int64, pay shop.Payment, day shop.Day) error {
	cash, upi := onlyIf(pay != shop.UPI, -money), onlyIf(pay == shop.UPI, -money)
	supplier := shop.Customer{Name: who}
	settled := pay
	if pay == shop.Udhaar {
		settled = shop.Cash
	}
	switch rapid.IntRange(0, 3).Draw(p.T, "outgoing") {
	case 0:
		paid := rapid.Int64Range(0, money+500).Draw(p.T, "paid")
		p.model.buy(item, qty, money, string(day))
		p.model.owes(who, money, paid, pay)
		_, err := b.Buy(ctx, shop.Bought{
			Item: shop.Item{ID: item}, Qty: shop.Measure{N: qty}, Amount: shop.Money(money), As: shop.AsTotal,
			Supplier: supplier, Payment: pay, Paid: shop.Money(paid), Day: day, Sure: true,
		})
		return err
	case 1:
		p.model.enter(ledger{"owed " + who: -money, "cash": cash, "upi": upi, "paid " + string(day): money})
		_, err := b.PaySupplier(ctx, shop.Paying{Supplier: supplier, Amount: shop.Money(money), Payment: settled, Day: day})
		return err
	case 2:
		p.model.enter(ledger{"owed " + who: money})
		_, err := b.OweSupplier(ctx, shop.Paying{Supplier: supplier, Amount: shop.Money(money), Day: day})
		return err
	}
	head := rapid.SampledFrom(playHeads).Draw(p.T, "head")
	moves := ledger{"cash": cash, "upi": upi}
	switch head {
	case shop.Home:
		moves["drawn "+string(day)], moves["head home"] = money, money
	case shop.Rent, shop.Tea:
		moves["expense "+string(day)], moves["head "+string(head)] = money, money
	default:
		moves["expense "+string(day)], moves["head other"] = money, money
	}
	p.model.enter(moves)
	_, err := b.Spend(ctx, shop.Spending{Head: head, Amount: shop.Money(money), Payment: settled, Day: day})
	return err
}

// owes adds to the last line, a purchase, what of it was paid and what is owed.
func (m *model) owes(who string, money, paid int64, pay shop.Payment) {
	last := m.turns[len(m.turns)-1]
	moves := last[len(last)-1].moves
	switch {
	case paid == 0 && pay == shop.Udhaar:
		moves["owed "+who] = money
		return
	case paid == 0:
		paid = money
	}
	moves["owed "+who] = money - paid
	if pay == shop.UPI {
		moves["upi"] = -paid
	} else {
		moves["cash"] = -paid
	}
}

// heads compares what was spent by head, and the days' costs, drawings and
// payments, with the model; the columns of the days are in no other comparison.
func (p *play) heads(ctx context.Context, b *shop.Book, sums ledger) {
	got := ledger{}
	rows, err := b.Sums(ctx, shop.Query{By: shop.ByHead})
	p.check(err)
	for _, r := range rows {
		got["head "+r.Key] = int64(r.Expense + r.Drawn)
	}
	rows, err = b.Sums(ctx, shop.Query{By: shop.ByDay})
	p.check(err)
	for _, r := range rows {
		got["expense "+r.Key], got["drawn "+r.Key], got["paid "+r.Key] = int64(r.Expense), int64(r.Drawn), int64(r.Paid)
	}
	p.same("costs", got.string(), sums.only("head ", "expense ", "drawn ", "paid ").string())
}
