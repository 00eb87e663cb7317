package shop

import (
	"errors"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// Property 28: outstanding credit above the limit is warned of, a customer's and
// the shop's, by whichever way it comes, and never below it.
func TestProperty28_LimitsAreWarnedOf(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := stocked(t)
		money := func(name string) Money { return Money(rapid.Int64Range(1, 3000).Draw(r, name)) * Rupee }
		all, own := money("shop's"), money("own")
		must[struct{}](t)(struct{}{}, c.SetSetting(t.Context(), SettingShopUdhaar, strconv.FormatInt(int64(all), 10)))
		who, _, err := c.Describe(t.Context(), Customer{Name: "Ramesh"}, func(k *Customer) { k.Limit = &own })
		if err != nil {
			r.Fatal(err)
		}
		total, his := Money(0), Money(0)
		for range rapid.IntRange(1, 6).Draw(r, "credits") {
			m, whose := money("credit"), who
			if rapid.Bool().Draw(r, "another") {
				whose = Customer{Name: "Sunita"}
			}
			give := c.GiveCredit
			if rapid.Bool().Draw(r, "old") {
				give = c.CarryOver
			}
			out, err := give(t.Context(), Lending{Customer: whose, Amount: m})
			if err != nil {
				r.Fatal(err)
			}
			total += m
			if whose.Name == who.Name {
				his += m
				if out.Above != (his > own) || out.Limit != own {
					r.Fatalf("owes %s of %s: %+v", his, own, out)
				}
			}
			if out.Outstanding.Total != total || out.Outstanding.Over != (total > all) {
				r.Fatalf("all owe %s of %s: %+v", total, all, out.Outstanding)
			}
		}
	})
}

// What is owed is as old as the credits that payments, the oldest first, have
// left; a promised day counts only while its credit is unpaid.
func TestAges(t *testing.T) {
	c := open()
	ramesh := Customer{Name: "Ramesh"}
	give := func(m Money, ago int, until Day) {
		must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: ramesh, Amount: m * Rupee, Day: today.Plus(-ago), Until: until}))
	}
	give(100, 61, "")
	give(200, 60, today.Plus(-10))
	give(300, 30, today.Plus(-1))
	give(400, 0, today.Plus(5))
	check := func(paid Money, want Ages, until Day, overdue Money) {
		t.Helper()
		if paid > 0 {
			must[Received](t)(c.TakePayment(t.Context(), Receipt{Customer: ramesh, Amount: paid * Rupee}))
		}
		a := must[Account](t)(c.Balance(t.Context(), ramesh))
		for i := range want {
			want[i] *= Rupee
		}
		if a.Ages != want || a.Until != until || a.Overdue != overdue*Rupee {
			t.Errorf("after %d: %v until %s overdue %s", paid, a.Ages, a.Until, a.Overdue)
		}
	}
	check(0, Ages{700, 200, 100}, today.Plus(-10), 500)
	check(150, Ages{700, 150, 0}, today.Plus(-10), 450)
	check(300, Ages{550, 0, 0}, today.Plus(-1), 150)
	check(150, Ages{400, 0, 0}, today.Plus(5), 0)
	check(500, Ages{}, "", 0)
}

func TestForgive(t *testing.T) {
	c := open()
	ramesh := Customer{Name: "Ramesh"}
	if _, err := c.Forgive(t.Context(), Forgiving{Customer: ramesh, Amount: 1}); !errors.Is(err, ErrNotFound) {
		t.Errorf("of nobody: %v", err)
	}
	must[Lent](t)(c.CarryOver(t.Context(), Lending{Customer: ramesh, Amount: 500}))
	for name, tt := range map[string]struct {
		f    Forgiving
		want error
	}{
		"more":     {Forgiving{Customer: ramesh, Amount: 501}, ErrOwesLess},
		"nothing":  {Forgiving{Customer: ramesh}, ErrZero},
		"less":     {Forgiving{Customer: ramesh, Amount: -1}, ErrNegative},
		"tomorrow": {Forgiving{Customer: ramesh, Amount: 1, Day: today.Plus(1)}, ErrFuture},
		"no day":   {Forgiving{Customer: ramesh, Amount: 1, Day: "2026-02-31"}, ErrNoDay},
	} {
		if _, err := c.Forgive(t.Context(), tt.f); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	out := must[Forgiven](t)(c.Forgive(t.Context(), Forgiving{Customer: ramesh, All: true}))
	if out.Amount != 500 || out.Balance != 0 {
		t.Errorf("%+v", out)
	}
}

func TestPhone(t *testing.T) {
	for said, want := range map[string]string{
		"9876543210": "919876543210", "98765 43210": "919876543210", "+91 98765-43210": "919876543210",
		"09876543210": "919876543210", "919876543210": "919876543210", "९८७६५४३२१०": "919876543210",
		"+1 415 555 2671": "14155552671", "12345": "", "5876543210": "", "98765432101": "", "": "", "ramesh": "",
		"+91 12345 67890": "",
	} {
		if got, ok := Phone(said); got != want || ok != (want != "") {
			t.Errorf("%q is %q", said, got)
		}
	}
}

// A customer's facts are taken back one by one.
func TestDescribeIsTakenBack(t *testing.T) {
	m := NewMemory()
	own := Money(2000)
	about := func(turn int64, do func(b *Book)) {
		var effects []any
		b := NewBook(m, Turn{ID: turn, Now: noon, Pending: func() []any { return effects }, Do: func(more ...Effect) {
			for _, e := range more {
				effects = append(effects, e)
			}
		}})
		do(b)
		if err := m.Write(turn, effects); err != nil {
			t.Fatal(err)
		}
	}
	set := func(change func(*Customer)) func(*Book) {
		return func(b *Book) {
			if _, _, err := b.Describe(t.Context(), Customer{Name: "Ramesh"}, change); err != nil {
				t.Fatal(err)
			}
		}
	}
	about(1, set(func(*Customer) {}))
	about(2, set(func(c *Customer) { c.Limit = &own }))
	about(3, set(func(c *Customer) { c.Phone = "919876543210" }))
	about(4, func(b *Book) {
		if _, err := b.Reverse(t.Context(), 2, false); err != nil {
			t.Fatal(err)
		}
	})
	all, err := m.Customers(t.Context())
	if err != nil || len(all) != 1 || all[0].Limit != nil || all[0].Phone != "919876543210" {
		t.Errorf("%+v, %v", all, err)
	}
}
