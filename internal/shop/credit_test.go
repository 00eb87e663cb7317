package shop

import "testing"

func TestGiveCredit(t *testing.T) {
	c := open()
	lent := must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: Customer{Name: "ramesh patil"}, Amount: 500 * Rupee, Note: "chai patti"}))
	if !lent.NewCustomer || lent.Balance != 500*Rupee || lent.Before != 0 || lent.Sale != nil {
		t.Errorf("%+v", lent)
	}
	e := c.entry(t)
	if e.Kind != Credit || e.Due != 500*Rupee || e.Revenue != 0 || e.Cash != 0 || e.Note != "chai patti" {
		t.Errorf("%+v", e)
	}
	// A second credit in the same message adds up.
	again := must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: Customer{Name: "Ramesh Patil"}, Amount: 200 * Rupee}))
	if again.NewCustomer || again.Customer.ID != lent.Customer.ID || again.Before != 500*Rupee || again.Balance != 700*Rupee {
		t.Errorf("again: %+v", again)
	}
}

// With an item named it is a sale on udhaar, of one when no quantity is said.
func TestGiveCreditForGoods(t *testing.T) {
	c := stocked(t)
	lent := must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: Customer{Name: "Kumar"}, Item: Item{ID: "sugar"}}))
	e := c.entry(t)
	if lent.Sale == nil || e.Kind != Selling || e.Qty != -1000 || e.Due != 45*Rupee || e.Revenue != 45*Rupee || lent.Balance != 45*Rupee {
		t.Errorf("%+v, %+v", lent, e)
	}
	must[Lent](t)(c.GiveCredit(t.Context(), Lending{
		Customer: Customer{Name: "Kumar"}, Item: Item{ID: "sugar"}, Qty: kilo(6), Amount: 50 * Rupee,
	}))
	if a := must[Account](t)(c.Balance(t.Context(), Customer{Name: "Kumar"})); a.Balance != 345*Rupee {
		t.Errorf("owes %s, want 345", a.Balance)
	}
}

func TestGiveCreditRefuses(t *testing.T) {
	c := open()
	for name, tt := range map[string]struct {
		l    Lending
		want error
	}{
		"to nobody":     {Lending{Amount: 1}, ErrNoCustomer},
		"nothing":       {Lending{Customer: Customer{Name: "Ramesh"}}, ErrZero},
		"less":          {Lending{Customer: Customer{Name: "Ramesh"}, Amount: -5}, ErrNegative},
		"too much":      {Lending{Customer: Customer{Name: "Ramesh"}, Amount: MaxMoney + 1}, ErrTooLarge},
		"tomorrow":      {Lending{Customer: Customer{Name: "Ramesh"}, Amount: 1, Day: today.Plus(1)}, ErrFuture},
		"goods unknown": {Lending{Customer: Customer{Name: "Ramesh"}, Item: Item{Name: "khakhra"}}, ErrNoPrice},
		"no such id":    {Lending{Customer: Customer{ID: "c404"}, Amount: 1}, ErrNotFound},
	} {
		_, err := c.GiveCredit(t.Context(), tt.l)
		c.refuses(t, name, tt.want, err)
	}
}

func TestTakePayment(t *testing.T) {
	c := open()
	ramesh := Customer{Name: "Ramesh"}
	must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: ramesh, Amount: 500 * Rupee}))
	c.next()
	got := must[Received](t)(c.TakePayment(t.Context(), Receipt{Customer: ramesh, Amount: 200 * Rupee, Payment: UPI}))
	e := c.entry(t)
	if got.Balance != 300*Rupee || got.Before != 500*Rupee || got.Advance != 0 || got.NewCustomer {
		t.Errorf("%+v", got)
	}
	if e.Due != -200*Rupee || e.UPI != 200*Rupee || e.Cash != 0 || e.Revenue != 0 {
		t.Errorf("%+v", e)
	}
	over := must[Received](t)(c.TakePayment(t.Context(), Receipt{Customer: ramesh, Amount: 350 * Rupee}))
	if over.Balance != -50*Rupee || over.Advance != 50*Rupee || over.Payment != Cash {
		t.Errorf("beyond: %+v", over)
	}
	stranger := must[Received](t)(c.TakePayment(t.Context(), Receipt{Customer: Customer{Name: "Kumar"}, Amount: Rupee}))
	if !stranger.NewCustomer || stranger.Advance != Rupee {
		t.Errorf("stranger: %+v", stranger)
	}
}

func TestTakePaymentRefuses(t *testing.T) {
	c := open()
	for name, tt := range map[string]struct {
		r    Receipt
		want error
	}{
		"from nobody":     {Receipt{Amount: 1}, ErrNoCustomer},
		"nothing":         {Receipt{Customer: Customer{Name: "Ramesh"}}, ErrZero},
		"less":            {Receipt{Customer: Customer{Name: "Ramesh"}, Amount: -5}, ErrNegative},
		"by udhaar":       {Receipt{Customer: Customer{Name: "Ramesh"}, Amount: 5, Payment: Udhaar}, ErrZero},
		"tomorrow":        {Receipt{Customer: Customer{Name: "Ramesh"}, Amount: 5, Day: today.Plus(1)}, ErrFuture},
		"all of nothing":  {Receipt{Customer: Customer{Name: "Ramesh"}, All: true}, ErrZero},
		"no name at all":  {Receipt{Customer: Customer{Name: "  "}, Amount: 5}, ErrName},
		"name of control": {Receipt{Customer: Customer{Name: "a\nb"}, Amount: 5}, ErrName},
	} {
		_, err := c.TakePayment(t.Context(), tt.r)
		c.refuses(t, name, tt.want, err)
	}
}

// Outstanding is held against a share of the sales of the last thirty days,
// once the shop has sold long enough for that to mean something.
func TestOutstanding(t *testing.T) {
	c := open()
	ctx := t.Context()
	must[Lent](t)(c.GiveCredit(ctx, Lending{Customer: Customer{Name: "Ramesh"}, Amount: 250 * Rupee}))
	must[Received](t)(c.TakePayment(ctx, Receipt{Customer: Customer{Name: "Kumar"}, Amount: 900 * Rupee}))
	if o := must[Outstanding](t)(c.Outstanding(ctx)); o.Total != 250*Rupee || o.Limit != 0 || o.Over {
		t.Errorf("without sales: %+v", o)
	}
	for n := range 10 {
		must[Totalled](t)(c.SellTotal(ctx, Total{Amount: 100 * Rupee, Day: today.Plus(-n)}))
	}
	must[Totalled](t)(c.SellTotal(ctx, Total{Amount: 9999 * Rupee, Day: today.Plus(-SalesWindow)})) // too long ago
	if o := must[Outstanding](t)(c.Outstanding(ctx)); o.Limit != 200*Rupee || !o.Over {
		t.Errorf("a fifth of a thousand: %+v", o)
	}
	if err := c.SetSetting(ctx, SettingUdhaarPercent, "30"); err != nil {
		t.Fatal(err)
	}
	if o := must[Outstanding](t)(c.Outstanding(ctx)); o.Limit != 300*Rupee || o.Over {
		t.Errorf("a limit of its own: %+v", o)
	}
}

// One customer above the shop's limit is pointed out.
func TestCreditAboveTheLimit(t *testing.T) {
	c := open()
	for _, tt := range []struct {
		amount Money
		above  bool
	}{{10_000 * Rupee, false}, {1, true}} {
		lent := must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: Customer{Name: "Ramesh"}, Amount: tt.amount}))
		if lent.Above != tt.above {
			t.Errorf("owing %s: above is %v", lent.Balance, lent.Above)
		}
	}
}
