package shop

import (
	"errors"
	"testing"
)

// sold is a shop that has sold sugar: 2 kilos to Ramesh on udhaar and 1 kilo to
// nobody, at 45, the sugar of 40.
func sold(t *testing.T) *counter {
	t.Helper()
	c := stocked(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Customer: Customer{Name: "Ramesh"}, Payment: Udhaar}))
	c.next()
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(1)}))
	c.next()
	return c
}

func TestTakeBack(t *testing.T) {
	ramesh := Customer{Name: "ramesh"}
	for name, tt := range map[string]struct {
		back Giveback
		want Entry
	}{
		"off his udhaar": {
			Giveback{Qty: kilo(1), Customer: ramesh},
			Entry{Qty: 1000, Value: 4000, Cost: -4000, Revenue: -4500, Due: -4500, Sign: 1},
		},
		"money in hand": {
			Giveback{Qty: kilo(1), Customer: ramesh, Payment: Cash},
			Entry{Qty: 1000, Value: 4000, Cost: -4000, Revenue: -4500, Cash: -4500, Sign: 1},
		},
		"of nobody": {
			Giveback{Qty: kilo(1)},
			Entry{Qty: 1000, Value: 4000, Cost: -4000, Revenue: -4500, Cash: -4500, Sign: 1},
		},
		"by UPI": {
			Giveback{Qty: kilo(2), Customer: ramesh, Payment: UPI},
			Entry{Qty: 2000, Value: 8000, Cost: -8000, Revenue: -9000, UPI: -9000, Sign: 1},
		},
		"all he took": {
			Giveback{Qty: Measure{All: true}, Customer: ramesh},
			Entry{Qty: 2000, Value: 8000, Cost: -8000, Revenue: -9000, Due: -9000, Sign: 1},
		},
		"for less": {
			Giveback{Qty: kilo(1), Amount: 40 * Rupee, Customer: ramesh},
			Entry{Qty: 1000, Value: 4000, Cost: -4000, Revenue: -4000, Due: -4000, Sign: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := sold(t)
			tt.back.Item = Item{ID: "sugar"}
			out, err := c.TakeBack(t.Context(), tt.back)
			if err != nil {
				t.Fatal(err)
			}
			got, want := numbers(c.entry(t)), numbers(tt.want)
			for name, n := range want {
				if got[name] != n {
					t.Errorf("%s %d, want %d", name, got[name], n)
				}
			}
			if out.Refund != -tt.want.Revenue || out.Balance != 9000+tt.want.Due && !tt.back.Customer.None() {
				t.Errorf("said %+v", out)
			}
		})
	}
}

// The cost comes back as it was sold, whatever the goods cost by now.
func TestTakeBackAtTheCostOfTheSale(t *testing.T) {
	c := sold(t)
	must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "sugar"}, Qty: kilo(10), Amount: 600 * Rupee}))
	c.next()
	must[TakenBack](t)(c.TakeBack(t.Context(), Giveback{Item: Item{ID: "sugar"}, Qty: kilo(1), Customer: Customer{Name: "Ramesh"}}))
	if e := c.entry(t); e.Cost != -40*Rupee || e.Value != 40*Rupee {
		t.Errorf("cost %v, value %v", e.Cost, e.Value)
	}
}

func TestTakeBackRefuses(t *testing.T) {
	c, sugar, ramesh := sold(t), Item{ID: "sugar"}, Customer{Name: "Ramesh"}
	for name, tt := range map[string]struct {
		back Giveback
		want error
	}{
		"more than he took":       {Giveback{Item: sugar, Qty: kilo(3), Customer: ramesh}, ErrNotSold},
		"more than was sold":      {Giveback{Item: sugar, Qty: kilo(4)}, ErrNotSold},
		"never sold":              {Giveback{Item: Item{ID: "maggi"}, Qty: Measure{N: 1000}}, ErrNotSold},
		"of an item nobody knows": {Giveback{Item: Item{Name: "quibble"}, Qty: Measure{N: 1000}}, ErrNotSold},
		"by somebody nobody knows": {
			Giveback{Item: sugar, Qty: kilo(1), Customer: Customer{Name: "Gupta"}}, ErrNotSold,
		},
		"before it was sold":   {Giveback{Item: sugar, Qty: kilo(1), Day: today.Plus(-1)}, ErrNotSold},
		"more money than paid": {Giveback{Item: sugar, Qty: kilo(1), Amount: 46 * Rupee}, ErrTooLarge},
		"what Ramesh took":     {Giveback{Item: sugar, Qty: kilo(2)}, ErrNoCustomer},
		"off nobody's udhaar":  {Giveback{Item: sugar, Qty: kilo(1), Payment: Udhaar}, ErrNoCustomer},
		"nothing":              {Giveback{Item: sugar, Qty: Measure{}}, ErrZero},
		"less than nothing":    {Giveback{Item: sugar, Qty: Measure{N: -1000}}, ErrNegative},
		"tomorrow":             {Giveback{Item: sugar, Qty: kilo(1), Day: today.Plus(1)}, ErrFuture},
		"litres":               {Giveback{Item: sugar, Qty: Measure{N: 1000, Unit: "l"}}, ErrUnit},
	} {
		_, err := c.TakeBack(t.Context(), tt.back)
		c.refuses(t, name, tt.want, err)
	}
	out, err := c.TakeBack(t.Context(), Giveback{Item: sugar, Qty: kilo(3), Customer: ramesh})
	if !errors.Is(err, ErrNotSold) || out.Sold.N != 2000 {
		t.Errorf("he took %v: %v", out.Sold, err)
	}
}

// What came back once cannot come back again, and can when that was taken back.
func TestTakeBackTwice(t *testing.T) {
	c, back := sold(t), Giveback{Item: Item{ID: "sugar"}, Qty: kilo(2), Customer: Customer{Name: "Ramesh"}}
	must[TakenBack](t)(c.TakeBack(t.Context(), back))
	_, err := c.TakeBack(t.Context(), back)
	if !errors.Is(err, ErrNotSold) {
		t.Errorf("in the same turn: %v", err)
	}
	turn := c.next()
	_, err = c.TakeBack(t.Context(), back)
	c.refuses(t, "in the next", ErrNotSold, err)
	must[[]Reversed](t)(c.Reverse(t.Context(), turn, false))
	c.next()
	must[TakenBack](t)(c.TakeBack(t.Context(), back))
}
