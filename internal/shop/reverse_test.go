package shop

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// undo takes a turn back in a turn of its own.
func (c *counter) undo(t *testing.T, turn int64, own bool) []Reversed {
	t.Helper()
	all, err := c.Reverse(t.Context(), turn, own)
	if err != nil {
		t.Fatalf("undo %d: %v", turn, err)
	}
	c.next()
	return all
}

// Taking every turn back leaves a book that adds up to nothing, as if nobody
// had ever written in it.
func TestReverseAllIsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, ctx := open(), context.Background()
		var done []int64
		for range rapid.IntRange(1, 10).Draw(t, "turns") {
			item := Item{Name: rapid.SampledFrom([]string{"sugar", "khakhra", "maggi"}).Draw(t, "item")}
			who := Customer{Name: rapid.SampledFrom([]string{"Ramesh", "Sunita"}).Draw(t, "who")}
			q := Measure{N: rapid.Int64Range(1, 9000).Draw(t, "qty")}
			m := Money(rapid.Int64Range(1, 9000).Draw(t, "money"))
			var err error
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0, 1:
				_, err = c.Sell(ctx, Sale{Item: item, Qty: q, Amount: m, As: AsTotal, Sure: true, Customer: who, Payment: Udhaar})
			case 2:
				_, err = c.Buy(ctx, Bought{Item: item, Qty: q, Amount: m, As: AsTotal, Sure: true})
			case 3:
				_, err = c.Count(ctx, item, q)
			case 4:
				_, err = c.TakePayment(ctx, Receipt{Customer: who, Amount: m})
			case 5:
				_, _, err = c.SetPrice(ctx, item, m)
			}
			if err != nil {
				t.Fatal(err)
			}
			done = append(done, c.next())
		}
		for len(done) > 0 {
			i := len(done) - 1
			if _, err := c.Reverse(ctx, done[i], false); err != nil && !errors.Is(err, ErrNothing) {
				t.Fatal(err)
			}
			done = append(done[:i], done[i+1:]...)
			c.next()
		}
		nothing(t, c)
	})
}

// nothing is a book that adds up to nothing and knows nobody.
func nothing(t *rapid.T, c *counter) {
	for id, s := range c.mem.stocks {
		if s != (Stock{}) {
			t.Fatalf("%s: %+v", id, s)
		}
	}
	for id, due := range c.mem.dues {
		if due != 0 {
			t.Fatalf("%s owes %s", id, due)
		}
	}
	rows, err := c.Sums(context.Background(), Query{By: ByDay})
	if err != nil || len(rows) > 0 || c.mem.till != (Till{}) || len(c.mem.people) > 0 {
		t.Fatalf("days %+v, till %+v, people %v, %v", rows, c.mem.till, c.mem.people, err)
	}
	for id := range c.mem.items {
		it, err := c.Item(context.Background(), id)
		starter, known := starterItem(Kirana, id)
		if err != nil || !known || it.Price != starter.Price || it.Cost != 0 {
			t.Fatalf("%s left as %+v, %v", id, it, err)
		}
	}
}

// A turn of several lines goes back whole, and comes back whole.
func TestReverseWholeTurn(t *testing.T) {
	c := stocked(t)
	ctx := t.Context()
	must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "sugar"}, Qty: kilo(2)}))
	must[Lent](t)(c.GiveCredit(ctx, Lending{Customer: Customer{Name: "Ramesh"}, Amount: 500 * Rupee}))
	turn := c.next()
	back := c.undo(t, turn, false)
	if len(back) != 3 { // the sale, the credit, the account
		t.Fatalf("%+v", back)
	}
	if r := back[0]; r.Entry.Kind != Selling || r.Item.ID != "sugar" || r.Stock != kilo(10) || r.Redone {
		t.Errorf("sale: %+v", r)
	}
	if r := back[1]; r.Entry.Kind != Credit || r.Customer.Name != "Ramesh" || r.Balance != 0 {
		t.Errorf("credit: %+v", r)
	}
	again := c.undo(t, c.turn-1, false)
	if r := again[0]; !r.Redone || r.Stock != kilo(8) || r.Till.Cash != 90*Rupee {
		t.Errorf("redone sale: %+v", r)
	}
	if a := must[Account](t)(c.Balance(ctx, Customer{Name: "ramesh"})); a.Balance != 500*Rupee || a.Since != today {
		t.Errorf("redone credit: %+v", a)
	}
}

