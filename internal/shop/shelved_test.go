package shop

import (
	"slices"
	"testing"
)

// TestComesBackToItsBatch sells sugar of three kinds, that of today first, and has it
// come back: the piece that was taken last comes first, with the date it had.
func TestComesBackToItsBatch(t *testing.T) {
	sugar, ramesh := Item{ID: "sugar"}, Customer{Name: "Ramesh"}
	back := func(c *counter, n int64) {
		must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(n), Customer: ramesh}))
		c.next()
	}
	c := dated(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: sugar, Qty: kilo(12), Customer: ramesh}))
	sale := c.next()
	for _, step := range []struct {
		what string
		do   func()
		want []int64 // kilos by date, the undated last
	}{
		{"twelve are sold", func() {}, []int64{3}},
		{"the undated come back", func() { back(c, 2) }, []int64{5}},
		{"then those of ten days", func() { back(c, 5) }, []int64{5, 5}},
		{"then the last of them and those of two", func() { back(c, 4) }, []int64{3, 6, 5}},
		{"all of it", func() { back(c, 1) }, []int64{4, 6, 5}},
	} {
		step.do()
		if got := c.left(t); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.what, got, step.want)
		}
	}
	for back := sale + 4; back >= sale; back-- {
		must[[]Reversed](t)(c.Reverse(t.Context(), back, false))
		c.next()
	}
	if got := c.left(t); !slices.Equal(got, []int64{4, 6, 5}) {
		t.Errorf("all of it taken back: %v", got)
	}
}

// TestComesBackInTheSameTurn has no place in the book yet for what it comes back from.
func TestComesBackInTheSameTurn(t *testing.T) {
	c, sugar := dated(t), Item{ID: "sugar"}
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: sugar, Qty: kilo(5)}))
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: sugar, Qty: kilo(3)}))
	must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(4)}))
	if got := c.left(t); !slices.Equal(got, []int64{6, 5}) {
		t.Errorf("left %v", got)
	}
	c.next()
	must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(3)}))
	if got := c.left(t); !slices.Equal(got, []int64{3, 6, 5}) {
		t.Errorf("left %v", got)
	}
}

// TestComesBackToCoverWhatWasOversold adds to no date what is not there.
func TestComesBackToCoverWhatWasOversold(t *testing.T) {
	c, sugar := dated(t), Item{ID: "sugar"}
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: sugar, Qty: kilo(17)})) // of 15
	c.next()
	must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(17)}))
	if got := c.left(t); !slices.Equal(got, []int64{4, 6, 5}) {
		t.Errorf("left %v", got)
	}
}

// What came back on a later day was of what had been sold by then: it does not come
// back once more on the day before.
func TestTakeBackOfAnEarlierDay(t *testing.T) {
	c, sugar := stocked(t), Item{ID: "sugar"}
	yesterday := today.Plus(-1)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: sugar, Qty: kilo(5), Day: yesterday}))
	c.next()
	must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(3)}))
	c.next()
	_, err := c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(3), Day: yesterday})
	c.refuses(t, "three of the two that he kept", ErrNotSold, err)
	must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(2), Day: yesterday}))
}

// TestComesBackAsWhatItIs has goods come back that were sold under another name.
func TestComesBackAsWhatItIs(t *testing.T) {
	c := stocked(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{Name: "quibble"}, Qty: kilo(2), Amount: 90 * Rupee}))
	c.next()
	must[Merged](t)(c.MergeItems(t.Context(), Item{Name: "quibble"}, Item{ID: "sugar"}))
	c.next()
	out := must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: Item{ID: "sugar"}, Qty: kilo(1)}))
	if out.Item.ID != "sugar" || out.Refund != 45*Rupee || out.Stock.N != 9000 {
		t.Errorf("came back %+v", out)
	}
}

// So much money's worth is weighed at the price that counts for whom it is for.
func TestWorthAtHisPrice(t *testing.T) {
	c, sugar, ramesh := stocked(t), Item{ID: "sugar"}, Customer{Name: "Ramesh"}
	if _, err := c.EnsureCustomer(t.Context(), "Ramesh"); err != nil {
		t.Fatal(err)
	}
	c.next()
	must[Priced](t)(c.TellPriceOf(t.Context(), Pricing{Item: sugar, Customer: ramesh, Price: 40 * Rupee}))
	c.next()
	for who, want := range map[string]int64{"Ramesh": 2000, "": 1778} {
		out := must[Sold](t)(c.Sell(t.Context(), Sale{Item: sugar, Worth: 80 * Rupee, Customer: Customer{Name: who}}))
		if out.Qty.N != want || out.Revenue != 80*Rupee || out.Own != (who != "") {
			t.Errorf("%q: %+v", who, out)
		}
	}
}
