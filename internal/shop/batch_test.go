package shop

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestBatchesFitTheStock splits any stock by any dates: the batches are always the
// stock, none below zero, and what is left of the dates are the later ones.
func TestBatchesFitTheStock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stock := Quantity(rapid.Int64Range(-20, 60).Draw(t, "stock"))
		var told []Batch
		for _, n := range rapid.SliceOfN(rapid.Int64Range(-10, 30), 0, 6).Draw(t, "told") {
			told = append(told, Batch{today.Plus(len(told)), Quantity(n)})
		}
		got := split(stock, told)
		sum, dated := got.Undated, Quantity(0)
		for _, l := range got.Dated {
			if sum, dated = sum+l.Qty, dated+l.Qty; l.Qty <= 0 {
				t.Fatalf("%+v", got)
			}
		}
		if sum != stock || dated > max(stock, 0) {
			t.Fatalf("%d in batches, %d in stock: %+v", sum, stock, got)
		}
		want := max(stock, 0)
		for _, l := range slices.Backward(told) { // as much of each, from the last, as there can be
			have := min(max(l.Qty, 0), want)
			want -= have
			i := slices.IndexFunc(got.Dated, func(g Batch) bool { return g.Expires == l.Expires })
			if have > 0 && (i < 0 || got.Dated[i].Qty != have) || have == 0 && i >= 0 {
				t.Fatalf("of %s %d: %+v", l.Expires, have, got)
			}
		}
	})
}

// dated is a shop with 4 kilos of sugar that expire in two days, 6 in ten, and 5
// of no date.
func dated(t *testing.T) *counter {
	t.Helper()
	c := open()
	for _, l := range []Batch{{today.Plus(10), 6}, {today.Plus(2), 4}, {"", 5}} {
		must[Stocked](t)(c.Buy(context.Background(), Bought{
			Item: Item{ID: "sugar"}, Qty: kilo(int64(l.Qty)), Amount: Money(l.Qty) * 40 * Rupee, Expires: l.Expires,
		}))
		c.next()
	}
	return c
}

// in is the shop so many days later.
func (c *counter) in(days int) *counter {
	turn := c.Book.turn
	turn.Now = noon.AddDate(0, 0, days)
	c.Book = NewBook(c.mem, turn)
	return c
}

// left are the kilos of each batch, the undated last.
func (c *counter) left(t *testing.T) []int64 {
	t.Helper()
	k := must[Kept](t)(c.Batches(context.Background(), Item{ID: "sugar"}))
	var out []int64
	for _, x := range k.Dated {
		out = append(out, x.Qty.N/1000)
	}
	return append(out, k.Undated.N/1000)
}

func TestWhatGoesFirst(t *testing.T) {
	ctx, sugar := context.Background(), Item{ID: "sugar"}
	sell := func(c *counter, n int64) error {
		_, err := c.Sell(ctx, Sale{Item: sugar, Qty: kilo(n)})
		return err
	}
	for _, tt := range []struct {
		name string
		days int
		do   func(c *counter) error
		left []int64
	}{
		{"a sale, the first to expire", 0, func(c *counter) error { return sell(c, 3) }, []int64{1, 6, 5}},
		{"a sale, then the next", 0, func(c *counter) error { return sell(c, 9) }, []int64{1, 5}},
		{"a sale, then what has no date", 0, func(c *counter) error { return sell(c, 12) }, []int64{3}},
		{"what is past its date stays", 3, func(c *counter) error { return sell(c, 10) }, []int64{4, 1}},
		{"until nothing else is left", 3, func(c *counter) error { return sell(c, 12) }, []int64{3, 0}},
		{"it is good on its day", 2, func(c *counter) error { return sell(c, 3) }, []int64{1, 6, 5}},
		{"more than there is", 0, func(c *counter) error { return sell(c, 20) }, []int64{-5}},
		{"own use, as a sale", 3, func(c *counter) error {
			_, err := c.Consume(ctx, Gone{Item: sugar, Qty: kilo(2)})
			return err
		}, []int64{4, 4, 5}},
		{"gone bad, what is over first", 3, func(c *counter) error {
			_, err := c.Spoil(ctx, Gone{Item: sugar, Qty: kilo(5)})
			return err
		}, []int64{5, 5}},
		{"a count misses what has no date", 0, func(c *counter) error {
			_, err := c.Count(ctx, sugar, kilo(9))
			return err
		}, []int64{3, 6, 0}},
		{"a count finds more", 0, func(c *counter) error {
			_, err := c.Count(ctx, sugar, kilo(17))
			return err
		}, []int64{4, 6, 7}},
	} {
		c := dated(t).in(tt.days)
		if err := tt.do(c); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := c.left(t); !slices.Equal(got, tt.left) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.left)
		}
	}
}

