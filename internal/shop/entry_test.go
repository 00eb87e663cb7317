package shop

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawEntry is an entry with every number drawn.
func drawEntry(t *rapid.T) Entry {
	n := func(name string) int64 { return rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, name) }
	return Entry{
		Ref: Ref{Turn: 3, N: 1}, Item: "sugar", Customer: "c1", Day: today, Hour: 12, At: noon, By: 7, Note: "x",
		Kind: rapid.SampledFrom([]Kind{Selling, Purchase, Counting, Damage, Credit, Repayment, Opening, Expense, WriteOff}).Draw(t, "kind"),
		Qty:  Quantity(n("qty")), Value: Money(n("value")), Cost: Money(n("cost")), Revenue: Money(n("revenue")),
		Discount: Money(n("discount")), Uncosted: Money(n("uncosted")), Spent: Money(n("spent")),
		Cash: Money(n("cash")), UPI: Money(n("upi")), Due: Money(n("due")), Doubt: n("doubt"), Bills: n("bills"), Sign: 1,
	}
}

// numbers are the fields of an entry that are changes: every one of a type that
// is counted, those that say when and by whom left out.
func numbers(e Entry) map[string]int64 {
	out := map[string]int64{}
	v := reflect.ValueOf(e)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type.Kind() == reflect.Int64 && f.Name != "By" {
			out[f.Name] = v.Field(i).Int()
		}
	}
	return out
}

// A reversal is the same entry with every number negated, also one that an
// entry gets in a later version.
func TestReversalNegatesEveryNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEntry(t)
		r := e.Reversal()
		back := numbers(r)
		for name, n := range numbers(e) {
			if back[name] != -n {
				t.Fatalf("%s: %d, reversed %d", name, n, back[name])
			}
		}
		if r.Reverses != e.Ref || r.Root != e.Ref || r.Ref != (Ref{}) {
			t.Fatalf("reversal of %v: %+v", e.Ref, r)
		}
		if r.Kind != e.Kind || r.Item != e.Item || r.Customer != e.Customer || r.Day != e.Day || r.Hour != e.Hour {
			t.Fatalf("%+v became %+v", e, r)
		}
		again := r.Placed(Ref{4, 1}).Reversal()
		if again.Root != e.Ref || !reflect.DeepEqual(numbers(again), numbers(e)) {
			t.Fatalf("reversed twice: %+v", again)
		}
		if s := SumsOf(e).Plus(SumsOf(r)); s != (Sums{}) {
			t.Fatalf("sums of an entry and its reversal: %+v", s)
		}
	})
}

// Plus adds every field.
func TestSumsPlusAddsEveryField(t *testing.T) {
	var s Sums
	v := reflect.ValueOf(&s).Elem()
	for i := range v.NumField() {
		v.Field(i).SetInt(int64(i + 1))
	}
	twice := reflect.ValueOf(s.Plus(s))
	for i := range twice.NumField() {
		if twice.Field(i).Int() != int64(2*(i+1)) {
			t.Errorf("%s is not added", twice.Type().Field(i).Name)
		}
	}
}

func TestSumsOf(t *testing.T) {
	for name, tt := range map[string]struct {
		e    Entry
		want Sums
	}{
		"cash sale": {
			Entry{Kind: Selling, Qty: -2000, Value: -8000, Cost: 8000, Revenue: 9000, Cash: 9000, Bills: 1, Sign: 1},
			Sums{Sold: 2000, Cost: 8000, Revenue: 9000, Cash: 9000, Bills: 1, Lines: 1, SaleCash: 9000},
		},
		"sale on udhaar": {
			Entry{Kind: Selling, Qty: -1000, Revenue: 4500, Due: 4500, Discount: 50, Uncosted: 4500, Sign: 1},
			Sums{Sold: 1000, Revenue: 4500, Credit: 4500, Discount: 50, Uncosted: 4500, Lines: 1},
		},
		"purchase": {Entry{Kind: Purchase, Qty: 5000, Value: 200, Spent: 210, Cost: 10, Sign: 1}, Sums{Bought: 5000, Spent: 210, Cost: 10}},
		"credit":   {Entry{Kind: Credit, Due: 500, Sign: 1}, Sums{Credit: 500}},
		"opening":  {Entry{Kind: Opening, Due: 500, Sign: 1}, Sums{Credit: 500}},
		"payment":  {Entry{Kind: Repayment, Due: -300, UPI: 300, Sign: 1}, Sums{Repaid: 300, UPI: 300}},
		"count":    {Entry{Kind: Counting, Qty: -5, Value: -50, Sign: 1}, Sums{}},
	} {
		if got := SumsOf(tt.e); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestEntryAmount(t *testing.T) {
	for _, tt := range []struct {
		e    Entry
		want Money
	}{
		{Entry{Kind: Selling, Revenue: 90, Due: 90}, 90},
		{Entry{Kind: Purchase, Spent: 400}, 400},
		{Entry{Kind: Repayment, Due: -300, Cash: 300}, 300},
		{Entry{Kind: Credit, Due: 500}, 500},
	} {
		if got := tt.e.Amount(); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.e.Kind, got, tt.want)
		}
	}
}

// An entry booked today carries its hour in the shop; one booked on another day
// none.
func TestEntryDayAndHour(t *testing.T) {
	late := NewBook(NewMemory(), Turn{ID: 1, Now: time.Date(2026, 11, 22, 19, 0, 0, 0, time.UTC), Zone: india})
	if e := late.entry(Selling, ""); e.Day != "2026-11-23" || e.Hour != 0 {
		t.Errorf("half past midnight: %s at %d", e.Day, e.Hour)
	}
	if e := late.entry(Selling, "2026-11-22"); e.Day != "2026-11-22" || e.Hour != -1 {
		t.Errorf("for yesterday: %s at %d", e.Day, e.Hour)
	}
	nowhere := NewBook(NewMemory(), Turn{Now: noon})
	if nowhere.Today() != today {
		t.Errorf("without a zone: %s", nowhere.Today())
	}
}
