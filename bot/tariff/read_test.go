package tariff_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// whole is a card that says all there is to say.
const whole = `currency = "INR"
zone = "Asia/Kolkata"` + rates

func TestRead(t *testing.T) {
	card := read(t, whole)
	if card.Currency != "INR" || card.Zone.String() != "Asia/Kolkata" || len(card.Issues) != 1 {
		t.Fatalf("%+v", card)
	}
	issue := card.Issues[0]
	if !issue.From.Equal(in(t, "2026-01-01 00:00:00")) || issue.Tax != 180 || len(issue.Rates) != 1 {
		t.Errorf("%+v", issue)
	}
	if l := issue.Rates["IN"][tariff.Utility]; l.Rate != 200_000 || l.Free != 1 || len(l.Tiers) != 2 || l.Tiers[1] != (tariff.Tier{From: 6, Rate: 50_000}) {
		t.Errorf("%+v", l)
	}
	if c := read(t, `currency = "INR"`+rates); c.Zone.String() != "Asia/Kolkata" {
		t.Errorf("the zone is %s where none is said", c.Zone)
	}
}

// TestReadRefuses says where a card is wrong and what to do. Each case changes one
// thing of a card that is right.
func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ old, put, why string }{
		{`currency = "INR"`, ``, `add currency = "INR"`},
		{`currency = "INR"`, `currency = "USD"`, "take the card in INR"},
		{`currency = "INR"`, `currency = `, "line 1"},
		{`currency = "INR"`, `currency = 7`, "currency"},
		{`currency`, `curency`, "nothing is called curency"},
		{"Asia/Kolkata", "Asia/Nowhere", `no "Asia/Nowhere"`},
		{"Asia/Kolkata", "Local", `no "Local"`},
		{`from = "2026-01-01"`, ``, `issue 1: from`},
		{`from = "2026-01-01"`, `from = "2026-02-30"`, `in quotes`},
		{`from = "2026-01-01"`, `from = 2026-01-01`, `in quotes`},
		{`tax = 180`, ``, "issue 1: tax is missing"},
		{`tax = 180`, `tax = -1`, "issue 1: tax: -1"},
		{`tax = 180`, `tax = 1001`, "from 0 to 1000"},
		{`tax = 180`, `tax = "18 %"`, "without quotes"},
		{`tax = 180`, `tax = 0.18`, "whole number"},
		{`[issue.rates.IN]`, `[issue.rates.india]`, `rates.india: name the country`},
		{`[issue.rates.IN]`, `[issue.rate.IN]`, `nothing is called issue.rate`},
		{`service = `, `services = `, "rates.IN.services: it is none of [service"},
		{`authentication = { rate = "0" }`, ``, "rates.IN.authentication is missing"},
		{`rate = "0.3"`, `rate = "-0.3"`, `service.rate: "-0.3"`},
		{`rate = "0.3"`, `rate = 0.3`, `0.3 has no quotes`},
		{`rate = "0.3"`, `rate = 1`, `1 has no quotes`},
		{`rate = "0.3"`, `rate = "0.3000001"`, `up to six`},
		{`rate = "0.3"`, `rate = "1000.000001"`, `too much`},
		{`rate = "0.3", `, ``, `service.rate: it is missing`},
		{`free = 3`, `free = -3`, "service.free: -3"},
		{`free = 3`, `free = "3"`, "service.free: 3"},
		{`free = 3`, `fre = 3`, "nothing is called issue.rates.IN.service.fre"},
		{`free = 3`, `free = { a = 1 }`, "service.free"},
		{`free = 3`, `free = 3, free = 4`, "line 7"},
		{`from = 6`, `from = 4`, "tiers[2].from: 4 overlaps"},
		{`from = 6`, `from = 3`, "tiers[2].from: 3 overlaps"},
		{`from = 4`, `from = 1`, "tiers[1].from: 1 overlaps"},
		{`from = 4`, `from = 0`, "tiers[1].from: 0 overlaps"},
		{`from = 4`, `from = -4`, "tiers[1].from: -4"},
		{`from = 4, `, ``, "tiers[1].from: it is missing"},
		{`from = 4, rate = "0.1"`, `from = 4`, "tiers[1].rate: it is missing"},
		{`from = 4, rate`, `from = 4, until = 5, rate`, "nothing is called issue.rates.IN.utility.tiers.until"},
	} {
		if strings.Count(whole, tt.old) == 0 {
			t.Errorf("%q is not in the card", tt.old)
			continue
		}
		_, err := tariff.Read(strings.NewReader(strings.Replace(whole, tt.old, tt.put, 1)))
		if !errors.Is(err, tariff.ErrCard) || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%s for %s: %v, want %q", tt.put, tt.old, err, tt.why)
		}
	}
}