// TestUndoneBatchesFit takes a purchase back whose goods are sold in part, and buys
// again: the new date is of what is left.
func TestUndoneBatchesFit(t *testing.T) {
	ctx, c := context.Background(), open()
	buy := func(n int64, day Day) int64 {
		must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{ID: "sugar"}, Qty: kilo(n), Amount: 400 * Rupee, As: AsTotal, Expires: day, Sure: true}))
		return c.next()
	}
	bought := buy(10, today.Plus(5))
	must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "sugar"}, Qty: kilo(4)}))
	c.next()
	must[[]Reversed](t)(c.Reverse(ctx, bought, true))
	if got := c.left(t); !slices.Equal(got, []int64{-4}) {
		t.Errorf("taken back: %v", got)
	}
	must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{ID: "sugar"}, Qty: kilo(12), Amount: 480 * Rupee, Expires: today.Plus(6)}))
	if got := c.left(t); !slices.Equal(got, []int64{8, 0}) {
		t.Errorf("bought again: %v", got)
	}
	c.next()
	buy(3, "")
	if got := c.left(t); !slices.Equal(got, []int64{8, 3}) {
		t.Errorf("and more: %v", got)
	}
}

func TestSetExpiry(t *testing.T) {
	ctx, sugar := context.Background(), Item{ID: "sugar"}
	for _, tt := range []struct {
		name string
		qty  Measure
		day  Day
		left []int64
		err  error
	}{
		{"what has none", Measure{}, today.Plus(4), []int64{4, 5, 6, 0}, nil},
		{"so many", kilo(2), today.Plus(2), []int64{6, 6, 3}, nil},
		{"more than have none", kilo(7), today.Plus(20), []int64{2, 6, 7, 0}, nil},
		{"all", Measure{All: true}, today.Plus(20), []int64{15, 0}, nil},
		{"more than there is", kilo(16), today.Plus(4), nil, ErrNoStock},
		{"nothing", Measure{N: 0, Unit: "kg"}, today.Plus(4), nil, ErrZero},
		{"less", kilo(-1), today.Plus(4), nil, ErrNegative},
		{"a day gone by", Measure{}, today.Plus(-1), nil, ErrPast},
		{"no such day", Measure{}, "2027-02-31", nil, ErrNoDay},
		{"no day", Measure{}, "", nil, ErrNoDay},
		{"another unit", Measure{N: 1000, Unit: "l"}, today.Plus(4), nil, ErrUnit},
	} {
		c := dated(t)
		_, err := c.SetExpiry(ctx, sugar, tt.qty, tt.day)
		if tt.err != nil {
			c.refuses(t, tt.name, tt.err, err)
			continue
		}
		if got := c.left(t); err != nil || !slices.Equal(got, tt.left) {
			t.Errorf("%s: %v (%v), want %v", tt.name, got, err, tt.left)
		}
	}
	c := open()
	_, err := c.SetExpiry(ctx, Item{Name: "xyzzy"}, Measure{}, today)
	c.refuses(t, "nobody's", ErrNotFound, err)
	_, err = c.SetExpiry(ctx, sugar, Measure{}, today)
	c.refuses(t, "none of it", ErrNoStock, err)
}

// TestSetExpiryAgain gives goods of one date another, and asks which when they
// have several.
func TestSetExpiryAgain(t *testing.T) {
	ctx, c := context.Background(), stocked(t)
	for _, day := range []Day{today.Plus(3), today.Plus(4)} {
		must[Redated](t)(c.SetExpiry(ctx, Item{ID: "sugar"}, Measure{}, day))
		if k := must[Kept](t)(c.Batches(ctx, Item{ID: "sugar"})); len(k.Dated) != 1 || k.Dated[0].Expires != day || k.Undated.N != 0 {
			t.Errorf("%+v", k)
		}
	}
	must[Redated](t)(c.SetExpiry(ctx, Item{ID: "sugar"}, kilo(4), today.Plus(9)))
	if _, err := c.SetExpiry(ctx, Item{ID: "sugar"}, Measure{}, today.Plus(5)); !errors.Is(err, ErrUnclear) {
		t.Errorf("of two dates: %v", err)
	}
}

func TestExpiring(t *testing.T) {
	ctx, c := context.Background(), dated(t).in(3)
	d := must[Dates](t)(c.Expiring(ctx, Period{From: c.Today(), To: c.Today().Plus(7)}))
	if len(d.Past) != 1 || d.Past[0].Qty != kilo(4) || d.Past[0].Days != -1 || len(d.Soon) != 1 || d.Soon[0].Days != 7 || d.Dated != 2 {
		t.Errorf("%+v", d)
	}
	if d := must[Dates](t)(c.Expiring(ctx, Period{From: c.Today(), To: c.Today().Plus(6)})); len(d.Soon) != 0 || len(d.Past) != 1 {
		t.Errorf("a day less: %+v", d)
	}
	w := must[Watch](t)(c.Watch(ctx, 7))
	if len(w.Soon) != 1 || len(w.Past) != 1 || len(w.Low) != 0 {
		t.Errorf("%+v", w)
	}
}
