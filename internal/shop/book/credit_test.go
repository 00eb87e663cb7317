package book

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// A credit given is on record with customer, amount, date, items and shop, who
// wrote it and when; and what he owes is the sum of it.
func TestProperty26_CreditIsOnRecord(t *testing.T) {
	b := open(t)
	rapid.Check(t, func(t *rapid.T) {
		c := b.shopFor(t)
		owes := map[string]shop.Money{}
		for range rapid.IntRange(1, 5).Draw(t, "credits") {
			l := shop.Lending{
				Customer: shop.Customer{Name: rapid.SampledFrom([]string{"Ramesh", "सुनीता", "Kumar Anna"}).Draw(t, "who")},
				Amount:   shop.Money(rapid.Int64Range(1, 1_00_000).Draw(t, "amount")),
				Day:      shop.DayOf(noon, india).Plus(-rapid.IntRange(0, 400).Draw(t, "ago")),
				As:       shop.AsTotal, Sure: true,
			}
			if rapid.Bool().Draw(t, "goods") {
				l.Item = shop.Item{ID: rapid.SampledFrom(playItems).Draw(t, "item")}
				l.Qty = shop.Measure{N: rapid.Int64Range(1, 50_000).Draw(t, "qty")}
			}
			lent := c.lend(l)
			owes[lent.Customer.ID] += l.Amount
			onRecord(t, c, l, lent)
			if got := owes[lent.Customer.ID]; lent.Balance != got {
				t.Fatalf("owes %s, want %s", lent.Balance, got)
			}
		}
		dues, err := c.source(c.shop).Balances(context.Background())
		c.check(err)
		for id, want := range owes {
			if dues[id] != want {
				t.Fatalf("balance %s, want %s", dues[id], want)
			}
		}
	})
}

// onRecord finds the one entry of the credit that was just given.
func onRecord(t *rapid.T, c *counter, l shop.Lending, lent shop.Lent) {
	all, err := c.source(c.shop).Entries(context.Background(), int64(c.turn))
	c.check(err)
	if len(all) != 1 {
		t.Fatalf("%d entries, want 1", len(all))
	}
	e := all[0]
	if e.Customer != lent.Customer.ID || e.Due != l.Amount || e.Day != l.Day || e.By != 7 || !e.At.Equal(c.now) {
		t.Fatalf("recorded %+v of %+v", e, l)
	}
	if e.Item != l.Item.ID || -e.Qty != shop.Quantity(l.Qty.N) {
		t.Fatalf("goods %s %s, want %s %d", e.Item, e.Qty, l.Item.ID, l.Qty.N)
	}
	known, err := c.view().Customer(context.Background(), e.Customer)
	c.check(err)
	if shop.Fold(known.Name) != shop.Fold(l.Customer.Name) {
		t.Fatalf("customer %q, want %q", known.Name, l.Customer.Name)
	}
}

// Paying back more than is owed leaves an advance, and "all" exactly nothing.
func TestPaymentBeyondTheDebt(t *testing.T) {
	c := open(t).shopFor(t)
	ramesh := shop.Customer{Name: "Ramesh"}
	c.lend(shop.Lending{Customer: ramesh, Amount: 500 * shop.Rupee})
	got := c.take(shop.Receipt{Customer: ramesh, Amount: 700 * shop.Rupee})
	if got.Before != 500*shop.Rupee || got.Balance != -200*shop.Rupee || got.Advance != 200*shop.Rupee {
		t.Errorf("got %+v", got)
	}
	c.lend(shop.Lending{Customer: ramesh, Amount: 350 * shop.Rupee})
	got = c.take(shop.Receipt{Customer: ramesh, All: true, Payment: shop.UPI})
	if got.Amount != 150*shop.Rupee || got.Balance != 0 || got.Advance != 0 {
		t.Errorf("all: %+v", got)
	}
}

// Who owes most comes first, with the day of the oldest credit that is open
// when payments settle the oldest.
func TestOwing(t *testing.T) {
	c := open(t).shopFor(t)
	today := shop.DayOf(noon, india)
	for _, l := range []shop.Lending{
		{Customer: shop.Customer{Name: "Suresh"}, Amount: 200 * shop.Rupee, Day: today.Plus(-40)},
		{Customer: shop.Customer{Name: "Ramesh"}, Amount: 300 * shop.Rupee, Day: today.Plus(-30)},
		{Customer: shop.Customer{Name: "Ramesh"}, Amount: 400 * shop.Rupee, Day: today.Plus(-10)},
		{Customer: shop.Customer{Name: "Kumar"}, Amount: 50 * shop.Rupee, Day: today},
	} {
		c.lend(l)
	}
	c.take(shop.Receipt{Customer: shop.Customer{Name: "Ramesh"}, Amount: 350 * shop.Rupee})
	c.take(shop.Receipt{Customer: shop.Customer{Name: "Kumar"}, All: true})
	list, err := c.view().Owing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name  string
		due   shop.Money
		since shop.Day
	}{{"Suresh", 200 * shop.Rupee, today.Plus(-40)}, {"Ramesh", 350 * shop.Rupee, today.Plus(-10)}}
	if len(list) != len(want) {
		t.Fatalf("got %+v", list)
	}
	for i, w := range want {
		if a := list[i]; a.Customer.Name != w.name || a.Balance != w.due || a.Since != w.since {
			t.Errorf("%d: got %+v, want %+v", i, a, w)
		}
	}
}