// What was frozen in the sale comes back, whatever the average is by now.
func TestReverseFrozenCost(t *testing.T) {
	c := stocked(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(5)}))
	turn := c.next()
	must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "sugar"}, Qty: kilo(5), Amount: 300 * Rupee}))
	c.next()
	c.undo(t, turn, false)
	if s, err := c.stock(t.Context(), "sugar"); err != nil || s.Value != 700*Rupee || s.Qty != 15_000 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A price is put back only if it still is what the turn made it.
func TestReversePrice(t *testing.T) {
	c := stocked(t)
	set := func(m Money) int64 {
		if _, _, err := c.SetPrice(t.Context(), Item{ID: "sugar"}, m); err != nil {
			t.Fatal(err)
		}
		return c.next()
	}
	price := func() Money { return must[Item](t)(c.Item(t.Context(), "sugar")).Price }
	first := set(48 * Rupee)
	second := set(50 * Rupee)
	if back := c.undo(t, first, false); !back[0].Kept || price() != 50*Rupee {
		t.Errorf("changed since: %+v, price %s", back, price())
	}
	if back := c.undo(t, second, false); back[0].Kept || price() != 48*Rupee {
		t.Errorf("as it was left: %+v, price %s", back, price())
	}
	if back := c.undo(t, c.turn-1, false); !back[0].Redone || price() != 50*Rupee {
		t.Errorf("redone: %+v, price %s", back, price())
	}
}

// An item that other lines count on stays when the turn that made it goes.
func TestReverseKeepsWhatIsUsed(t *testing.T) {
	c := open()
	khakhra := Sale{Item: Item{Name: "khakhra"}, Qty: Measure{N: 1000}, Amount: 6000}
	must[Sold](t)(c.Sell(t.Context(), khakhra))
	first := c.next()
	must[Sold](t)(c.Sell(t.Context(), khakhra))
	second := c.next()
	back := c.undo(t, first, false)
	if len(back) != 2 || !back[1].Kept {
		t.Fatalf("%+v", back)
	}
	c.undo(t, second, false)
	c.undo(t, c.turn-2, false) // the undo of the first: it counts again
	if s, err := c.Stock(t.Context(), Item{Name: "khakhra"}); err != nil || s.Qty.N != -1000 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A line that counts again brings back the item it is about.
func TestReverseBringsBack(t *testing.T) {
	c := open()
	must[Item](t)(c.EnsureItem(t.Context(), "khakhra", "packet"))
	made := c.next()
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{Name: "khakhra"}, Qty: Measure{N: 1000}, Amount: 6000}))
	sold := c.next()
	c.undo(t, sold, false)
	unsold := c.turn - 1
	c.undo(t, made, false)
	if _, err := c.Stock(t.Context(), Item{Name: "khakhra"}); !errors.Is(err, ErrNotFound) {
		t.Fatalf("still there: %v", err)
	}
	back := c.undo(t, unsold, false)
	if h, err := c.Stock(t.Context(), Item{Name: "khakhra"}); err != nil || h.Qty.N != -1000 || h.Item.Unit != "packet" {
		t.Errorf("%+v, %v; said %+v", h, err, back)
	}
}

// Undone on its own, a turn leaves what it took back taken back.
func TestReverseOwn(t *testing.T) {
	c := open()
	ctx := t.Context()
	must[Totalled](t)(c.SellTotal(ctx, Total{Amount: 700 * Rupee}))
	wrong := c.next()
	if _, err := c.Reverse(ctx, wrong, false); err != nil {
		t.Fatal(err)
	}
	must[Totalled](t)(c.SellTotal(ctx, Total{Amount: 800 * Rupee}))
	corrected := c.next()
	c.undo(t, corrected, true)
	if till := must[Till](t)(c.Till(ctx)); till.Cash != 0 {
		t.Errorf("own: %s in the till", till.Cash)
	}
	if _, err := c.Reverse(ctx, corrected, true); !errors.Is(err, ErrNothing) {
		t.Errorf("again: %v", err)
	}
	c.undo(t, corrected, false)
	if till := must[Till](t)(c.Till(ctx)); till.Cash != 700*Rupee {
		t.Errorf("whole: %s in the till", till.Cash)
	}
}

func TestReverseNothing(t *testing.T) {
	c := stocked(t)
	if _, err := c.Reverse(t.Context(), 404, false); !errors.Is(err, ErrNothing) {
		t.Errorf("no such turn: %v", err)
	}
	c.undo(t, 1, false)
	if _, err := c.Reverse(t.Context(), 1, false); !errors.Is(err, ErrNothing) {
		t.Errorf("twice: %v", err)
	}
}
