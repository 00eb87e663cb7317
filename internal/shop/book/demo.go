package book

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

const (
	demoSpan  = 90 // days of made-up sales
	demoBills = 14 // on a plain day
	demoStock = 12 // days' sales that a delivery brings
	demoLast  = 12 // days before the end on which what runs low is last delivered
)

// Demo fills an empty shop with made-up trade: [demoSpan] days of sales ending
// the day before the given one, with a rhythm over the week and the day, a rush
// before a festival, deliveries that keep up with it, customers with accounts,
// and two items about to run out. The same day gives the same shop.
func (b *Book) Demo(ctx context.Context, tx bot.Tx, of bot.ShopID, zone *time.Location, day shop.Day) error {
	d := &demo{
		shop: shop.NewMemory(), zone: zone, end: day, random: rand.New(rand.NewPCG(7, 90)),
		people: map[string]shop.Customer{},
	}
	if err := d.live(ctx); err != nil {
		return wrap("demo", err)
	}
	return wrap("demo", d.store(ctx, tx, of, b))
}

// demo is a made-up shop in the making.
type demo struct {
	shop   *shop.Memory
	zone   *time.Location
	end    shop.Day
	turns  int64
	random *rand.Rand
	people map[string]shop.Customer
}

// at gives do the shop's book at an hour of a day, and keeps what it did.
func (d *demo) at(day shop.Day, hour int, do func(*shop.Book) error) error {
	date, err := time.ParseInLocation(time.DateOnly, string(day), d.zone)
	if err != nil {
		return fmt.Errorf("day %q: %w", day, err)
	}
	d.turns++
	var effects []any
	b := shop.NewBook(d.shop, shop.Turn{
		ID: d.turns, Now: date.Add(time.Duration(hour)*time.Hour + time.Duration(d.random.IntN(3600))*time.Second), Zone: d.zone,
		Pending: func() []any { return effects },
		Do: func(more ...shop.Effect) {
			for _, e := range more {
				effects = append(effects, e)
			}
		},
	})
	if err := do(b); err != nil {
		return fmt.Errorf("%s: %w", day, err)
	}
	return d.shop.Write(d.turns, effects)
}

// live plays the days.
func (d *demo) live(ctx context.Context) error {
	first := d.end.Plus(-demoSpan)
	if err := d.at(first, 7, func(b *shop.Book) error { return d.begin(ctx, b) }); err != nil {
		return err
	}
	for n := range demoSpan {
		day := first.Plus(n)
		if err := d.at(day, 7, func(b *shop.Book) error { return d.deliver(ctx, b, day, n) }); err != nil {
			return err
		}
		for hour := range d.bills(day) {
			if err := d.at(day, hour, func(b *shop.Book) error { return d.bill(ctx, b, day) }); err != nil {
				return err
			}
		}
		if err := d.at(day, 20, func(b *shop.Book) error { return d.collect(ctx, b) }); err != nil {
			return err
		}
	}
	return d.at(d.end.Plus(-1), 21, func(b *shop.Book) error { return d.runLow(ctx, b) })
}

// begin names the shop and opens the accounts.
func (d *demo) begin(ctx context.Context, b *shop.Book) error {
	if _, err := b.SetProfile(ctx, shop.Profile{Name: demoName, Trade: shop.Kirana, Place: demoPlace}); err != nil {
		return err
	}
	for _, name := range demoPeople {
		c, err := b.EnsureCustomer(ctx, name)
		if err != nil {
			return err
		}
		d.people[name] = c
	}
	return nil
}

// bills are the hours of a day's bills, in order.
func (d *demo) bills(day shop.Day) func(func(int) bool) {
	n := demoBills * rhythm(day) * rush(d.end, day) / 10_000
	n += d.random.IntN(5) - 2
	hours := make([]int, max(n, 0))
	for i := range hours {
		hours[i] = demoHours[d.random.IntN(len(demoHours))]
	}
	slices.Sort(hours)
	return func(yield func(int) bool) {
		for _, h := range hours {
			if !yield(h) {
				return
			}
		}
	}
}

// bill sells one to three items.
func (d *demo) bill(ctx context.Context, b *shop.Book, day shop.Day) error {
	payment, customer := d.payer()
	bought := map[string]bool{}
	for range 1 + d.random.IntN(3) {
		g := d.pick(rush(d.end, day) > 100)
		qty := g.sizes[d.random.IntN(len(g.sizes))]
		stock, err := d.shop.Stock(ctx, g.id)
		if err != nil {
			return err
		}
		if bought[g.id] || int64(stock.Qty) < qty {
			continue // he has it already, or it is gone
		}
		bought[g.id] = true
		if _, err := b.Sell(ctx, shop.Sale{
			Item: shop.Item{ID: g.id}, Qty: shop.Measure{N: qty}, Payment: payment, Customer: customer,
		}); err != nil {
			return fmt.Errorf("sell %s: %w", g.id, err)
		}
	}
	return nil
}

