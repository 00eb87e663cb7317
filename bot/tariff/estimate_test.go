package tariff_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

func TestEstimate(t *testing.T) {
	card := india(t)
	for name, tt := range map[string]struct {
		of    tariff.Unasked
		now   tariff.Micro
		later tariff.Micro
		waits bool
	}{
		"marketing is dearer than an answer": {tariff.Unasked{As: tariff.Marketing, Served: 5000}, 863_100, 115_000, true},
		"utility costs as much":              {tariff.Unasked{As: tariff.Utility, Served: 1000}, 115_000, 115_000, false},
		"answers are still free":             {tariff.Unasked{As: tariff.Utility, Served: 999}, 115_000, 0, true},
		"it fits into the answer":            {tariff.Unasked{As: tariff.Utility, Served: 5000, Joined: true}, 115_000, 0, true},
		"words of our own may go":            {tariff.Unasked{As: tariff.Service, Sent: 5000, Served: 5000}, 115_000, 115_000, false},
		"words of our own are free":          {tariff.Unasked{As: tariff.Service, Sent: 3, Served: 3}, 0, 0, false},
		"he came by an advertisement":        {tariff.Unasked{As: tariff.Marketing, Served: 5000, FreeUntil: november.Add(time.Nanosecond)}, 0, 115_000, false},
		"the free entry is over":             {tariff.Unasked{As: tariff.Marketing, Served: 5000, FreeUntil: november}, 863_100, 115_000, true},
	} {
		tt.of.Country, tt.of.At = "IN", november
		got := card.Estimate(tt.of)
		if got.Now != tt.now || got.Later != tt.later || got.Waits() != tt.waits {
			t.Errorf("%s: now %s, later %s, waits %v; want %s, %s, %v", name, got.Now, got.Later, got.Waits(), tt.now, tt.later, tt.waits)
		}
	}
}

// TestCheaper never takes the dearer way.
func TestCheaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := tariff.Estimate{Now: tariff.Micro(rapid.Int64Range(0, 9).Draw(t, "now")), Later: tariff.Micro(rapid.Int64Range(0, 9).Draw(t, "later"))}
		cost := e.Now
		if e.Waits() {
			cost = e.Later
		}
		if cost != e.Cost() || cost > e.Now || cost > e.Later {
			t.Fatalf("of %+v it takes %s, and says %s", e, cost, e.Cost())
		}
	})
}
