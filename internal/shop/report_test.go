package shop

import (
	"errors"
	"slices"
	"testing"
)

// week is a shop that sold on three days, to and through different hands.
func week(t *testing.T) *counter {
	t.Helper()
	c := stocked(t)
	for _, s := range []Sale{
		{Item: Item{ID: "sugar"}, Qty: kilo(2), Day: today.Plus(-2)},
		{Item: Item{ID: "sugar"}, Qty: kilo(1), Day: today.Plus(-1), Payment: UPI},
		{Item: Item{ID: "maggi"}, Qty: Measure{N: 3000}, Amount: 45 * Rupee, Customer: Customer{Name: "Ramesh"}, Payment: Udhaar},
		{Item: Item{ID: "sugar"}, Qty: kilo(1), Customer: Customer{Name: "Ramesh"}, Discount: 5 * Rupee},
	} {
		must[Sold](t)(c.Sell(t.Context(), s))
		c.next()
	}
	must[Totalled](t)(c.SellTotal(t.Context(), Total{Amount: 1000 * Rupee, Day: today.Plus(-1)}))
	c.next()
	return c
}

func TestReport(t *testing.T) {
	c := week(t)
	all := must[Report](t)(c.Report(t.Context(), Back(today, 7), Item{}, Customer{}))
	if all.Revenue != 1220*Rupee || all.Cost != 160*Rupee || all.Uncosted != 1045*Rupee || all.Loose != 1000*Rupee {
		t.Errorf("all: %+v", all.Sums)
	}
	if all.Days != 3 || all.Lines != 5 || all.Bills != 4 || all.Doubtful != 1 || all.Discount != 5*Rupee {
		t.Errorf("all: days %d, lines %d, bills %d, doubtful %d", all.Days, all.Lines, all.Bills, all.Doubtful)
	}
	if len(all.Items) != 2 || all.Items[0].Item.ID != "sugar" || all.Items[0].Qty != kilo(4) || all.Items[1].Revenue != 45*Rupee {
		t.Errorf("items: %+v", all.Items)
	}
	one := must[Report](t)(c.Report(t.Context(), Over(today.Plus(-1)), Item{}, Customer{}))
	if one.Revenue != 1045*Rupee || one.UPI != 45*Rupee || one.Days != 1 {
		t.Errorf("yesterday: %+v", one)
	}
	none := must[Report](t)(c.Report(t.Context(), Over(today.Plus(-30)), Item{}, Customer{}))
	if none.Sums != (Sums{}) || none.Days != 0 || len(none.Items) != 0 {
		t.Errorf("before there was a shop: %+v", none)
	}
}

func TestReportNarrowed(t *testing.T) {
	c := week(t)
	ctx, ramesh := t.Context(), Customer{Name: "ramesh"}
	sugar := must[Report](t)(c.Report(ctx, Period{}, Item{Name: "chini"}, Customer{}))
	if sugar.Revenue != 175*Rupee || sugar.Qty() != kilo(4) || sugar.Item.ID != "sugar" || sugar.Profit() != 15*Rupee {
		t.Errorf("sugar: %+v", sugar)
	}
	his := must[Report](t)(c.Report(ctx, Period{}, Item{}, ramesh))
	if his.Revenue != 85*Rupee || his.Credit != 45*Rupee || len(his.Items) != 2 {
		t.Errorf("his: %+v", his)
	}
	both := must[Report](t)(c.Report(ctx, Period{}, Item{ID: "sugar"}, ramesh))
	if both.Revenue != 40*Rupee || both.Lines != 1 {
		t.Errorf("his sugar: %+v", both)
	}
	if _, err := c.Report(ctx, Period{}, Item{Name: "khakhra"}, Customer{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown item: %v", err)
	}
	if _, err := c.Report(ctx, Period{}, Item{}, Customer{Name: "Nobody"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown customer: %v", err)
	}
}

// A report holds what this very turn has done.
func TestReportSeesTheTurn(t *testing.T) {
	c := week(t)
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(1)}))
	r := must[Report](t)(c.Report(t.Context(), Over(today), Item{ID: "sugar"}, Customer{}))
	if r.Revenue != 85*Rupee || r.Sold != 2000 {
		t.Errorf("%+v", r.Sums)
	}
	hours, err := c.Sums(t.Context(), Query{Period: Over(today), By: ByHour})
	if err != nil || len(hours) != 1 || hours[0].Key != "12" || hours[0].Revenue != 130*Rupee {
		t.Errorf("hours %+v, %v", hours, err)
	}
}

