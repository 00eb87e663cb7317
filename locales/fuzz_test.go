package locales_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// Whatever is in a file: it is refused, or everything in it can be looked up and
// checked, and is written or refused without harm.
func FuzzNew(f *testing.F) {
	for _, content := range []string{
		"", "t = 'a'", "'give.done' = '{{.Customer}}: {{.Amount}}'", "[t]\none = 'a'\nother = '{{.Count}}'",
		"t = '{{if .A}}{{.A.Abs}}{{else}}{{.B.Plain}}{{end}}'", "t = '{{printf \"%v\" .A}}'", "t = '{{range .A}}{{end}}'",
		"t = '{{.A.Abs.Abs.Plain}}'", "t = '{{len .A}}'", "t = '''\na\n'''", "t = '{{/* */}}a'", "a.b = 'c'", "t = 1979-05-27",
	} {
		f.Add(content)
	}
	args := map[string]bot.Value{"A": {Kind: bot.Money, N: 9050}, "Count": {Kind: bot.Number, N: 1000}}
	f.Fuzz(func(t *testing.T, content string) {
		if strings.Contains(content, "printf") {
			return // a width of a billion is the author's own doing
		}
		b, err := locales.New(source(map[string]string{"hi": content}))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "locales: ") {
				t.Errorf("%v", err)
			}
			return
		}
		_ = b.Check()
		for _, key := range b.Keys("x", "hi") {
			if got, err := b.Write("hi", key, args); err != nil && got != "" {
				t.Errorf("%q: %q and %v", key, got, err)
			}
		}
	})
}

// piece is a part of a text and what it prints.
type piece struct{ source, needs, prints string }

// Any text that is put together from parts needs what the parts need and prints
// what the parts print.
func TestTextsAreTheSumOfTheirParts(t *testing.T) {
	pieces := []piece{
		{"दिया, ", "", "दिया, "},
		{"{{.Amount}}", "Amount", "₹90.50"},
		{"{{.Amount.Plain}}", "Amount", "90.50"},
		{"{{.Qty}}", "Qty", "2 किलो"},
		{"{{.Nobody}}", "Nobody", ""},
		{"{{if .Nobody}}कोई{{else}}खाली{{end}}", "Nobody", "खाली"},
		{"{{if .Qty}}{{.Qty.Unit}}{{end}}", "Qty", "किलो"},
	}
	args := map[string]bot.Value{
		"Amount": {Kind: bot.Money, N: 9050},
		"Qty":    {Kind: bot.Quantity, N: 2000, Unit: "kg"},
		"Unused": {Kind: bot.Text, Text: "?"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		drawn := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(rt, "pieces")
		var text, prints strings.Builder
		needs := map[string]bool{}
		for _, p := range drawn {
			text.WriteString(p.source)
			prints.WriteString(p.prints)
			if p.needs != "" {
				needs[p.needs] = true
			}
		}
		b := bundle(t, map[string]string{"hi": "t = '''" + text.String() + "'''"})
		if got, err := b.Write("hi", "x.t", args); got != strings.TrimSpace(prints.String()) || err != nil {
			rt.Fatalf("%s = %q, %v; want %q", text.String(), got, err, prints.String())
		}
		if got := b.Placeholders("hi", "x.t"); !slices.Equal(got, slices.Sorted(maps.Keys(needs))) {
			rt.Fatalf("%s needs %v, want %v", text.String(), got, needs)
		}
	})
}

// A reply reads the same after it has lain in the outbox as JSON.
func TestArgumentsSurviveTheOutbox(t *testing.T) {
	b := bundle(t, map[string]string{"hi": "t = '{{.Customer}} {{.Amount}} {{.Day}} {{.Items}} {{.Note}}'"})
	before := bot.Args{
		"Customer": bot.Value{Kind: bot.Customer, ID: "1", Names: map[string]string{"hi": "रमेश"}},
		"Amount":   bot.Value{Kind: bot.Money, N: -12500050},
		"Day":      bot.Value{Kind: bot.Date, From: "2026-03-15"},
		"Items":    3,
		"Note":     "कल देगा",
	}
	raw, err := json.Marshal(before)
	if err != nil {
		t.Fatal(err)
	}
	var after bot.Args
	if err := json.Unmarshal(raw, &after); err != nil {
		t.Fatal(err)
	}
	for _, args := range []bot.Args{before, after} {
		values, err := args.Values()
		if err != nil {
			t.Fatal(err)
		}
		const want = "रमेश −₹1,25,000.50 15 मार्च 3 कल देगा"
		if got, err := b.Write("hi", "x.t", values); got != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}

func TestEveryQuantityReadsBack(t *testing.T) {
	units := []string{"", "kg", "g", "l", "packet", "dozen", "box", "bag", "pcs", "katta"}
	rapid.Check(t, func(t *rapid.T) {
		n, lang := rapid.Int64().Draw(t, "n"), rapid.SampledFrom(written).Draw(t, "lang")
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		figure, word, _ := strings.Cut(locales.Quantity(lang, n, unit), " ")
		if back, err := scaled(figure, 3); err != nil || back != n || (word == "") != (unit == "") {
			t.Fatalf("%d %s prints as %q %q", n, unit, figure, word)
		}
	})
}

func TestEveryDayReadsBack(t *testing.T) {
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		d := epoch.AddDate(0, 0, rapid.IntRange(0, 40000).Draw(t, "days"))
		printed := locales.Day("en", d.Format(time.DateOnly), true)
		if back, err := time.Parse("2 Jan 2006", printed); err != nil || !back.Equal(d) {
			t.Fatalf("%s prints as %q", d.Format(time.DateOnly), printed)
		}
	})
}

// A span of days names its first and last day, and each year when there are two.
func TestEverySpanNamesItsEnds(t *testing.T) {
	epoch := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	b := bundle(t, map[string]string{"en": "t = '{{.P}}'"})
	rapid.Check(t, func(t *rapid.T) {
		from := epoch.AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, "from"))
		to := from.AddDate(0, 0, rapid.IntRange(0, 500).Draw(t, "length"))
		v := bot.Value{Kind: bot.Period, From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}
		got, err := b.Write("en", "x.t", map[string]bot.Value{"P": v})
		if err != nil || !strings.HasPrefix(got, fmt.Sprint(from.Day())) || !strings.Contains(got, to.Format("2 Jan")) {
			t.Fatalf("%s to %s: %q, %v", v.From, v.To, got, err)
		}
		if years := strings.Contains(got, fmt.Sprint(to.Year())); years != (from.Year() != to.Year()) {
			t.Fatalf("%s to %s: %q", v.From, v.To, got)
		}
	})
}

// The order in which files are met must not show.
func TestCheckSaysTheSameEveryTime(t *testing.T) {
	sources := func() []locales.Source {
		var all []locales.Source
		for _, prefix := range []string{"z", "y", "x"} {
			all = append(all, locales.Source{Prefix: prefix, Files: fstest.MapFS{
				"locales/en.toml": {Data: []byte("a = 'क'\nb = '{{.A}}'\nc = 'good'")},
				"locales/hi.toml": {Data: []byte("a = 'bad'\nb = '{{.B}}'")},
			}})
		}
		return all
	}
	var first []locales.Fault
	for range 5 {
		b, err := locales.New(sources()...)
		if err != nil {
			t.Fatal(err)
		}
		faults := b.Check()
		if len(faults) != 12 {
			t.Fatalf("%d faults, want 12: %v", len(faults), faults)
		}
		if first == nil {
			first = faults
		}
		if !slices.Equal(faults, first) {
			t.Fatalf("%v\nthen %v", first, faults)
		}
	}
}
