package app_test

import (
	"context"
	"fmt"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// supplier is whom the shop of the play buys from.
const supplier = "gupta traders"

// spends writes a cost, or what was taken home.
func (p *play) spends() {
	m := p.money(1000, 2_000_000)
	if rapid.Bool().Draw(p.T, "taken home") {
		p.does(fmt.Sprintf("ghar ke liye %s nikale", rupees(m)), "expenses.record.home", entry(sums{"cash": -m, "drawn": m}))
		return
	}
	told := func(m int64) *page { return entry(sums{"cash": -m, "expense": m}) }
	pg := told(m)
	pg.again, pg.when, pg.lo, pg.hi = told, p.day(0), 1000, 2_000_000
	p.does(fmt.Sprintf("bijli ka bill %s bhar diya", rupees(m)), "expenses.record.done", pg)
}

// buysOnCredit takes goods in that are not paid for.
func (p *play) buysOnCredit() {
	g := goods[rapid.IntRange(0, 1).Draw(p.T, "known item")]
	q := p.qty(g, 5, 60)
	m := p.around(g, q, g.cost)
	p.does(fmt.Sprintf("%s se %s %s %s aaya %s ka udhaar", supplier, dec(q, 1000), g.unit, g.word, rupees(m)),
		"stock.add.owing", entry(sums{"qty " + g.word: q, "owed": m}))
}

// paysSupplier pays for goods, more than is owed too.
func (p *play) paysSupplier() {
	m := p.money(100, 500_000)
	p.does(fmt.Sprintf("%s ko %s chukaye", supplier, rupees(m)), "expenses.pay.", entry(sums{"cash": -m, "owed": -m}))
}

// outgoings adds what the book has of costs, drawings and dues.
func (p *play) outgoings(b *shop.Book, got sums) {
	rows, err := b.Sums(context.Background(), shop.Query{})
	p.check(err)
	for _, r := range rows {
		got["expense"], got["drawn"] = int64(r.Expense), int64(r.Drawn)
	}
	d, err := b.Owed(context.Background(), shop.Customer{Name: supplier})
	p.check(err)
	got["owed"] = int64(d.Owed)
}
