package app_test

import (
	"context"
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// What the play prices and joins: things it does not trade in, each once, so that
// what is taken back is always still as it was left.
var (
	priced = map[string]int64{"jeera": 34000, "poha": 6000, "suji": 4500, "maida": 4000, "rajma": 14000}
	words  = []string{"frobnik", "wibbledo", "quonset"}
)

// fresh draws something that no page is about yet; false when all are used.
func (p *play) fresh(prefix string, of []string) (string, bool) {
	used := p.paper.names()
	of = slices.DeleteFunc(slices.Clone(of), func(s string) bool { return slices.Contains(used, prefix+s) })
	if len(of) == 0 {
		return "", false
	}
	slices.Sort(of)
	return rapid.SampledFrom(of).Draw(p.T, "fresh"), true
}

// pricedWords are what the play prices.
func pricedWords() []string {
	var out []string
	for word := range priced {
		out = append(out, word)
	}
	return out
}

// prices sets a price, to everybody.
func (p *play) prices() {
	item, ok := p.fresh("price ", pricedWords())
	if !ok {
		return
	}
	usual := priced[item]
	to := p.money(usual*70/100, usual*140/100)
	if to == usual {
		to += 100
	}
	p.does(fmt.Sprintf("%s ka rate %s kar do", item, rupees(to)), "pricing.set.done", entry(sums{"price " + item: to - usual}))
}

// agreesOn sets a customer's own price.
func (p *play) agreesOn() {
	c := p.customer()
	item, ok := p.fresh("rate "+c+" ", pricedWords())
	if !ok {
		return
	}
	now := priced[item] + p.paper.total("price "+item)
	to := p.money(now*75/100, now*130/100)
	p.does(fmt.Sprintf("%s ke liye %s ka rate %s", c, item, rupees(to)), "pricing.set.own", entry(sums{"rate " + c + " " + item: to}))
}

// names teaches one more name of sugar, or that khand is bura.
func (p *play) names() {
	if word, ok := p.fresh("called ", words); ok {
		p.does(word+" matlab chini", "stock.merge.called", entry(sums{"called " + word: 1}))
		return
	}
	if _, ok := p.fresh("joined ", []string{"khand"}); ok {
		p.does("khand aur boora ek hi hai", "stock.merge.done", entry(sums{"joined khand": 1}))
	}
}

// told is what the book has of prices and names.
func (p *play) told(b *shop.Book, got sums) {
	ctx := context.Background()
	for item, usual := range priced {
		tag, err := b.Tag(ctx, shop.Item{Name: item}, shop.Customer{})
		p.check(err)
		got["price "+item] = int64(tag.Usual.Price) - usual
		for _, c := range customers {
			tag, err := b.Tag(ctx, shop.Item{Name: item}, shop.Customer{Name: c})
			p.check(err)
			got["rate "+c+" "+item] = int64(tag.Own.Price)
		}
	}
	for _, word := range words {
		if h, err := b.Stock(ctx, shop.Item{Name: word}); err == nil && h.Item.ID == "sugar" {
			got["called "+word] = 1
		}
	}
	it, err := b.Item(ctx, "khand")
	p.check(err)
	if it.ID != "khand" {
		got["joined khand"] = 1
	}
}
