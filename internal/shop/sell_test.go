package shop

import (
	"context"
	"errors"
	"testing"
)

func TestSell(t *testing.T) {
	ramesh := Customer{Name: "Ramesh"}
	for name, tt := range map[string]struct {
		sale Sale
		want Entry // what it must have written, in its numbers
	}{
		"for a total": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 90 * Rupee},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 9000, Cash: 9000, Bills: 1, Sign: 1},
		},
		"at a rate that was said": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Rate: Rate{50 * Rupee, "kg"}, Amount: 7},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 10_000, Cash: 10_000, Bills: 1, Sign: 1},
		},
		"at a rate without a unit": {
			Sale{Item: Item{ID: "sugar"}, Qty: Measure{N: 500_000, Unit: "g"}, Rate: Rate{Price: 50 * Rupee}},
			Entry{Qty: -500, Value: -2000, Cost: 2000, Revenue: 2500, Cash: 2500, Bills: 1, Sign: 1},
		},
		"at the usual price": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2)},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 9000, Cash: 9000, Bills: 1, Sign: 1},
		},
		"decided to be the total": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 45 * Rupee, As: AsTotal},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 4500, Cash: 4500, Bills: 1, Sign: 1},
		},
		"decided to be the rate": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 90 * Rupee, As: AsRate},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 18_000, Cash: 18_000, Bills: 1, Sign: 1},
		},
		"less a discount": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 90 * Rupee, Discount: 5 * Rupee},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 8500, Discount: 500, own: 500, Cash: 8500, Bills: 1, Sign: 1},
		},
		"by UPI": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Payment: UPI},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 9000, UPI: 9000, Bills: 1, Sign: 1},
		},
		"on udhaar": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Payment: Udhaar, Customer: ramesh},
			Entry{Qty: -2000, Value: -8000, Cost: 8000, Revenue: 9000, Due: 9000, Bills: 1, Sign: 1},
		},
		"more than there is": {
			Sale{Item: Item{ID: "sugar"}, Qty: kilo(12)},
			Entry{Qty: -12_000, Value: -48_000, Cost: 48_000, Revenue: 54_000, Cash: 54_000, Doubt: 1, Bills: 1, Sign: 1},
		},
		"all of it": {
			Sale{Item: Item{ID: "sugar"}, Qty: Measure{All: true}},
			Entry{Qty: -10_000, Value: -40_000, Cost: 40_000, Revenue: 45_000, Cash: 45_000, Bills: 1, Sign: 1},
		},
		"at a cost nobody told": {
			Sale{Item: Item{ID: "maggi"}, Qty: Measure{N: 2000}, Amount: 30 * Rupee},
			Entry{Qty: -2000, Revenue: 3000, Uncosted: 3000, Cash: 3000, Doubt: 1, Bills: 1, Sign: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := stocked(t)
			sold, err := c.Sell(t.Context(), tt.sale)
			if err != nil {
				t.Fatal(err)
			}
			e := c.entry(t)
			got := numbers(e)
			for name, n := range numbers(tt.want) {
				if got[name] != n {
					t.Errorf("%s %d, want %d", name, got[name], n)
				}
			}
			if e.Kind != Selling || e.Day != today || e.Hour != 12 || e.By != 7 || !e.At.Equal(noon) {
				t.Errorf("written as %+v", e)
			}
			if paid := e.Cash + e.UPI + e.Due; paid != e.Revenue || sold.Revenue != e.Revenue {
				t.Errorf("revenue %s, paid %s, said %s", e.Revenue, paid, sold.Revenue)
			}
			if sold.Oversold != (e.Doubt > 0) || sold.Stock.N != sold.Had.N+int64(e.Qty) {
				t.Errorf("said %+v", sold)
			}
		})
	}
}

