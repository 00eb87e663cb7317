package tariff_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// in is a time in India's zone.
func in(t testing.TB, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation(time.DateTime, text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestIndia is the public card as it was known in November 2026, and how the
// newer issue takes over at midnight in India.
func TestIndia(t *testing.T) {
	card := india(t)
	for _, tt := range []struct {
		at   string
		of   tariff.Category
		nth  int64
		want tariff.Micro
	}{
		{"2026-09-30 23:59:59", tariff.Service, 5000, 0},
		{"2026-10-01 00:00:00", tariff.Service, 999, 0},
		{"2026-10-01 00:00:00", tariff.Service, 1000, 115_000},
		{"2026-09-30 23:59:59", tariff.Utility, 0, 115_000},
		{"2026-10-01 00:00:00", tariff.Utility, 0, 115_000},
		{"2026-11-23 09:00:00", tariff.Marketing, 0, 863_100},
		{"2026-11-23 09:00:00", tariff.Authentication, 0, 115_000},
		{"2025-07-01 00:00:00", tariff.Marketing, 0, 863_100}, // before any card: by the first
	} {
		s := tariff.Sent{Country: "IN", Category: tt.of, At: in(t, tt.at), Billable: true, Nth: tt.nth}
		if got := card.Cost(s); got != tt.want {
			t.Errorf("%s, %s number %d costs %s, want %s", tt.at, tt.of, tt.nth, got, tt.want)
		}
		s.Billable = false
		if got := card.Cost(s); got != 0 {
			t.Errorf("what is free costs %s", got)
		}
	}
	for _, i := range card.Issues {
		if i.Source == "" {
			t.Errorf("the issue of %s does not say where it is from", i.From)
		}
	}
}

func TestMonth(t *testing.T) {
	card := india(t)
	for at, want := range map[string]string{
		"2026-10-31T18:29:59Z": "2026-10", "2026-10-31T18:30:00Z": "2026-11", // midnight in India
		"2026-12-31T18:29:59Z": "2026-12", "2026-12-31T18:30:00Z": "2027-01",
		"2027-02-28T18:29:59Z": "2027-02", "2027-02-28T18:30:00Z": "2027-03",
		"2028-02-28T18:30:00Z": "2028-02", "2028-02-29T18:30:00Z": "2028-03", // a leap year
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := card.Month(when); got != want {
			t.Errorf("%s is in %s, want %s", at, got, want)
		}
	}
	elsewhere := read(t, `currency = "INR"
zone = "America/New_York"
`+rates)
	if got := elsewhere.Month(in(t, "2026-11-01 09:00:00")); got != "2026-10" {
		t.Errorf("in New York it is %s", got)
	}
	if got := (&tariff.Card{}).Month(in(t, "2026-11-01 05:00:00")); got != "2026-10" {
		t.Errorf("without a zone it is %s", got)
	}
}

// TestMonthsFollow has every moment in one month, and no month before an earlier one.
func TestMonthsFollow(t *testing.T) {
	card := india(t)
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(1_700_000_000, 2_500_000_000).Draw(t, "from"), 0).UTC()
		to := from.Add(time.Duration(rapid.Int64Range(0, int64(90*24*time.Hour)).Draw(t, "later")))
		if card.Month(to) < card.Month(from) {
			t.Fatalf("%s is in %s, and %s in %s", from, card.Month(from), to, card.Month(to))
		}
		day := to.In(card.Zone)
		first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, card.Zone)
		if card.Month(first) != card.Month(to) || card.Month(first.Add(-time.Nanosecond)) == card.Month(to) {
			t.Fatalf("the month of %s does not begin at %s", to, first)
		}
	})
}

// TestUnknown counts nothing under what it costs.
func TestUnknown(t *testing.T) {
	card := read(t, `currency = "INR"
`+rates+`
[issue.rates.PK]
service = { rate = "0.2", free = 9 }
utility = { rate = "0.3", tiers = [ { from = 5, rate = "0.9" } ] }
marketing = { rate = "0.4" }
authentication = { rate = "5" }
`)
	for _, tt := range []struct {
		country string
		of      tariff.Category
		nth     int64
		want    tariff.Micro
	}{
		{"", tariff.Service, 0, 300_000},
		{"XX", tariff.Utility, 0, 900_000},       // a tier that is dearer
		{"", tariff.Marketing, 100_000, 863_100}, // no tier that is cheaper
		{"IN", "marketing_lite", 0, 863_100},
		{"PK", "", 0, 5_000_000},
		{"", "other", 0, 5_000_000},
	} {
		s := tariff.Sent{Country: tt.country, Category: tt.of, At: november, Billable: true, Nth: tt.nth}
		if got := card.Cost(s); got != tt.want {
			t.Errorf("%s to %q costs %s, want %s", tt.of, tt.country, got, tt.want)
		}
	}
	if got := (&tariff.Card{}).Cost(sent(tariff.Marketing, 0)); got != 0 {
		t.Errorf("by no card at all it costs %s", got)
	}
}

func TestTax(t *testing.T) {
	card := india(t)
	for sum, want := range map[tariff.Micro]tariff.Micro{
		0: 0, 115_000: 20_700, 863_100: 155_358, 100 * tariff.Rupee: 18 * tariff.Rupee,
		2: 0, 3: 1, -100 * tariff.Rupee: -18 * tariff.Rupee, 9_000_000_000_000_000_000: 1_620_000_000_000_000_000,
	} {
		if got := card.Tax(november, sum); got != want {
			t.Errorf("GST on %s is %s, want %s", sum, got, want)
		}
	}
}
