package tariff_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// rates is a card but for its head: an allowance, and tiers.
const rates = `
[[issue]]
from = "2026-01-01"
tax = 180
[issue.rates.IN]
service = { rate = "0.3", free = 3 }
utility = { rate = "0.2", free = 1, tiers = [ { from = 4, rate = "0.1" }, { from = 6, rate = "0.05" } ] }
marketing = { rate = "0.8631", tiers = [ { from = 10, rate = "0.5" } ] }
authentication = { rate = "0" }
`

// read reads a card that is right.
func read(t testing.TB, text string) *tariff.Card {
	t.Helper()
	c, err := tariff.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return &c
}

func TestTiers(t *testing.T) {
	card := read(t, `currency = "INR"`+rates)
	for of, want := range map[tariff.Category]string{
		tariff.Service:        "0 0 0 300000 300000 300000 300000 300000",
		tariff.Utility:        "0 200000 200000 100000 100000 50000 50000 50000",
		tariff.Authentication: "0 0 0 0 0 0 0 0",
	} {
		var got []string
		for nth := range int64(8) {
			got = append(got, fmt.Sprint(int64(card.Cost(sent(of, nth)))))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s costs %v, want %s", of, got, want)
		}
	}
	if got := card.Cost(sent(tariff.Service, -1)); got != 0 {
		t.Errorf("before the first it costs %s", got)
	}
	if got := card.Cost(sent(tariff.Utility, math.MaxInt64)); got != 0 {
		t.Errorf("after the last that can be counted it costs %s", got)
	}
	if got := card.Cost(sent(tariff.Utility, math.MaxInt64-1)); got != 50_000 {
		t.Errorf("the last that can be counted costs %s", got)
	}
	if got := card.Many(sent(tariff.Authentication, 5), math.MaxInt64); got != 0 {
		t.Errorf("what is free costs %s", got)
	}
	if got := card.Many(sent(tariff.Service, 5), -4); got != 0 {
		t.Errorf("fewer than none cost %s", got)
	}
}

// line draws a line of a card.
func line(t *rapid.T) tariff.Line {
	amount := rapid.Int64Range(0, int64(2*tariff.Rupee))
	l := tariff.Line{Rate: tariff.Micro(amount.Draw(t, "rate")), Free: rapid.Int64Range(0, 30).Draw(t, "free")}
	from := int64(1)
	for range rapid.IntRange(0, 3).Draw(t, "tiers") {
		from += rapid.Int64Range(1, 15).Draw(t, "from")
		l.Tiers = append(l.Tiers, tariff.Tier{From: from, Rate: tariff.Micro(amount.Draw(t, "tier"))})
	}
	return l
}

// slow is what one message costs, as the card reads: the last tier that has begun.
func slow(l tariff.Line, nth int64) tariff.Micro {
	rate := l.Rate
	for _, t := range l.Tiers {
		if nth+1 >= t.From {
			rate = t.Rate
		}
	}
	if nth < l.Free {
		rate = 0
	}
	return rate
}

// TestMany is the sum of what each costs, and grows with every message.
func TestMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := line(t)
		card := tariff.Card{Issues: []tariff.Issue{{Rates: map[string]tariff.Rates{"IN": {tariff.Utility: l}}}}}
		first := rapid.Int64Range(0, 60).Draw(t, "first")
		var sum tariff.Micro
		for n := range rapid.Int64Range(0, 60).Draw(t, "messages") {
			if got := card.Many(sent(tariff.Utility, first), n); got != sum {
				t.Fatalf("%d after %d cost %s, want %s", n, first, got, sum)
			}
			one := card.Cost(sent(tariff.Utility, first+n))
			if want := slow(l, first+n); one != want || one < 0 {
				t.Fatalf("number %d costs %s, want %s", first+n, one, want)
			}
			sum += one
		}
	})
}