func TestStock(t *testing.T) {
	c := week(t)
	h := must[OnHand](t)(c.Stock(t.Context(), Item{Name: "चीनी"}))
	if h.Qty != kilo(6) || h.Value != 240*Rupee || h.Average != 40*Rupee || h.Doubtful || h.Never || h.Low || h.Days != -1 {
		t.Errorf("sugar: %+v", h)
	}
	if m := must[OnHand](t)(c.Stock(t.Context(), Item{ID: "maggi"})); m.Qty.N != -3000 || !m.Doubtful || !m.Low {
		t.Errorf("maggi: %+v", m)
	}
	if b := must[OnHand](t)(c.Stock(t.Context(), Item{ID: "basmati"})); !b.Never || b.Low || b.Qty.N != 0 {
		t.Errorf("basmati: %+v", b)
	}
	if _, err := c.Stock(t.Context(), Item{Name: "khakhra"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	if _, err := c.Stock(t.Context(), Item{}); !errors.Is(err, ErrNoItem) {
		t.Errorf("none named: %v", err)
	}
}

// Once a week of sales is known, days of cover follow from them.
func TestStockLasts(t *testing.T) {
	c := open()
	must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "sugar"}, Qty: kilo(40), Amount: 40 * Rupee, Day: today.Plus(-20)}))
	for n := range 10 {
		must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(3), Day: today.Plus(-n)}))
	}
	h := must[OnHand](t)(c.Stock(t.Context(), Item{ID: "sugar"}))
	if h.Daily != kilo(3) || h.Days != 3 || h.Low || h.Qty != kilo(10) {
		t.Errorf("%+v", h)
	}
	must[Sold](t)(c.Sell(t.Context(), Sale{Item: Item{ID: "sugar"}, Qty: kilo(5)}))
	if h := must[OnHand](t)(c.Stock(t.Context(), Item{ID: "sugar"})); !h.Low || h.Days != 1 {
		t.Errorf("after a big sale: %+v", h)
	}
}

func TestHeldAndLow(t *testing.T) {
	c := week(t)
	held, err := c.Held(t.Context())
	if err != nil || len(held) != 2 || held[0].Item.ID > held[1].Item.ID && held[0].Item.Name > held[1].Item.Name {
		t.Errorf("%+v, %v", held, err)
	}
	low, err := c.Low(t.Context())
	if err != nil || len(low) != 1 || low[0].Item.ID != "maggi" {
		t.Errorf("%+v, %v", low, err)
	}
	must[Stocked](t)(c.Buy(t.Context(), Bought{Item: Item{ID: "maggi"}, Qty: Measure{N: 100_000}}))
	if low, err := c.Low(t.Context()); err != nil || len(low) != 0 {
		t.Errorf("after buying: %+v, %v", low, err)
	}
}

// With a reorder point of its own, an item is low at it.
func TestReorderPoint(t *testing.T) {
	for q, want := range map[Quantity]bool{5000: true, 5001: false, -1: true} {
		h := onHand(Item{Unit: "kg", Reorder: 5000}, Stock{Qty: q}, Sums{Sold: 1}, 30)
		if h.Low != want {
			t.Errorf("%s: low is %v", q, h.Low)
		}
	}
}

func TestOwingOrder(t *testing.T) {
	c := open()
	ctx := t.Context()
	for _, l := range []Lending{
		{Customer: Customer{Name: "A"}, Amount: 100, Day: today.Plus(-9)},
		{Customer: Customer{Name: "B"}, Amount: 300, Day: today.Plus(-5)},
		{Customer: Customer{Name: "A"}, Amount: 150, Day: today.Plus(-2)},
		{Customer: Customer{Name: "C"}, Amount: 10, Day: today},
		{Customer: Customer{Name: "B"}, Amount: 50, Day: today.Plus(-1)},
	} {
		must[Lent](t)(c.GiveCredit(ctx, l))
	}
	c.next()
	must[Received](t)(c.TakePayment(ctx, Receipt{Customer: Customer{Name: "C"}, Amount: 40}))
	must[Received](t)(c.TakePayment(ctx, Receipt{Customer: Customer{Name: "A"}, Amount: 120}))
	owing, err := c.Owing(ctx)
	if err != nil || len(owing) != 2 {
		t.Fatalf("%+v, %v", owing, err)
	}
	if a := owing[0]; a.Customer.Name != "B" || a.Balance != 350 || a.Since != today.Plus(-5) {
		t.Errorf("first %+v", a)
	}
	if a := owing[1]; a.Customer.Name != "A" || a.Balance != 130 || a.Since != today.Plus(-2) {
		t.Errorf("second %+v: the oldest credit is paid", a)
	}
	if _, err := c.Balance(ctx, Customer{Name: "D"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	if _, err := c.Balance(ctx, Customer{}); !errors.Is(err, ErrNoCustomer) {
		t.Errorf("nobody: %v", err)
	}
}

func TestQueryKey(t *testing.T) {
	e := Entry{Item: "sugar", Customer: "c1", Day: today, Hour: 9}
	var keys []string
	for _, by := range []Group{Whole, ByItem, ByCustomer, ByDay, ByHour} {
		keys = append(keys, Query{By: by}.Key(e))
	}
	if want := []string{"", "sugar", "c1", "2026-11-22", "09"}; !slices.Equal(keys, want) {
		t.Errorf("%q, want %q", keys, want)
	}
}
