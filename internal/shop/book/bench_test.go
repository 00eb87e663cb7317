package book

import (
	"context"
	"fmt"
	"math/rand/v2"
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

// A busy shop for three years: 300 bills a day of three lines or so, a million
// lines in all. Its entries are written as every turn's are, some days at a time,
// so that the summaries are those that Apply keeps.
const (
	busyDays  = 3 * 365
	busyBills = 300
	busyItems = 500
	busyNames = 250
)

// busyDay is what the shop sold on one day.
func busyDay(at *rand.Rand, items []string, day shop.Day, turn int64) []shop.Entry {
	var out []shop.Entry
	for bill := range busyBills {
		hour, customer := 7+at.IntN(15), ""
		if at.IntN(6) == 0 {
			customer = fmt.Sprintf("c%d", at.IntN(busyNames))
		}
		for line := range 1 + at.IntN(5) {
			i := min(at.IntN(len(items)), at.IntN(len(items)), at.IntN(len(items))) // some sell much more than others
			cost := shop.Money(1000 + 37*i)
			e := shop.Entry{
				Ref: shop.Ref{Turn: turn, N: len(out) + 1}, Kind: shop.Selling, Item: items[i], Customer: customer,
				Qty: -shop.Unit, Value: -cost, Cost: cost, Revenue: cost * 5 / 4, Sign: 1, Day: day, Hour: hour, At: noon,
			}
			if line == 0 {
				e.Bills = 1
			}
			switch {
			case customer != "" && bill%2 == 0:
				e.Due = e.Revenue
			case bill%3 == 0:
				e.UPI = e.Revenue
			default:
				e.Cash = e.Revenue
			}
			out = append(out, e.Placed(e.Ref))
		}
	}
	return out
}

// busy fills the shop and returns how many lines it sold.
func busy(b *testing.B, c *counter) (lines int) {
	b.Helper()
	at := rand.New(rand.NewPCG(1, 2))
	all, err := c.view().Items(b.Context())
	c.check(err)
	var items []string
	for _, it := range all[:busyItems] {
		items = append(items, it.ID)
	}
	today := shop.DayOf(noon, india)
	var entries []shop.Entry
	for n := range busyDays {
		entries = append(entries, busyDay(at, items, today.Plus(n-busyDays+1), int64(n+1000))...)
		if n%90 == 0 || n == busyDays-1 {
			c.bulk(entries)
			lines += len(entries)
			entries = entries[:0]
		}
	}
	c.check(c.j.Write(b.Context(), func(ctx context.Context, tx bot.Tx) error {
		turn := c.next()
		for n := range busyNames {
			id := fmt.Sprintf("c%d", n)
			turn.Do(shop.Change{What: shop.ChangeCustomer, ID: id, Before: []byte("null"), After: []byte(`{"name":"` + id + `"}`)})
		}
		return c.Apply(ctx, tx, turn)
	}))
	return lines
}

// BenchmarkQuestions answers questions over three years of a busy shop.
func BenchmarkQuestions(b *testing.B) {
	c := open(b).shopFor(b)
	lines := busy(b, c)
	today := shop.DayOf(noon, india)
	three := shop.Back(today, busyDays)
	for _, q := range []struct {
		name string
		shop.Question
	}{
		{"revenue", shop.Question{Period: three}},
		{"top5items", shop.Question{Period: three, By: shop.ByItem, Limit: 5}},
		{"least", shop.Question{Period: three, By: shop.ByItem, Of: shop.Units, Least: true, Limit: 5}},
		{"categories", shop.Question{Period: three, By: shop.ByCategory, Of: shop.Profit}},
		{"customers", shop.Question{Period: three, By: shop.ByCustomer, Limit: 5}},
		{"weekdays", shop.Question{Period: three, By: shop.ByWeekday}},
		{"hours", shop.Question{Period: three, By: shop.ByHour, Of: shop.Bills}},
		{"payments", shop.Question{Period: three, By: shop.ByPayment}},
		{"hisitems", shop.Question{Period: three, By: shop.ByItem, Customer: shop.Customer{ID: "c7"}}},
		{"itsbuyers", shop.Question{Period: three, By: shop.ByCustomer, Item: sugar}},
		{"categorydays", shop.Question{Period: three, By: shop.ByWeekday, Category: "rice"}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.view().Answer(b.Context(), q.Question); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(lines), "lines")
		})
	}
	b.Run("profit", func(b *testing.B) {
		year := shop.Period{From: today.Plus(-364), To: today}
		for b.Loop() {
			if _, err := c.view().Earnings(b.Context(), year, shop.Item{}, ""); err != nil {
				b.Fatal(err)
			}
		}
	})
}
