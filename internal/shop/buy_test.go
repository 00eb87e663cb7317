package shop

import "testing"

func TestBuyMovesTheAverage(t *testing.T) {
	c := stocked(t)
	got := must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "sugar"}, Qty: kilo(10), Amount: 440 * Rupee}))
	if got.Stock.N != 20_000 || got.Average != 42*Rupee || got.Reading.How != AsTotal {
		t.Errorf("%+v", got)
	}
	e := c.entry(t)
	if e.Spent != 440*Rupee || e.Value != 440*Rupee || e.Cash != 0 || e.Cost != 0 {
		t.Errorf("%+v", e)
	}
	if it := must[Item](t)(c.Item(t.Context(), "sugar")); it.Cost != 44*Rupee {
		t.Errorf("last known cost %s, want 44", it.Cost)
	}
}

// Without money said, goods come in at the last known cost and nothing counts
// as spent.
func TestBuyWithoutMoney(t *testing.T) {
	c := stocked(t)
	must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "sugar"}, Qty: kilo(5)}))
	if e := c.entry(t); e.Value != 200*Rupee || e.Spent != 0 {
		t.Errorf("%+v", e)
	}
	c.next()
	must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "maggi"}, Qty: Measure{N: 2000, Unit: "box"}}))
	if e := c.entry(t); e.Value != 0 || e.Spent != 0 || e.Qty != 192_000 {
		t.Errorf("at no known cost: %+v", e)
	}
}

func TestBuyFrom(t *testing.T) {
	for payment, want := range map[Payment]Entry{
		"": {Spent: 9000}, Cash: {Spent: 9000, Cash: -9000}, UPI: {Spent: 9000, UPI: -9000}, Udhaar: {Spent: 9000, Owed: 9000},
	} {
		c := open()
		got := must[Stocked](t)(c.Buy(t.Context(), Bought{
			Item: Item{ID: "sugar"}, Qty: kilo(2), Rate: Rate{45 * Rupee, "kg"}, Supplier: Customer{Name: "Agarwal Traders"}, Payment: payment,
		}))
		e := c.entry(t)
		if e.Spent != want.Spent || e.Cash != want.Cash || e.UPI != want.UPI || e.Due != 0 || e.Owed != want.Owed || e.Customer != got.Supplier.ID || !got.NewSupplier {
			t.Errorf("%q: %+v", payment, e)
		}
	}
}

func TestBuyRefuses(t *testing.T) {
	sugar := Item{ID: "sugar"}
	for name, tt := range map[string]struct {
		p    Bought
		want error
	}{
		"no item":          {Bought{Qty: kilo(1)}, ErrNoItem},
		"none":             {Bought{Item: sugar}, ErrZero},
		"the lot":          {Bought{Item: sugar, Qty: Measure{All: true}}, ErrZero},
		"less":             {Bought{Item: sugar, Qty: kilo(-1)}, ErrNegative},
		"wrong unit":       {Bought{Item: sugar, Qty: Measure{N: 1, Unit: "l"}}, ErrUnit},
		"fits neither way": {Bought{Item: sugar, Qty: kilo(2), Amount: 700 * Rupee}, ErrUnclear},
		"odd":              {Bought{Item: sugar, Qty: kilo(2), Rate: Rate{4000 * Rupee, ""}}, ErrPriceOdd},
		"tomorrow":         {Bought{Item: sugar, Qty: kilo(2), Day: today.Plus(1)}, ErrFuture},
		"on whose account": {Bought{Item: sugar, Qty: kilo(2), Payment: Udhaar}, ErrNoCustomer},
		"no such supplier": {Bought{Item: sugar, Qty: kilo(2), Supplier: Customer{ID: "c404"}}, ErrNotFound},
	} {
		c := stocked(t)
		_, err := c.Buy(t.Context(), tt.p)
		c.refuses(t, name, tt.want, err)
	}
}

func TestCount(t *testing.T) {
	for name, tt := range map[string]struct {
		sold  Measure
		found Measure
		want  Entry
		left  Stock
	}{
		"as it should be": {kilo(2), kilo(8), Entry{}, Stock{8000, 320 * Rupee, 0}},
		"less":            {kilo(2), kilo(7), Entry{Qty: -1000, Value: -40 * Rupee}, Stock{7000, 280 * Rupee, 0}},
		"more":            {kilo(2), kilo(9), Entry{Qty: 1000, Value: 40 * Rupee}, Stock{9000, 360 * Rupee, 0}},
		"nothing left":    {kilo(2), kilo(0), Entry{Qty: -8000, Value: -320 * Rupee}, Stock{}},
		"after a doubt":   {kilo(12), kilo(3), Entry{Qty: 5000, Value: 200 * Rupee, Doubt: -1}, Stock{3000, 120 * Rupee, 0}},
		"empty, doubted":  {kilo(12), kilo(0), Entry{Qty: 2000, Value: 80 * Rupee, Doubt: -1}, Stock{}},
	} {
		t.Run(name, func(t *testing.T) {
			c := stocked(t)
			must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: tt.sold}))
			c.next()
			got := must[Counted](t)(c.Count(t.Context(), Item{ID: "sugar"}, tt.found))
			e := c.entry(t)
			if e.Qty != tt.want.Qty || e.Value != tt.want.Value || e.Doubt != tt.want.Doubt || e.Cost != 0 || e.Cash != 0 {
				t.Errorf("%+v", e)
			}
			if s, err := c.stock(t.Context(), "sugar"); err != nil || s != tt.left {
				t.Errorf("left %+v, %v; want %+v", s, err, tt.left)
			}
			if got.Doubted != (tt.want.Doubt != 0) || got.Diff.N != int64(tt.want.Qty) {
				t.Errorf("said %+v", got)
			}
		})
	}
}

func TestCountRefuses(t *testing.T) {
	c := stocked(t)
	for name, tt := range map[string]struct {
		item Item
		qty  Measure
		want error
	}{
		"no item":    {Item{}, kilo(1), ErrNoItem},
		"less":       {Item{ID: "sugar"}, kilo(-1), ErrNegative},
		"the lot":    {Item{ID: "sugar"}, Measure{All: true}, ErrZero},
		"wrong unit": {Item{ID: "sugar"}, Measure{N: 1000, Unit: "l"}, ErrUnit},
	} {
		_, err := c.Count(t.Context(), tt.item, tt.qty)
		c.refuses(t, name, tt.want, err)
	}
}
