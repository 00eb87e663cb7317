package shop

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// factsOf draws what alerts are worked out from: few things, so that some are about
// the same.
func factsOf(t *rapid.T) Facts {
	var f Facts
	for i := range rapid.IntRange(0, 4).Draw(t, "low") {
		f.Watch.Low = append(f.Watch.Low, OnHand{
			Item: Item{ID: fmt.Sprint("i", i)}, Qty: Measure{N: rapid.Int64Range(-2000, 3000).Draw(t, "qty")}, Days: rapid.IntRange(-1, 5).Draw(t, "lasts"),
		})
	}
	for range rapid.IntRange(0, 5).Draw(t, "expiring") {
		x := Expiring{Item: Item{ID: fmt.Sprint("i", rapid.IntRange(0, 2).Draw(t, "item"))}, Qty: Measure{N: 1000}, Days: rapid.IntRange(-5, 30).Draw(t, "days")}
		x.Expires = Day("2026-03-10").Plus(x.Days)
		if x.Days < 0 {
			f.Watch.Past = append(f.Watch.Past, x)
		} else {
			f.Watch.Soon = append(f.Watch.Soon, x)
		}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "owing") {
		f.Owing = append(f.Owing, Account{
			Customer: Customer{ID: fmt.Sprint("c", i)}, Limit: 1000 * Rupee, Balance: Money(rapid.IntRange(1, 1500).Draw(t, "owes")) * Rupee,
		})
	}
	f.Outstanding = Outstanding{Limit: Money(rapid.IntRange(0, 1).Draw(t, "limited")) * 5000 * Rupee, Total: Money(rapid.IntRange(0, 9000).Draw(t, "total")) * Rupee}
	return f
}

// TestAlertsAreSeenOnce lists alerts, what matters most first and nothing twice; what
// was seen is left out until it is otherwise, and nothing else is.
func TestAlertsAreSeenOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := factsOf(t)
		all := Alerts(f)
		about := map[SeenKey]bool{}
		for i, a := range all {
			if about[a.key()] || a.state == "" || i > 0 && all[i-1].Level < a.Level {
				t.Fatalf("%+v", all)
			}
			about[a.key()] = true
		}
		f.Seen = map[SeenKey]string{}
		seen := rapid.IntRange(0, len(all)).Draw(t, "seen")
		for _, a := range all[:seen] {
			f.Seen[a.key()] = a.state
		}
		left := Alerts(f)
		if !slices.EqualFunc(left, all[seen:], func(x, y Alert) bool { return x.key() == y.key() }) {
			t.Fatalf("seen %d of %+v, left %+v", seen, all, left)
		}
		for i := range f.Owing { // one rupee more is another thing
			f.Owing[i].Balance += Rupee
		}
		for _, a := range f.Owing {
			k := SeenKey{AlertLimit, a.Customer.ID}
			is := slices.ContainsFunc(Alerts(f), func(x Alert) bool { return x.key() == k })
			if is != (100*a.Balance > alertNear*a.Limit) {
				t.Fatalf("%+v is listed: %v", a, is)
			}
		}
	})
}

// TestProperty28_UdhaarAboveTheLimitIsUrgent finds it among the alerts.
func TestProperty28_UdhaarAboveTheLimitIsUrgent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := factsOf(t)
		urgent := map[SeenKey]bool{}
		for _, a := range Alerts(f) {
			urgent[a.key()] = a.Level == Urgent
		}
		for _, a := range f.Owing {
			if a.Balance > a.Limit && !urgent[SeenKey{AlertLimit, a.Customer.ID}] {
				t.Fatalf("%+v is not urgent", a)
			}
		}
		if o := f.Outstanding; o.Limit > 0 && o.Total > o.Limit && !urgent[SeenKey{AlertUdhaar, ""}] {
			t.Fatalf("%+v is not urgent", o)
		}
	})
}