// payer is who buys and how he pays.
func (d *demo) payer() (shop.Payment, shop.Customer) {
	switch n := d.random.IntN(100); {
	case n < 10:
		return shop.Udhaar, d.people[demoPeople[d.random.IntN(len(demoPeople))]]
	case n < 45:
		return shop.UPI, shop.Customer{}
	}
	return shop.Cash, shop.Customer{}
}

// pick chooses what is bought: the usual things, or in a rush the festive ones
// more often.
func (d *demo) pick(rush bool) good {
	total := 0
	for _, g := range demoGoods {
		total += g.likes(rush)
	}
	n := d.random.IntN(total)
	for _, g := range demoGoods {
		if n -= g.likes(rush); n < 0 {
			return g
		}
	}
	return demoGoods[0]
}

// deliver buys what would not last three days.
func (d *demo) deliver(ctx context.Context, b *shop.Book, day shop.Day, n int) error {
	for _, g := range demoGoods {
		if g.low && n > demoSpan-demoLast {
			continue
		}
		stock, err := d.shop.Stock(ctx, g.id)
		if err != nil {
			return err
		}
		daily := g.daily() * int64(rush(d.end, day)) / 100
		if int64(stock.Qty) >= 3*daily {
			continue
		}
		it, err := b.Item(ctx, g.id)
		if err != nil {
			return err
		}
		qty := (demoStock*daily/1000 + 1) * 1000
		cost := it.Price * shop.Money(g.cost+int64(d.random.IntN(5))-2) / 100
		if _, err := b.Buy(ctx, shop.Bought{
			Item: it, Qty: shop.Measure{N: qty}, Rate: shop.Rate{Price: cost},
		}); err != nil {
			return fmt.Errorf("buy %s: %w", g.id, err)
		}
	}
	return nil
}

// collect lets some of those who owe pay some of it.
func (d *demo) collect(ctx context.Context, b *shop.Book) error {
	owing, err := b.Owing(ctx)
	if err != nil {
		return err
	}
	for _, a := range owing {
		if d.random.IntN(100) >= 12 {
			continue
		}
		half := a.Balance / 2 / shop.Rupee / 10 * 10 * shop.Rupee
		if _, err := b.TakePayment(ctx, shop.Receipt{
			Customer: a.Customer, Amount: half, All: half == 0 || d.random.IntN(3) == 0,
		}); err != nil {
			return err
		}
	}
	return nil
}

// runLow counts what is to be running out.
func (d *demo) runLow(ctx context.Context, b *shop.Book) error {
	for _, g := range demoGoods {
		if !g.low {
			continue
		}
		if _, err := b.Count(ctx, shop.Item{ID: g.id}, shop.Measure{N: g.sizes[0]}); err != nil {
			return err
		}
	}
	return nil
}

// store writes the made-up shop into the book, as one turn of nobody's.
func (d *demo) store(ctx context.Context, tx bot.Tx, of bot.ShopID, b *Book) error {
	entries := d.shop.Written()
	for i, e := range entries {
		e.Root = shop.Ref{}
		entries[i] = e.Placed(shop.Ref{N: i + 1})
	}
	if err := b.write(ctx, tx, of, entries); err != nil {
		return err
	}
	p, err := d.shop.Profile(ctx)
	if err != nil {
		return err
	}
	v := b.journal.Keys().In(tx)
	if p.Name, err = v.Seal(ctx, profilePlace(of, shop.ProfileName), []byte(p.Name)); err != nil {
		return err
	}
	if p.Place, err = v.Seal(ctx, profilePlace(of, shop.ProfilePlace), []byte(p.Place)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `insert into profile (shop, name, trade, place, words) values ($1, $2, $3, $4, 1)`,
		of, p.Name, string(p.Trade), p.Place); err != nil {
		return err
	}
	return d.storeThings(ctx, tx, of, v)
}

// storeThings writes items and customers as they ended up.
func (d *demo) storeThings(ctx context.Context, tx bot.Tx, of bot.ShopID, v seal.View) error {
	own, err := d.shop.OwnItems(ctx)
	if err != nil {
		return err
	}
	var items, people [][]any
	for id, facts := range own {
		items = append(items, []any{of, id, string(facts)})
	}
	customers, err := d.shop.Customers(ctx)
	if err != nil {
		return err
	}
	for _, c := range customers {
		facts, err := c.Facts()
		if err != nil {
			return err
		}
		sealed, err := v.Seal(ctx, customerPlace(of, c.ID), facts)
		if err != nil {
			return err
		}
		people = append(people, []any{of, c.ID, sealed})
	}
	columns := []string{"shop", "id", "facts"}
	if err := (insertion{table: "item", columns: columns}).run(ctx, tx, items); err != nil {
		return err
	}
	return insertion{table: "customer", columns: columns}.run(ctx, tx, people)
}
