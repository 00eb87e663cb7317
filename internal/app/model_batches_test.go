package app_test

import (
	"context"
	"fmt"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// spoils writes goods that broke or went bad, more than there are too.
func (p *play) spoils() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	q := p.qty(g, 1, 12)
	told := entry(sums{"qty " + g.word: -q, "spoilt": q})
	p.does(fmt.Sprintf("%s %s %s kharab ho gaya", dec(q, 1000), g.unit, g.word), "stock.damage.done", told)
}

// consumes takes goods home.
func (p *play) consumes() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	q := p.qty(g, 1, 12)
	told := entry(sums{"qty " + g.word: -q, "used": q})
	p.does(fmt.Sprintf("ghar ke liye %s %s %s liya", dec(q, 1000), g.unit, g.word), "stock.use.done", told)
}

// buysDated takes goods in and says when they go bad: a day of the next month,
// which is to come on whatever day it is said.
func (p *play) buysDated() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	q := p.qty(g, 5, 60)
	text := fmt.Sprintf("%s %s %s aaya expiry %d tarikh", dec(q, 1000), g.unit, g.word, rapid.IntRange(1, 28).Draw(p.T, "day"))
	p.does(text, "stock.add.done", entry(sums{"qty " + g.word: q}))
}

// redates says when what is there goes bad; that moves nothing but the date.
func (p *play) redates() {
	g := goods[rapid.IntRange(0, 2).Draw(p.T, "known item")]
	if p.paper.total("qty "+g.word) < 1000 {
		return
	}
	text := fmt.Sprintf("1 %s %s ki expiry %d tarikh hai", g.unit, g.word, rapid.IntRange(1, 28).Draw(p.T, "day"))
	told := entry(sums{"date": 0})
	p.does(text, "stock.expiry.done", told)
}

// shelf holds an item's batches against its stock, which they always fit.
func (p *play) shelf(b *shop.Book, g good, stock int64) {
	k, err := b.Batches(context.Background(), shop.Item{ID: g.id, Name: g.word})
	p.check(err)
	sum := k.Undated.N
	for _, l := range k.Dated {
		sum += l.Qty.N
		if l.Qty.N <= 0 {
			p.Fatalf("%s: a batch of %d\n%s", g.word, l.Qty.N, p.so())
		}
	}
	if sum != stock || len(k.Dated) > 0 && k.Undated.N < 0 {
		p.Fatalf("%s: %d in batches, %d on the shelf: %+v\n%s", g.word, sum, stock, k, p.so())
	}
}