// TestReadRefusesIssues that do not follow one another, and countries that are
// there twice.
func TestReadRefusesIssues(t *testing.T) {
	older := strings.Replace(rates, "2026-01-01", "2025-01-01", 1)
	for text, why := range map[string]string{
		``:                           "no currency",
		`currency = "INR"`:           "add an [[issue]]",
		whole + rates:                "issue 2: from is not after",
		whole + older:                "issue 2: from is not after",
		strings.Repeat("#", 1<<20+1): "longer than",
		whole + strings.Replace(rates[strings.Index(rates, "[issue.rates"):], "IN", "91", 1):              "IN is there twice",
		whole + rates[:strings.Index(rates, "[issue.rates")]:                                              "issue 2: rates are missing",
		`currency = "INR"` + older + strings.Replace(rates, `free = 1,`, `free = -1,`, 1):                 "issue 2: rates.IN.utility.free",
		`currency = "INR"` + strings.Replace(rates, `from = "2026-01-01"`, `from = "0000-12-31"`, 1):      "issue 1: from",
		`currency = "INR"` + strings.Replace(rates, `"2026-01-01"`, `[["2026-01-01"], {a = {b = 1}}]`, 1): "nothing is called issue.from.a",
	} {
		if _, err := tariff.Read(strings.NewReader(text)); !errors.Is(err, tariff.ErrCard) || !strings.Contains(err.Error(), why) {
			t.Errorf("%.80q: %v, want %q", text, err, why)
		}
	}
	if c := read(t, `currency = "INR"`+older+rates); len(c.Issues) != 2 {
		t.Errorf("%d issues that follow one another", len(c.Issues))
	}
	broken := errors.New("disk gone")
	if _, err := tariff.Read(iotest.ErrReader(broken)); !errors.Is(err, broken) || errors.Is(err, tariff.ErrCard) {
		t.Errorf("a broken disk: %v", err)
	}
}

func TestReadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "card.toml")
	if _, err := tariff.ReadFile(path); !errors.Is(err, tariff.ErrCard) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(path, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := tariff.ReadFile(path); err != nil || len(c.Issues) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if err := os.WriteFile(path, []byte("]"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tariff.ReadFile(path); !errors.Is(err, tariff.ErrCard) || !strings.Contains(err.Error(), path) {
		t.Errorf("it is not said which file: %v", err)
	}
}

// FuzzRead takes a card or says why not; by one that is taken, no message earns
// money and more messages never cost less.
func FuzzRead(f *testing.F) {
	f.Add(whole)
	f.Add(`currency = "INR"` + rates + strings.Replace(rates, "2026-01-01", "2026-10-01", 1))
	f.Add("")
	f.Add("[[issue]]\n[[issue]]")
	built, err := os.ReadFile("india.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(built))
	f.Fuzz(func(t *testing.T, text string) {
		card, err := tariff.Read(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, tariff.ErrCard) {
				t.Errorf("it is not said that the card is wrong: %v", err)
			}
			return
		}
		for _, country := range []string{"IN", "", "PK"} {
			for _, of := range append(tariff.Categories(), "other") {
				s := tariff.Sent{Country: country, Category: of, At: november, Billable: true}
				for n := range int64(20) {
					if less, more := card.Many(s, n), card.Many(s, n+1); less < 0 || more < less {
						t.Fatalf("%d to %q cost %s, and one more %s", n, country, less, more)
					}
				}
			}
		}
	})
}
