package book

import (
	"context"
	"errors"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// deal is a sale or a return as one would note it on paper.
type deal struct {
	item, who, day    string
	back              bool // it came back
	qty, cost         int64
	price, money, due int64    // before what was taken off the bill, and after
	pieces            []string // with their dates, as they were taken
}

// last is the line written last.
func (m *model) last() *fact {
	turn := m.turns[len(m.turns)-1]
	return turn[len(turn)-1]
}

// bills sells one line more and settles all that this turn has sold to the
// customer, in both.
func (p *play) bills(ctx context.Context, b *shop.Book, item, who string, qty, money int64, pay shop.Payment, day shop.Day) error {
	off := rapid.Int64Range(0, money-1).Draw(p.T, "off")
	paid := rapid.Int64Range(0, 2*money).Draw(p.T, "paid")
	rest := rapid.SampledFrom([]shop.Payment{shop.Cash, shop.UPI, shop.Udhaar}).Draw(p.T, "rest")
	if _, err := b.Sell(ctx, shop.Sale{
		Item: shop.Item{ID: item}, Qty: shop.Measure{N: qty}, Amount: shop.Money(money), As: shop.AsTotal,
		Customer: shop.Customer{Name: who}, Day: day, Sure: true,
	}); err != nil {
		return err
	}
	p.model.sell(p.model.canon(item), who, qty, money, shop.Cash, string(day))
	_, err := b.Settle(ctx, shop.Bill{Off: shop.Money(off), Payment: pay, Paid: shop.Money(paid), Rest: rest})
	p.model.settle(off, paid, pay, rest)
	return err
}

// settle takes off the lines of this turn's last customer and day what their prices
// have of the whole, and pays them one after another.
func (m *model) settle(off, paid int64, first, rest shop.Payment) {
	last := m.last().deal
	var lines []*fact
	var gross int64
	for _, f := range m.turns[len(m.turns)-1] {
		if d := f.deal; d != nil && !d.back && !f.back && d.who == last.who && d.day == last.day {
			lines, gross = append(lines, f), gross+d.price
		}
	}
	if left := gross - off; paid == 0 || paid > left {
		paid = left
	}
	var so, given int64
	for _, f := range lines {
		d := f.deal
		so += d.price
		part := share(off, so, gross) - given
		given += part
		d.money = d.price - part
		now := min(paid, d.money)
		paid -= now
		by := map[shop.Payment]int64{}
		by[first] += now
		by[rest] += d.money - now
		d.due = by[shop.Udhaar]
		f.moves["revenue "+d.day] = d.money
		f.moves["cash"], f.moves["upi"] = by[shop.Cash], by[shop.UPI]
		f.moves["due "+d.who], f.moves["credit "+d.day] = d.due, d.due
	}
}

// takesBack has goods come back in both, when that much was sold.
func (p *play) takesBack(ctx context.Context, b *shop.Book, item, who string, qty int64, pay shop.Payment, day shop.Day) error {
	_, err := b.TakeBack(ctx, shop.Giveback{Item: shop.Item{ID: item}, Qty: shop.Measure{N: qty}, Customer: shop.Customer{Name: who}, Payment: pay, Day: day})
	if took := p.model.takeBack(p.model.canon(item), who, qty, pay, string(day)); took == errors.Is(err, shop.ErrNotSold) {
		p.Fatalf("%d of %s back from %s: %v, the model says %v", qty, item, who, err, took)
	}
	if errors.Is(err, shop.ErrNotSold) {
		return nil
	}
	return err
}

// takeBack gives back what the last of it was sold for; false when not as much was
// sold to him by that day and kept.
func (m *model) takeBack(item, who string, qty int64, pay shop.Payment, day string) bool {
	var pile []deal
	for _, d := range m.deals(item, who) {
		if !d.back {
			pile = append(pile, d)
		} else {
			pile, _ = pop(pile, d.qty)
		}
	}
	pile = slices.DeleteFunc(pile, func(d deal) bool { return d.day > day })
	var has int64
	for _, d := range pile {
		has += d.qty
	}
	if has < qty {
		return false
	}
	_, out := pop(pile, qty)
	moves := ledger{
		"qty " + item: qty, "value " + item: out.cost, "revenue " + day: -out.money, "cost of " + day: -out.cost,
		"sold " + item + " " + day: -qty,
	}
	switch pay {
	case shop.Cash:
		moves["cash"] = -out.money
	case shop.UPI:
		moves["upi"] = -out.money
	default:
		moves["due "+who] = -out.money
	}
	m.enter(moves)
	m.last().deal = &deal{item: item, who: who, day: day, back: true, qty: qty, pieces: out.pieces}
	return true
}

// deals are the sales and returns that count, by day.
func (m *model) deals(item, who string) []deal {
	var out []deal
	for _, turn := range m.turns {
		for _, f := range turn {
			if d := f.deal; d != nil && *f.counts && m.canon(d.item) == item && d.who == who {
				out = append(out, *d)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b deal) int { return strings.Compare(a.day, b.day) })
	return out
}

// pop takes so much off the end; of a sale that is not taken whole, its share.
func pop(pile []deal, qty int64) ([]deal, deal) {
	var out deal
	for qty > 0 && len(pile) > 0 {
		top := &pile[len(pile)-1]
		part := *top
		if part.qty > qty {
			part.qty, part.cost, part.money = qty, share(top.cost, qty, top.qty), share(top.money, qty, top.qty)
		}
		qty -= part.qty
		out.cost, out.money = out.cost+part.cost, out.money+part.money
		if left := len(top.pieces) - int(part.qty/crumb); left >= 0 {
			out.pieces = append(out.pieces, top.pieces[left:]...)
			top.pieces = top.pieces[:left]
		}
		top.qty, top.cost, top.money = top.qty-part.qty, top.cost-part.cost, top.money-part.money
		if top.qty == 0 {
			pile = pile[:len(pile)-1]
		}
	}
	return pile, out
}

// closes counts the till in both: afterwards it has what was counted.
func (p *play) closes(ctx context.Context, b *shop.Book, money int64) error {
	_, err := b.CloseDay(ctx, shop.Close{Counted: shop.Money(money)})
	p.model.close(money, string(p.today()))
	return err
}

// close takes the counts of the day back that stand, and writes this one.
func (m *model) close(counted int64, day string) {
	for i, turn := range m.turns {
		for _, f := range turn {
			if f.closing != day || !*f.counts {
				continue
			}
			if i == len(m.turns)-1 { // counted again in the same breath
				f.moves["cash"] += counted - m.sums()["cash"]
				f.moves["counted "+day] = counted
				return
			}
			*f.counts = false
			moves := ledger{}
			for name, n := range f.moves {
				moves[name] = -n
			}
			m.write(&fact{moves: moves, counts: f.counts, back: true, minus: true})
		}
	}
	m.enter(ledger{"cash": counted - m.sums()["cash"], "closes " + day: 1, "counted " + day: counted})
	m.last().closing = day
}

// closed compares what was counted as the last day was closed.
func (p *play) closed(ctx context.Context, s source, sums ledger) {
	c, err := s.LastClose(ctx, "")
	p.check(err)
	last := ""
	for name, n := range sums {
		if day, ok := strings.CutPrefix(name, "closes "); ok && n > 0 {
			last = max(last, day)
		}
	}
	p.same("closed", c, shop.Closed{Day: shop.Day(last), Closes: sums["closes "+last], Counted: shop.Money(sums["counted "+last])})
}
