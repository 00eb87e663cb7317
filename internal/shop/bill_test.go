package shop

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// sells writes lines of sugar, each for its price, to a customer or nobody.
func (c *counter) sells(t rapid.TB, who Customer, prices ...Money) {
	t.Helper()
	for _, p := range prices {
		if _, err := c.Sell(context.Background(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(1), Amount: p, As: AsTotal, Customer: who, Sure: true}); err != nil {
			t.Fatal(err)
		}
	}
}

// paid is what the lines of this turn add up to.
func (c *counter) paid() (sum Entry) {
	for e := range c.entries() {
		sum.Revenue += e.Revenue
		sum.Discount += e.Discount
		sum.Cash, sum.UPI, sum.Due = sum.Cash+e.Cash, sum.UPI+e.UPI, sum.Due+e.Due
	}
	return sum
}

func TestSettle(t *testing.T) {
	ramesh := Customer{Name: "Ramesh"}
	for name, tt := range map[string]struct {
		bill   Bill
		want   Entry // revenue, discount, cash, upi, due of all lines
		change Money
	}{
		"nothing said":             {Bill{}, Entry{Revenue: 13500, Cash: 13500}, 0},
		"ten off":                  {Bill{Off: 1000}, Entry{Revenue: 12500, Discount: 1000, Cash: 12500}, 0},
		"five percent off":         {Bill{Percent: Number{N: 5000}}, Entry{Revenue: 12825, Discount: 675, Cash: 12825}, 0},
		"total 130":                {Bill{Total: 13000}, Entry{Revenue: 13000, Discount: 500, Cash: 13000}, 0},
		"a total beyond the lines": {Bill{Total: 15000}, Entry{Revenue: 13500, Cash: 13500}, 0},
		"a total that is no price": {Bill{Total: 1300}, Entry{Revenue: 13500, Cash: 13500}, 0},
		"by UPI":                   {Bill{Payment: UPI}, Entry{Revenue: 13500, UPI: 13500}, 0},
		"100 now":                  {Bill{Paid: 10000}, Entry{Revenue: 13500, Cash: 10000, Due: 3500}, 0},
		"100 by UPI, rest in cash": {Bill{Payment: UPI, Paid: 10000, Rest: Cash}, Entry{Revenue: 13500, UPI: 10000, Cash: 3500}, 0},
		"half and half":            {Bill{Payment: UPI, Half: true, Rest: Cash}, Entry{Revenue: 13500, UPI: 6750, Cash: 6750}, 0},
		"a note of 500":            {Bill{Paid: 50000}, Entry{Revenue: 13500, Cash: 13500}, 36500},
		"off, and the rest owed":   {Bill{Off: 500, Paid: 3000, Payment: UPI, Rest: Udhaar}, Entry{Revenue: 13000, Discount: 500, UPI: 3000, Due: 10000}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := stocked(t)
			c.sells(t, ramesh, 9000, 4500)
			out, err := c.Settle(t.Context(), tt.bill)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.paid(); got != tt.want {
				t.Errorf("%+v\nwant %+v", got, tt.want)
			}
			if out.Total != tt.want.Revenue || out.Cash != tt.want.Cash || out.Due != tt.want.Due || out.Change != tt.change || out.Balance != tt.want.Due {
				t.Errorf("said %+v", out)
			}
		})
	}
}

func TestSettleRefuses(t *testing.T) {
	c := stocked(t)
	if _, err := c.Settle(t.Context(), Bill{}); !errors.Is(err, ErrNothing) {
		t.Errorf("a bill of nothing: %v", err)
	}
	c.sells(t, Customer{}, 9000, 4500)
	for name, bill := range map[string]Bill{
		"all of it off": {Off: 13500}, "more off": {Off: 99999}, "below zero": {Off: -1}, "all in percent": {Percent: Number{N: 100_000}},
		"paid below zero": {Paid: -5},
	} {
		if _, err := c.Settle(t.Context(), bill); !errors.Is(err, ErrNegative) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Settle(t.Context(), Bill{Paid: 10000}); !errors.Is(err, ErrNoCustomer) {
		t.Errorf("owed by nobody: %v", err)
	}
	if got := c.paid(); got.Revenue != 13500 || got.Cash != 13500 || got.Discount != 0 {
		t.Errorf("a refused bill left %+v", got)
	}
}

// Whatever is taken off a bill and however it is paid, the lines add up to it to
// the paisa, none is below zero, what was taken off a line stays its own, and
// settling it after every line comes to the same as settling it once.
func TestPropertySettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prices := rapid.SliceOfN(rapid.Int64Range(1, 50_000), 1, 12).Draw(t, "prices")
		var gross Money
		for _, p := range prices {
			gross += Money(p)
		}
		bill := Bill{
			Off: Money(rapid.Int64Range(0, int64(gross)-1).Draw(t, "off")), Paid: Money(rapid.Int64Range(0, 60_000).Draw(t, "paid")),
			Payment: rapid.SampledFrom([]Payment{"", Cash, UPI}).Draw(t, "payment"),
			Rest:    rapid.SampledFrom([]Payment{"", Cash, UPI, Udhaar}).Draw(t, "rest"),
			Half:    rapid.Bool().Draw(t, "half"),
		}
		c, once := open(), open()
		for i, p := range prices {
			c.sells(t, Customer{Name: "Ramesh"}, Money(p))
			once.sells(t, Customer{Name: "Ramesh"}, Money(p))
			if _, err := c.Settle(t.Context(), bill); err != nil && i == len(prices)-1 {
				t.Fatal(err)
			}
		}
		out, err := once.Settle(t.Context(), bill)
		if err != nil {
			t.Fatal(err)
		}
		sum := c.paid()
		if again := once.paid(); sum != again {
			t.Fatalf("after every line %+v, once %+v", sum, again)
		}
		if sum.Revenue != gross-bill.Off || sum.Discount != bill.Off || sum.Cash+sum.UPI+sum.Due != sum.Revenue {
			t.Fatalf("%+v of %d less %d", sum, gross, bill.Off)
		}
		if out.Cash != sum.Cash || out.UPI != sum.UPI || out.Due != sum.Due {
			t.Fatalf("said %+v, wrote %+v", out, sum)
		}
		for e := range c.entries() {
			if e.Revenue < 0 || e.Discount < 0 || e.Cash < 0 || e.UPI < 0 || e.Due < 0 {
				t.Fatalf("below zero: %+v", e)
			}
		}
	})
}

// A line's own discount is not shared out.
func TestSettleKeepsALinesDiscount(t *testing.T) {
	c := stocked(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(2), Amount: 90 * Rupee, Discount: 10 * Rupee}))
	c.sells(t, Customer{}, 20*Rupee)
	must[Settled](t)(c.Settle(t.Context(), Bill{Off: 10 * Rupee}))
	var got []Money
	for e := range c.entries() {
		got = append(got, e.Discount)
	}
	if len(got) != 2 || got[0] != 18*Rupee || got[1] != 2*Rupee {
		t.Errorf("discounts %v", got)
	}
}
