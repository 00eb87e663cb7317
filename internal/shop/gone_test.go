package shop

import (
	"context"
	"testing"
)

// TestGone writes goods that went without being sold: the shelf has less, the till
// is as it was, and only what broke is a loss.
func TestGone(t *testing.T) {
	ctx, c := context.Background(), stocked(t)
	must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 100 * Rupee, As: AsTotal}))
	bad := must[Went](t)(c.Spoil(ctx, Gone{Item: Item{Name: "chini"}, Qty: kilo(3)}))
	own := must[Went](t)(c.Consume(ctx, Gone{Item: Item{ID: "sugar"}, Qty: kilo(1), Day: today.Plus(-1)}))
	if bad.Cost != 120*Rupee || own.Cost != 40*Rupee || own.Stock != kilo(4) || own.Beyond || own.Day != today.Plus(-1) {
		t.Errorf("%+v\n%+v", bad, own)
	}
	c.next()
	s := whole(must[[]Row](t)(c.Sums(ctx, Query{})))
	if s.Waste != 120*Rupee || s.Spoilt != 3*Unit || s.Upkeep != 40*Rupee || s.Used != Unit || s.Revenue != 100*Rupee || s.Cash != 100*Rupee || s.Sold != 2*Unit {
		t.Errorf("%+v", s)
	}
	e := must[Earnings](t)(c.Earnings(ctx, Over(today), Item{}, ""))
	if e.Now.Earned() != 20*Rupee || e.Waste != 120*Rupee || e.Net() != -100*Rupee {
		t.Errorf("earned %v, lost %v, net %v", e.Now.Earned(), e.Waste, e.Net())
	}
	if e := must[Earnings](t)(c.Earnings(ctx, Over(today), Item{ID: "besan"}, "")); e.Waste != 0 {
		t.Errorf("of besan %v is lost", e.Waste)
	}
}

func TestGoneBeyondTheStock(t *testing.T) {
	ctx, c := context.Background(), stocked(t)
	if out := must[Went](t)(c.Spoil(ctx, Gone{Item: Item{ID: "sugar"}, Qty: kilo(12)})); !out.Beyond || out.Stock != kilo(-2) {
		t.Errorf("%+v", out)
	}
	if h := must[OnHand](t)(c.Stock(ctx, Item{ID: "sugar"})); !h.Doubtful {
		t.Errorf("%+v", h)
	}
	if out := must[Counted](t)(c.Count(ctx, Item{ID: "sugar"}, kilo(1))); !out.Doubted {
		t.Errorf("%+v", out)
	}
	if h := must[OnHand](t)(c.Stock(ctx, Item{ID: "sugar"})); h.Doubtful {
		t.Errorf("counted: %+v", h)
	}
}

func TestGoneRefuses(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name string
		gone Gone
		want error
	}{
		{"nothing", Gone{Item: Item{ID: "sugar"}}, ErrZero},
		{"less than nothing", Gone{Item: Item{ID: "sugar"}, Qty: kilo(-1)}, ErrNegative},
		{"too much", Gone{Item: Item{ID: "sugar"}, Qty: kilo(10_00_001)}, ErrTooLarge},
		{"another unit", Gone{Item: Item{ID: "sugar"}, Qty: Measure{N: 1000, Unit: "l"}}, ErrUnit},
		{"nobody's", Gone{Item: Item{Name: "xyzzy"}, Qty: kilo(1)}, ErrNotFound},
		{"no name", Gone{Qty: kilo(1)}, ErrNoItem},
		{"tomorrow", Gone{Item: Item{ID: "sugar"}, Qty: kilo(1), Day: today.Plus(1)}, ErrFuture},
		{"no day", Gone{Item: Item{ID: "sugar"}, Qty: kilo(1), Day: "2026-02-31"}, ErrNoDay},
		{"all of nothing", Gone{Item: Item{ID: "besan"}, Qty: Measure{All: true}}, ErrZero},
	} {
		c := stocked(t)
		_, err := c.Spoil(ctx, tt.gone)
		c.refuses(t, tt.name, tt.want, err)
		_, err = c.Consume(ctx, tt.gone)
		c.refuses(t, tt.name, tt.want, err)
	}
}

// TestCover tells how many days stock lasts at the rate of the last four weeks, and
// which is gone first.
func TestCover(t *testing.T) {
	ctx, c := context.Background(), open()
	for item, qty := range map[string]int64{"sugar": 100, "besan": 40, "rajma": 30} {
		must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{ID: item}, Qty: kilo(qty)}))
	}
	for ago := range 35 {
		must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "sugar"}, Qty: kilo(1), Day: today.Plus(-ago)}))
		if ago >= 28 {
			must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "rajma"}, Qty: kilo(1), Day: today.Plus(-ago)}))
		}
	}
	must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "besan"}, Qty: kilo(14)}))
	must[Went](t)(c.Spoil(ctx, Gone{Item: Item{ID: "besan"}, Qty: kilo(6)}))
	c.next()
	for item, days := range map[string]int{"sugar": 65, "besan": 40, "rajma": -1} {
		if h := must[OnHand](t)(c.Stock(ctx, Item{ID: item})); h.Days != days {
			t.Errorf("%s lasts %d days, want %d", item, h.Days, days)
		}
	}
	held := must[[]OnHand](t)(c.Held(ctx))
	if next := Soonest(held, 5); len(next) != 2 || next[0].Item.ID != "besan" || next[1].Item.ID != "sugar" {
		t.Errorf("%+v", next)
	}
	if next := Soonest(held, 1); len(next) != 1 {
		t.Errorf("%+v", next)
	}
}

func TestDead(t *testing.T) {
	ctx, c := context.Background(), open()
	for _, b := range []struct {
		item  string
		ago   int
		price Money
	}{{"sugar", 90, 40}, {"besan", 90, 90}, {"rajma", 45, 100}, {"poha", 5, 60}, {"maida", 90, 30}} {
		must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{ID: b.item}, Qty: kilo(10), Amount: 10 * b.price * Rupee, As: AsTotal, Day: today.Plus(-b.ago), Sure: true}))
	}
	sell := func(item string, n int64, ago int) {
		must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: item}, Qty: kilo(n), Day: today.Plus(-ago)}))
	}
	sell("sugar", 1, 40)
	sell("besan", 1, 10)
	sell("maida", 10, 60)
	c.next()
	sell("besan", 2, 0) // not written yet, and counts
	d := must[DeadStock](t)(c.Dead(ctx, 30))
	if len(d.Items) != 2 || d.Items[0].Item.ID != "rajma" || d.Items[0].Sold != "" || d.Items[0].Days != 45 ||
		d.Items[1].Item.ID != "sugar" || d.Items[1].Days != 40 || d.Tied != 1360*Rupee || d.Known != 90 {
		t.Errorf("%+v", d)
	}
	if d := must[DeadStock](t)(c.Dead(ctx, 41)); len(d.Items) != 1 {
		t.Errorf("for 41 days: %+v", d)
	}
	if d := must[DeadStock](t)(open().Dead(ctx, 30)); len(d.Items) != 0 || d.Known != 0 {
		t.Errorf("of an empty shop: %+v", d)
	}
}