// Nothing is written of what cannot be, or must be asked about.
func TestSellRefuses(t *testing.T) {
	sugar, ctx := Item{ID: "sugar"}, context.Background()
	for name, tt := range map[string]struct {
		sale Sale
		want error
	}{
		"no item":            {Sale{Qty: kilo(1), Amount: 45}, ErrNoItem},
		"no quantity":        {Sale{Item: sugar, Amount: 45 * Rupee}, ErrZero},
		"negative quantity":  {Sale{Item: sugar, Qty: kilo(-1), Amount: 45}, ErrNegative},
		"negative amount":    {Sale{Item: sugar, Qty: kilo(1), Amount: -45}, ErrNegative},
		"negative rate":      {Sale{Item: sugar, Qty: kilo(1), Rate: Rate{-45, ""}}, ErrNegative},
		"too large":          {Sale{Item: sugar, Qty: kilo(1), Amount: MaxMoney + 1, As: AsTotal}, ErrTooLarge},
		"rate makes it so":   {Sale{Item: sugar, Qty: kilo(1000), Rate: Rate{MaxMoney, ""}}, ErrTooLarge},
		"too much of it":     {Sale{Item: sugar, Qty: kilo(1_000_001)}, ErrTooLarge},
		"wrong unit":         {Sale{Item: sugar, Qty: Measure{N: 1000, Unit: "l"}}, ErrUnit},
		"rate in wrong unit": {Sale{Item: sugar, Qty: kilo(1), Rate: Rate{4500, "l"}}, ErrUnit},
		"fits neither way":   {Sale{Item: sugar, Qty: kilo(2), Amount: 500 * Rupee}, ErrUnclear},
		"a hundred times":    {Sale{Item: sugar, Qty: kilo(2), Rate: Rate{4500 * Rupee, ""}}, ErrPriceOdd},
		"a hundredth":        {Sale{Item: sugar, Qty: kilo(100), Rate: Rate{45, "kg"}}, ErrPriceOdd},
		"discount of all":    {Sale{Item: sugar, Qty: kilo(2), Discount: 90 * Rupee}, ErrNegative},
		"discount below 0":   {Sale{Item: sugar, Qty: kilo(2), Discount: -1}, ErrNegative},
		"udhaar to nobody":   {Sale{Item: sugar, Qty: kilo(2), Payment: Udhaar}, ErrNoCustomer},
		"tomorrow":           {Sale{Item: sugar, Qty: kilo(2), Day: today.Plus(1)}, ErrFuture},
		"no such day":        {Sale{Item: sugar, Qty: kilo(2), Day: "2026-02-30"}, ErrFuture},
		"no price known":     {Sale{Item: Item{Name: "khakhra"}, Qty: Measure{N: 1000}}, ErrNoPrice},
		"all of nothing":     {Sale{Item: Item{ID: "maggi"}, Qty: Measure{All: true}}, ErrZero},
		"no name":            {Sale{Item: Item{Name: "…"}, Qty: Measure{N: 1000}, Amount: 10}, ErrName},
		"unknown id":         {Sale{Item: Item{ID: "i404"}, Qty: Measure{N: 1000}, Amount: 10}, ErrNotFound},
		"new item, bad customer": {Sale{
			Item: Item{Name: "khakhra"}, Qty: Measure{N: 1000}, Amount: 6000, Customer: Customer{Name: "\x00"},
		}, ErrName},
	} {
		c := stocked(t)
		_, err := c.Sell(ctx, tt.sale)
		c.refuses(t, name, tt.want, err)
	}
}

// An odd price is written once it is agreed to.
func TestSellOddPriceWhenSure(t *testing.T) {
	c := stocked(t)
	sold, err := c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 90_000 * Rupee, As: AsTotal, Sure: true})
	if err != nil || sold.Revenue != 90_000*Rupee {
		t.Errorf("%+v, %v", sold, err)
	}
}

// An unclear amount comes back with both totals, to be asked about.
func TestSellUnclearSaysBoth(t *testing.T) {
	c := stocked(t)
	sold, err := c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 500 * Rupee})
	if !errors.Is(err, ErrUnclear) || sold.Reading.Total != 500*Rupee || sold.Reading.How != Unclear {
		t.Errorf("%+v, %v", sold.Reading, err)
	}
}

