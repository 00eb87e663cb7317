package shop

import (
	"testing"
)

// traded is a shop after a day of everything that moves cash.
func traded(t *testing.T) *counter {
	t.Helper()
	c, ctx := open(), t.Context()
	sugar, ramesh, gupta := Item{ID: "sugar"}, Customer{Name: "Ramesh"}, Customer{Name: "Gupta"}
	must[Stocked](t)(c.Buy(ctx, Bought{Item: sugar, Qty: kilo(10), Amount: 400 * Rupee, Payment: Cash}))
	must[Sold](t)(c.Sell(ctx, Sale{Item: sugar, Qty: kilo(4), Amount: 180 * Rupee}))
	must[Sold](t)(c.Sell(ctx, Sale{Item: sugar, Qty: kilo(2), Amount: 90 * Rupee, Payment: UPI}))
	must[Sold](t)(c.Sell(ctx, Sale{Item: sugar, Qty: kilo(2), Amount: 90 * Rupee, Payment: Udhaar, Customer: ramesh}))
	c.next()
	must[TakenBack](t)(c.TakeBack(ctx, Giveback{Item: sugar, Qty: kilo(1), Payment: Cash}))
	must[Received](t)(c.TakePayment(ctx, Receipt{Customer: ramesh, Amount: 60 * Rupee}))
	must[Spent](t)(c.Spend(ctx, Spending{Head: Tea, Amount: 20 * Rupee}))
	must[Spent](t)(c.Spend(ctx, Spending{Head: Home, Amount: 100 * Rupee}))
	must[Paid](t)(c.PaySupplier(ctx, Paying{Supplier: gupta, Amount: 50 * Rupee}))
	c.next()
	return c
}

func TestDrawer(t *testing.T) {
	float := 1000 * Rupee
	out := must[Drawer](t)(traded(t).Drawer(t.Context(), Close{Float: &float}))
	want := Drawer{
		Day: today, Float: 1000 * Rupee, Sold: 135 * Rupee, Repaid: 60 * Rupee, Expenses: -20 * Rupee,
		Goods: -450 * Rupee, Home: -100 * Rupee, UPI: 90 * Rupee, Expected: 625 * Rupee, First: true,
	}
	if out != want {
		t.Errorf("%+v\nwant %+v", out, want)
	}
}

// What was counted is what the next day begins with, whatever the book had.
func TestCloseDay(t *testing.T) {
	c, float := traded(t), 1000*Rupee
	out := must[Drawer](t)(c.CloseDay(t.Context(), Close{Counted: 600 * Rupee, Float: &float}))
	if out.Diff != -25*Rupee || out.Closed {
		t.Errorf("%+v", out)
	}
	c.next()
	if till := must[Till](t)(c.Till(t.Context())); till.Cash != 600*Rupee {
		t.Errorf("the till has %v", till.Cash)
	}
	if sums := whole(must[[]Row](t)(c.Sums(t.Context(), Query{}))); sums.Expense != 20*Rupee || sums.Revenue != 315*Rupee {
		t.Errorf("a difference is no cost and no sale: %+v", sums)
	}
	// Sold after the count, and counted again.
	c.sells(t, Customer{}, 45*Rupee)
	c.next()
	again := must[Drawer](t)(c.CloseDay(t.Context(), Close{Counted: 700 * Rupee}))
	if !again.Closed || again.Was != 600*Rupee || again.Expected != 670*Rupee || again.Diff != 30*Rupee || again.Float != 1000*Rupee {
		t.Errorf("closed again: %+v", again)
	}
	turn := c.next()
	if till := must[Till](t)(c.Till(t.Context())); till.Cash != 700*Rupee {
		t.Errorf("the till has %v", till.Cash)
	}
	must[[]Reversed](t)(c.Reverse(t.Context(), turn, false))
	c.next()
	back := must[Drawer](t)(c.Drawer(t.Context(), Close{}))
	if !back.Closed || back.Was != 600*Rupee {
		t.Errorf("taken back: %+v", back)
	}
}

func TestCloseDayRefuses(t *testing.T) {
	c := traded(t)
	_, err := c.CloseDay(t.Context(), Close{Counted: -1})
	c.refuses(t, "below zero", ErrNegative, err)
	_, err = c.CloseDay(t.Context(), Close{Counted: MaxMoney + 1})
	c.refuses(t, "beyond any till", ErrTooLarge, err)
	_, err = c.CloseDay(t.Context(), Close{Counted: 1, Day: today.Plus(1)})
	c.refuses(t, "tomorrow", ErrFuture, err)
	must[Drawer](t)(c.CloseDay(t.Context(), Close{Counted: 0}))
	turn := c.next()
	out, err := c.CloseDay(t.Context(), Close{Counted: 1, Day: today.Plus(-1)})
	c.refuses(t, "yesterday, when today is closed", ErrClosed, err)
	if out.Day != today {
		t.Errorf("it is %s that is closed", out.Day)
	}
	must[[]Reversed](t)(c.Reverse(t.Context(), turn, false))
	c.next()
	yesterday := must[Drawer](t)(c.CloseDay(t.Context(), Close{Counted: 500 * Rupee, Day: today.Plus(-1)}))
	if yesterday.Float != 0 || yesterday.Expected != 0 || yesterday.Diff != 500*Rupee {
		t.Errorf("yesterday: %+v", yesterday)
	}
	c.next()
	if now := must[Drawer](t)(c.Drawer(t.Context(), Close{})); now.Float != 500*Rupee || now.First {
		t.Errorf("today begins with %+v", now)
	}
}
