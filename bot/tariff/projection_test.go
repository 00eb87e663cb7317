package tariff_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// TestProject is a month that was reckoned by hand.
func TestProject(t *testing.T) {
	got := india(t).Project(november, 100, tariff.Usual())
	want := []tariff.Post{
		{Category: tariff.Service, Messages: 92_100, Free: 1000, Rate: 115_000, Cost: 10_476_500_000},
		{Category: tariff.Utility, Messages: 900, Rate: 115_000, Cost: 103_500_000},
		{Category: tariff.Marketing, Messages: 200, Rate: 863_100, Cost: 172_620_000},
	}
	if len(got.Posts) != len(want) {
		t.Fatalf("%+v", got.Posts)
	}
	for n := range want {
		if got.Posts[n] != want[n] {
			t.Errorf("%+v, want %+v", got.Posts[n], want[n])
		}
	}
	if got.Net.Paise() != 10_752_62 || got.Tax.Paise() != 1_935_47 || got.Total().Paise() != 12_688_09 {
		t.Errorf("%s + %s = %s", got.Net, got.Tax, got.Total())
	}
	if got.SMS.Paise() != 43_990_40 { // 93,200 messages of two segments at ₹0.20, and 18 %
		t.Errorf("as SMS %s", got.SMS)
	}
	odd := india(t).Project(november, 1, tariff.Habits{Country: "IN", Days: 1, Nudges: 3, Outside: 334}) // 1.002 of them
	if len(odd.Posts) != 2 || odd.Posts[0].Messages != 1 || odd.Posts[1].Messages != 2 {
		t.Errorf("what falls outside is not rounded up: %+v", odd.Posts)
	}
	if none := india(t).Project(november, 0, tariff.Usual()); none.Total() != 0 || len(none.Posts) != 0 {
		t.Errorf("no shops cost %s", none.Total())
	}
}

// TestProjectIsACount comes to what a month of single messages does, and more shops
// never cost less.
func TestProjectIsACount(t *testing.T) {
	card := read(t, `currency = "INR"`+rates)
	rapid.Check(t, func(t *rapid.T) {
		few := func(name string) int64 { return rapid.Int64Range(0, 4).Draw(t, name) }
		h := tariff.Habits{
			Country: "IN", Days: few("days"), Exchanges: few("exchanges"), Nudges: few("nudges"),
			Outside: rapid.Int64Range(0, 1000).Draw(t, "outside"), Festivals: few("festivals"),
		}
		shops := few("shops")
		bill := card.Project(november, shops, h)
		var sum tariff.Micro
		var messages int64
		for _, p := range bill.Posts {
			for nth := range p.Messages {
				sum += card.Cost(sent(p.Category, nth))
			}
			messages += p.Messages
		}
		if bill.Net != sum || bill.Tax != card.Tax(november, sum) {
			t.Fatalf("%+v, want %s", bill, sum)
		}
		if want := shops * (h.Days*(h.Exchanges+h.Nudges) + h.Festivals); messages != want {
			t.Fatalf("%d messages, want %d", messages, want)
		}
		if more := card.Project(november, shops+1, h); more.Total() < bill.Total() {
			t.Fatalf("a shop more costs %s instead of %s", more.Total(), bill.Total())
		}
	})
}

// TestSection says what it reckoned where the card has tiers or gives nothing free.
func TestSection(t *testing.T) {
	tiers := read(t, `currency = "INR"`+rates).Section(november, tariff.Usual(), 2)
	contains(t, tiers, "utility: 2 × 9 = 18 − 1 free = 17; by the card's tiers, from ₹0.2000 = ₹1.25")
	contains(t, tiers, "The first 3 service messages")
	free := read(t, `currency = "INR"
[[issue]]
from = "2026-01-01"
tax = 0
[issue.rates.91]
service = { rate = "0" }
utility = { rate = "0" }
marketing = { rate = "0" }
authentication = { rate = "0" }
`).Section(november, tariff.Usual(), 1, 0)
	contains(t, free, "| 1 | ₹0.00 | ₹0.00 | ₹0.00 | ₹0.00 | ₹0.00 | **₹0.00** | ₹0.00 | 0 % |")
	contains(t, free, "| 0 | ₹0.00 |")
	contains(t, free, "GST of 0 %")
}

func TestFigures(t *testing.T) {
	for m, want := range map[tariff.Micro]string{
		0: "₹0.00", 5_000: "₹0.01", 999 * tariff.Rupee: "₹999.00", 1_000 * tariff.Rupee: "₹1,000.00",
		125_000 * tariff.Rupee: "₹1,25,000.00", 12_345_678_900_000: "₹1,23,45,678.90", -125_000 * tariff.Rupee: "-₹1,25,000.00",
	} {
		if got := tariff.InRupees(m); got != want {
			t.Errorf("%s is written %s, want %s", m, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 100_000: "100,000", 1_234_567: "1,234,567"} {
		if got := tariff.Grouped(n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 %", 180: "18 %", 975: "97.5 %", 5: "0.5 %", 1000: "100 %"} {
		if got := tariff.Share(n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
}
