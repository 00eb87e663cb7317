package book

import (
	"context"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// BenchmarkReport adds up ninety days of a busy shop, with all its items.
func BenchmarkReport(b *testing.B) {
	c := demoFor(b, open(b))
	ctx, view := b.Context(), c.view()
	for b.Loop() {
		if _, err := view.Report(ctx, shop.Period{}, shop.Item{}, shop.Customer{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStock reads what there is of one item.
func BenchmarkStock(b *testing.B) {
	c := demoFor(b, open(b))
	ctx, view := b.Context(), c.view()
	for b.Loop() {
		if _, err := view.Stock(ctx, sugar); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSell is a sale with its commit.
func BenchmarkSell(b *testing.B) {
	c := demoFor(b, open(b))
	for b.Loop() {
		c.sell(shop.Sale{Item: sugar, Qty: shop.Measure{N: 1000}, Amount: 45 * shop.Rupee})
	}
}

// BenchmarkDemo fills a demo shop.
func BenchmarkDemo(b *testing.B) {
	all := open(b)
	for b.Loop() {
		c := all.shopFor(b)
		c.check(all.j.Write(b.Context(), func(ctx context.Context, tx bot.Tx) error {
			return c.Demo(ctx, tx, c.shop, india, shop.DayOf(noon, india))
		}))
	}
}
