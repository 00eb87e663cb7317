package app_test

import (
	"context"
	"fmt"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// mixes sells for some money now and the rest on udhaar, or in two other ways.
func (p *play) mixes() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	c, q := p.customer(), p.qty(g, 4, 12)
	total := p.around(g, q, g.price)
	part := p.money(500, total/2)
	ways := rapid.SampledFrom([][2]string{{"cash", "udhaar"}, {"upi", "udhaar"}, {"upi", "cash"}}).Draw(p.T, "ways")
	into := map[string]string{"cash": "cash", "upi": "upi", "udhaar": "due " + c}
	text := fmt.Sprintf("%s ko %s %s %s %s becha, %s %s baaki %s",
		c, dec(q, 1000), g.unit, g.word, rupees(total), rupees(part), ways[0], ways[1])
	p.does(text, "sales.record.paid", entry(sums{
		"qty " + g.word: -q, "revenue " + p.day(0): total, into[ways[0]]: part, into[ways[1]]: total - part,
	}))
}

// billsLess sells two things at once for less than they come to.
func (p *play) billsLess() {
	a, b := goods[0], goods[2]
	q, n := p.qty(a, 2, 12), p.qty(b, 2, 12)
	m, k := p.around(a, q, a.price), p.around(b, n, b.price)
	off := rapid.Int64Range(5, 20).Draw(p.T, "off") * 100
	text := fmt.Sprintf("%s %s %s %s, %s %s %s %s, %s rs kam kiye",
		dec(q, 1000), a.unit, a.word, rupees(m), dec(n, 1000), b.unit, b.word, rupees(k), rupees(off))
	pg := entry(sums{"qty " + a.word: -q, "revenue " + p.day(0): m + k - off, "cash": m + k - off})
	pg.lines = append(pg.lines, entry(sums{"qty " + b.word: -n}).lines...)
	p.does(text, "sales.record.sum", pg)
}

// takesBack sells on udhaar and has some of it come back: off what he owes, at what
// it was sold for.
func (p *play) takesBack() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	c, q := p.customer(), p.qty(g, 2, 12)
	total := (g.price*q + 500) / 1000
	p.does(fmt.Sprintf("%s ko %s %s %s udhaar", c, dec(q, 1000), g.unit, g.word), "sales.record.udhaar|udhaar.give.done",
		entry(sums{"qty " + g.word: -q, "revenue " + p.day(0): total, "due " + c: total}))
	back := min(p.qty(g, 1, 2), q)
	worth := (total*back*2 + q) / (2 * q)
	p.does(fmt.Sprintf("%s ne %s %s %s wapas ki", c, dec(back, 1000), g.unit, g.word), "sales.return.udhaar",
		entry(sums{"qty " + g.word: back, "revenue " + p.day(0): -worth, "due " + c: -worth}))
}

// shuts counts the till, once a day: afterwards the book has what was counted.
func (p *play) shuts() {
	if p.shut == p.day(0) {
		return
	}
	p.shut = p.day(0)
	b := p.view(p.shop(p.T))
	was, err := b.Drawer(context.Background(), shop.Close{})
	p.check(err)
	cash := p.paper.total("cash")
	if int64(was.Expected) != cash {
		p.Fatalf("there should be %d in the till, on paper %d\n%s", was.Expected, cash, p.so())
	}
	counted := max(0, cash+rapid.Int64Range(-3000, 3000).Draw(p.T, "difference")*100)
	off := max(counted-cash, cash-counted)
	risky := off > 500_000 && off*5 > max(cash, -cash)
	done, sure := entry(sums{"cash": counted - cash}), &page{asks: true}
	text, first := "galla gina "+rupees(counted), was.First
	if first {
		p.does(text, "sales.close.ask.float", &page{asks: true})
		text = "chhodo"
	}
	if risky {
		p.does(text, "sales.close.sure", sure)
		text = "haan"
	}
	p.does(text, "sales.close.done", done)
}
