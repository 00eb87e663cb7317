package shop

import (
	"context"
	"errors"
	"testing"
)

// What left the shelf unsold, by the way it went; what a count did not find is apart.
func TestLost(t *testing.T) {
	ctx, c, sugar := context.Background(), stocked(t), Item{ID: "sugar"}
	must[Went](t)(c.Spoil(ctx, Gone{Item: sugar, Qty: kilo(1)}))
	must[Went](t)(c.Consume(ctx, Gone{Item: sugar, Qty: kilo(2)}))
	c.next()
	must[Counted](t)(c.Count(ctx, sugar, kilo(4)))
	shown := func(missing int64) {
		t.Helper()
		out := must[Lost](t)(c.Lost(ctx, Over(today), Item{}))
		for _, w := range []struct {
			sum  LostSum
			want int64
		}{{out.Damaged, 1}, {out.Used, 2}, {out.Missing, missing}} {
			switch {
			case w.want == 0 && len(w.sum.Lines) == 0:
			case len(w.sum.Lines) != 1, w.sum.Lines[0].Qty != kilo(w.want), w.sum.Cost != Money(w.want)*40*Rupee, w.sum.Uncosted:
				t.Errorf("%+v, want %d kg at cost", w.sum, w.want)
			}
		}
	}
	shown(3) // in the turn
	turn := c.next()
	shown(3)
	must[[]Reversed](t)(c.Reverse(ctx, turn, false))
	shown(0)
	c.next()
	shown(0)
	must[Counted](t)(c.Count(ctx, sugar, kilo(9))) // more than the book had
	c.next()
	shown(0)
	if out := must[Lost](t)(c.Lost(ctx, Over(today.Plus(-1)), sugar)); len(out.Damaged.Lines)+len(out.Used.Lines)+len(out.Missing.Lines) != 0 {
		t.Errorf("another day: %+v", out)
	}
	if _, err := c.Lost(ctx, Over(today), Item{Name: "unheard"}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// A promise takes the place of what was said when it was given, of what was given by then.
func TestPromised(t *testing.T) {
	ctx, c, ramesh := context.Background(), open(), Customer{Name: "Ramesh"}
	if _, err := c.Promised(ctx, ramesh, today); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	must[Lent](t)(c.GiveCredit(ctx, Lending{Customer: ramesh, Amount: 500 * Rupee, Day: today.Plus(-2), Until: today.Plus(-1)}))
	c.next()
	if a := must[Account](t)(c.Balance(ctx, ramesh)); a.Overdue != 500*Rupee {
		t.Errorf("%+v", a)
	}
	for day, want := range map[Day]error{today.Plus(-1): ErrPast, "2026-02-31": ErrNoDay} {
		_, err := c.Promised(ctx, ramesh, day)
		c.refuses(t, string(day), want, err)
	}
	a := must[Account](t)(c.Promised(ctx, ramesh, today.Plus(4)))
	if a.Until != today.Plus(4) || a.Overdue != 0 {
		t.Errorf("%+v", a)
	}
	turn := c.next()
	if all := must[[]Account](t)(c.Owing(ctx)); len(all) != 1 || all[0].Until != today.Plus(4) {
		t.Errorf("%+v", all)
	}
	must[[]Reversed](t)(c.Reverse(ctx, turn, false))
	c.next()
	if a := must[Account](t)(c.Balance(ctx, ramesh)); a.Until != today.Plus(-1) || a.Overdue != 500*Rupee {
		t.Errorf("taken back: %+v", a)
	}
	must[Forgiven](t)(c.Forgive(ctx, Forgiving{Customer: ramesh, All: true}))
	c.next()
	if _, err := c.Promised(ctx, ramesh, today.Plus(1)); !errors.Is(err, ErrOwesLess) {
		t.Error(err)
	}
}

// More than is printed on a pack may have been taken, but is not learnt as its price.
func TestSoldOverMRP(t *testing.T) {
	ctx, c, item := context.Background(), open(), Item{Name: "khakhra"}
	must[Item](t)(c.AddItem(ctx, Item{Name: "khakhra", Unit: "packet"}))
	must[Priced](t)(c.TellPriceOf(ctx, Pricing{Item: item, Price: 10 * Rupee, Told: TellMRP}))
	c.next()
	sold := must[Sold](t)(c.Sell(ctx, Sale{Item: item, Qty: packets(3), Amount: 36 * Rupee}))
	mrp, each, over := sold.OverMRP()
	if !over || mrp.Price != 10*Rupee || each.Price != 12*Rupee || sold.Revenue != 36*Rupee {
		t.Errorf("%v %v %v of %+v", mrp, each, over, sold)
	}
	c.next()
	if it := must[Sold](t)(c.Sell(ctx, Sale{Item: item, Qty: packets(1), Amount: 10 * Rupee})); it.Item.Price != 10*Rupee {
		t.Errorf("learnt %v", it.Item.Price)
	} else if _, _, over := it.OverMRP(); over {
		t.Error("at MRP is not above it")
	}
}