// A sentence that mentions a new item makes it, in the unit it was said in and
// with the price it was sold at; the next one finds it.
func TestSellNewItem(t *testing.T) {
	c := open()
	sold := must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{Name: " khakhra "}, Qty: Measure{N: 500_000, Unit: "g"}, Amount: 100 * Rupee}))
	if !sold.NewItem || sold.Item.Unit != "kg" || sold.Item.Price != 200*Rupee || sold.Item.Name != "khakhra" {
		t.Errorf("%+v", sold.Item)
	}
	again := must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{Name: "KHAKHRA"}, Qty: kilo(1), Amount: 210 * Rupee}))
	if again.NewItem || again.Item.ID != sold.Item.ID || again.Stock.N != -1500 {
		t.Errorf("in the same turn: %+v", again)
	}
	c.next()
	later := must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: sold.Item.ID}, Qty: kilo(3), Amount: 190 * Rupee}))
	if later.NewItem || later.Reading.How != AsRate || later.Revenue != 570*Rupee {
		t.Errorf("in a later turn: %+v", later)
	}
}

// An id that was taken away since falls back on the name that came with it.
func TestSellForgottenID(t *testing.T) {
	c := open()
	sold := must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "i404", Name: "khakhra"}, Qty: Measure{N: 1000}, Amount: 6000}))
	if !sold.NewItem || sold.Item.ID == "i404" {
		t.Errorf("%+v", sold.Item)
	}
}

// The lines one customer takes in one turn are one bill.
func TestBills(t *testing.T) {
	c := stocked(t)
	sale := func(who string, day Day) int64 {
		before := len(c.effects)
		s := Sale{Item: Item{ID: "sugar"}, Qty: kilo(1), Day: day}
		if who != "" {
			s.Customer = Customer{Name: who}
		}
		must[Sold](t)(c.Sell(t.Context(), s))
		for _, e := range c.effects[before:] {
			if entry, ok := e.(Entry); ok {
				return entry.Bills
			}
		}
		t.Fatal("no entry")
		return 0
	}
	for i, tt := range []struct {
		who  string
		day  Day
		want int64
	}{{"", "", 1}, {"", "", 0}, {"Ramesh", "", 1}, {"Ramesh", "", 0}, {"Sunita", "", 1}, {"", today.Plus(-1), 1}} {
		if got := sale(tt.who, tt.day); got != tt.want {
			t.Errorf("line %d: %d, want %d", i, got, tt.want)
		}
	}
	c.next()
	if got := sale("", ""); got != 1 {
		t.Errorf("next turn: %d, want 1", got)
	}
}

func TestSellTotal(t *testing.T) {
	c := stocked(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(2)}))
	c.next()
	got := must[Totalled](t)(c.SellTotal(t.Context(), Total{Amount: 8500 * Rupee, Payment: UPI}))
	e := c.entry(t)
	if got.Revenue != 8590*Rupee || e.UPI != 8500*Rupee || e.Uncosted != e.Revenue || e.Item != "" || e.Qty != 0 || e.Bills != 0 || e.Hour != -1 {
		t.Errorf("%+v, %+v", got, e)
	}
	c.next()
	for name, tt := range map[string]struct {
		total Total
		want  error
	}{
		"nothing":   {Total{}, ErrZero},
		"less":      {Total{Amount: -1}, ErrNegative},
		"tomorrow":  {Total{Amount: 1, Day: today.Plus(1)}, ErrFuture},
		"to nobody": {Total{Amount: 1, Payment: Udhaar}, ErrNoCustomer},
	} {
		_, err := c.SellTotal(t.Context(), tt.total)
		c.refuses(t, name, tt.want, err)
	}
}

// A total to a customer on udhaar raises what he owes.
func TestSellTotalOnUdhaar(t *testing.T) {
	c := open()
	got := must[Totalled](t)(c.SellTotal(t.Context(), Total{Amount: 500 * Rupee, Payment: Udhaar, Customer: Customer{Name: "Ramesh"}}))
	a := must[Account](t)(c.Balance(t.Context(), Customer{Name: "ramesh"}))
	if got.Balance != 500*Rupee || a.Balance != 500*Rupee || a.Since != today {
		t.Errorf("%+v, %+v", got, a)
	}
}

// A note is kept as long as a note may be.
func TestNote(t *testing.T) {
	long := make([]rune, MaxNote+10)
	for i := range long {
		long[i] = 'च'
	}
	if got := []rune(note(string(long))); len(got) != MaxNote {
		t.Errorf("%d runes", len(got))
	}
	if note("bhatije ne becha") != "bhatije ne becha" {
		t.Error("a short note changed")
	}
}
