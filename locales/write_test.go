package locales_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

func TestWriteFallsBackToTheNearestLanguage(t *testing.T) {
	b := bundle(t, map[string]string{
		"en":      "every = 'e'\nenglish = 'e'\nboth = 'e'",
		"hi":      "every = 'ह'\nhindi = 'ह'\nboth = 'ह'\nindian = 'ह'",
		"hi-Latn": "every = 'l'\nroman = 'l'\nindian = 'l'",
	})
	for _, c := range []struct{ lang, key, want string }{
		{"en", "every", "e"},
		{"hi", "every", "ह"},
		{"hi-Latn", "every", "l"},
		{"hi-IN", "every", "ह"},
		{"hi_Latn_IN", "every", "l"},
		{"hi-Latn", "both", "e"}, // letters he reads before the language he speaks
		{"hi-Latn", "hindi", "ह"},
		{"hi", "english", "e"},
		{"hi", "roman", "l"},
		{"en", "indian", "l"},
		{"en", "hindi", "ह"},
		{"ta", "both", "e"},
		{"ta", "indian", "l"},
		{"mr", "indian", "ह"},
		{"", "both", "e"},
		{"not a tag", "indian", "l"},
	} {
		if got, err := b.Write(c.lang, "x."+c.key, nil); got != c.want || err != nil {
			t.Errorf("Write(%q, %s) = %q, %v; want %q", c.lang, c.key, got, err, c.want)
		}
	}
}

func TestFiguresAreInTheLanguageOfTheText(t *testing.T) {
	b := bundle(t, map[string]string{"en": "sold = '{{.Qty}} sold'", "hi": "other = 'ह'"})
	args := map[string]bot.Value{"Qty": {Kind: bot.Quantity, N: 2000, Unit: "packet"}}
	if got, err := b.Write("hi", "x.sold", args); got != "2 packets sold" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestUnknownKeyIsNotFound(t *testing.T) {
	b := bundle(t, nil)
	for _, key := range []string{"", "x", "x.t", "bot", "bot.", "greet"} {
		got, err := b.Write("hi", key, nil)
		if got != "" || !errors.Is(err, bot.ErrNotFound) || !strings.Contains(err.Error(), fmt.Sprintf("%q", key)) {
			t.Errorf("Write(%q) = %q, %v", key, got, err)
		}
	}
}

func TestCountChoosesThePlural(t *testing.T) {
	b := bundle(t, map[string]string{
		"en":      "[owing]\none = '{{.Count}} customer owes'\nother = '{{.Count}} customers owe'",
		"hi":      "owing = '{{.Count}} ग्राहक का बाकी'",
		"hi-Latn": "[owing]\nother = '{{.Count}} grahak ka baaki'",
	})
	for n, want := range map[int64][3]string{
		0:       {"0 customers owe", "0 ग्राहक का बाकी", "0 grahak ka baaki"},
		1000:    {"1 customer owes", "1 ग्राहक का बाकी", "1 grahak ka baaki"},
		2000:    {"2 customers owe", "2 ग्राहक का बाकी", "2 grahak ka baaki"},
		1500:    {"1.5 customers owe", "1.5 ग्राहक का बाकी", "1.5 grahak ka baaki"},
		-1500:   {"−1.5 customers owe", "−1.5 ग्राहक का बाकी", "−1.5 grahak ka baaki"},
		2501000: {"2,501 customers owe", "2,501 ग्राहक का बाकी", "2,501 grahak ka baaki"},
	} {
		for i, lang := range written {
			got, err := b.Write(lang, "x.owing", map[string]bot.Value{"Count": {Kind: bot.Number, N: n}})
			if got != want[i] || err != nil {
				t.Errorf("%s, %d: %q, %v; want %q", lang, n, got, err, want[i])
			}
		}
	}
}

func TestPluralWithoutANumberIsOther(t *testing.T) {
	b := bundle(t, map[string]string{"en": "[t]\none = 'one {{.Count}}'\nother = 'many {{.Count}}'"})
	for name, args := range map[string]map[string]bot.Value{
		"absent":   nil,
		"no count": {"Count": {Kind: bot.Text, Text: "1"}},
	} {
		if got, err := b.Write("en", "x.t", args); !strings.HasPrefix(got, "many") || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestHindiCountsZeroAsOne(t *testing.T) {
	b := bundle(t, map[string]string{"hi": "[t]\none = 'एक'\nother = 'अनेक'"})
	for n, want := range map[int64]string{0: "एक", 1000: "एक", 2000: "अनेक"} {
		if got, _ := b.Write("hi", "x.t", map[string]bot.Value{"Count": {Kind: bot.Number, N: n}}); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestWhatTheBundleHas(t *testing.T) {
	b := bundle(t, map[string]string{
		"hi":      "'give.done' = '{{.Customer}} {{if .Amount}}{{.Amount.Abs}}{{end}}'\nask = 'ह'",
		"hi-Latn": "[ask]\none = 'a'\nother = 'b'",
		"en":      "ask = 'e'",
	})
	if got := b.Languages("x"); !slices.Equal(got, []string{"en", "hi", "hi-Latn"}) {
		t.Errorf("Languages: %v", got)
	}
	if got := b.Languages("nobody"); len(got) != 0 {
		t.Errorf("Languages of nobody: %v", got)
	}
	if got := b.Keys("x", "hi"); !slices.Equal(got, []string{"x.ask", "x.give.done"}) {
		t.Errorf("Keys: %v", got)
	}
	if got := b.Keys("x", "ta"); len(got) != 0 {
		t.Errorf("Keys in Tamil: %v", got)
	}
	for key, want := range map[string][]string{
		"x.give.done": {"Amount", "Customer"}, "x.ask": nil, "x.nothing": nil,
	} {
		if got := b.Placeholders("hi", key); !slices.Equal(got, want) {
			t.Errorf("Placeholders(%s): %v, want %v", key, got, want)
		}
	}
	if got := b.Placeholders("hi-Latn", "x.ask"); !slices.Equal(got, []string{"Count"}) {
		t.Errorf("a plural needs its Count: %v", got)
	}
	if got := b.Placeholders("ta", "x.ask"); got != nil {
		t.Errorf("Placeholders in Tamil: %v", got)
	}
}

func TestListsAreCopies(t *testing.T) {
	b := bundle(t, map[string]string{"en": "t = '{{.A}}'"})
	b.Languages("x")[0], b.Keys("x", "en")[0], b.Placeholders("en", "x.t")[0] = "?", "?", "?"
	if b.Languages("x")[0] != "en" || b.Keys("x", "en")[0] != "x.t" || b.Placeholders("en", "x.t")[0] != "A" {
		t.Error("a caller changed the bundle")
	}
}

func TestWriteFailsWhenATextAsksTheImpossible(t *testing.T) {
	b := bundle(t, map[string]string{"en": "t = '{{.A.Colour}}'"})
	if got, err := b.Write("en", "x.t", map[string]bot.Value{"A": {Kind: bot.Number}}); got != "" || err == nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestWritingAtOnce(t *testing.T) {
	b := bundle(t, map[string]string{"hi": "t = '{{.A}} बाकी'"})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got, err := b.Write("hi", "x.t", map[string]bot.Value{"A": {Kind: bot.Money, N: 100}}); got != "₹1 बाकी" || err != nil {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	all.Wait()
}

func FuzzWrite(f *testing.F) {
	b, err := locales.New(source(map[string]string{
		"en": "t = '[{{.A}}|{{.A.Plain}}|{{.A.Abs}}|{{.A.Unit}}|{{.A.Own}}|{{.A.Year}}|{{if .A}}1{{end}}]'",
		"hi": "[t]\none = '[{{.A}}|{{.Count}}]'\nother = '[{{.A}}]'",
	}))
	if err != nil {
		f.Fatal(err)
	}
	for _, kind := range []string{"", "text", "number", "money", "quantity", "date", "period", "language", "item", "customer", "choose"} {
		f.Add("hi", kind, "चीनी", int64(-2500), "kg", "2026-03-15", "month:3")
		f.Add("en-GB", kind, "last_7_days", int64(1000), "", "", "2026-02-30")
	}
	f.Fuzz(func(t *testing.T, lang, kind, text string, n int64, unit, from, to string) {
		v := bot.Value{Kind: bot.Kind(kind), Text: text, N: n, Unit: unit, From: from, To: to}
		args := map[string]bot.Value{"A": v, "Count": {Kind: bot.Number, N: n}}
		got, err := b.Write(lang, "x.t", args)
		if err != nil || !strings.HasPrefix(got, "[") || !strings.HasSuffix(got, "]") {
			t.Fatalf("%+v: %q, %v", v, got, err)
		}
		if utf8.ValidString(text+unit+from+to) && (!utf8.ValidString(got) || strings.Contains(got, "<no value>") && !strings.Contains(text+unit+from+to, "<no value>")) {
			t.Fatalf("%+v: %q", v, got)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	texts := bundle(b, map[string]string{
		"hi": "done = '✍️ {{.Customer}}: {{.Amount}} उधार लिखा। {{if .Item}}{{.Item}} {{.Qty}}। {{end}}बाकी {{.Balance}}।'",
	})
	args := map[string]bot.Value{
		"Customer": {Kind: bot.Customer, ID: "1", Text: "रमेश"},
		"Amount":   {Kind: bot.Money, N: 50000},
		"Item":     {Kind: bot.Item, Names: map[string]string{"hi": "चीनी"}},
		"Qty":      {Kind: bot.Quantity, N: 2500, Unit: "kg"},
		"Balance":  {Kind: bot.Money, N: 12500050},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := texts.Write("hi", "x.done", args); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := locales.New(); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleBundle_Write() {
	files := source(map[string]string{
		"hi": `"give.done" = "✍️ {{.Customer}}: {{.Amount}} उधार लिखा। बाकी {{.Balance}}।"`,
	}).Files
	texts, err := locales.New(locales.Source{Prefix: "udhaar", Files: files})
	if err != nil {
		fmt.Println(err)
		return
	}
	line, err := texts.Write("hi", "udhaar.give.done", map[string]bot.Value{
		"Customer": {Kind: bot.Customer, Text: "रमेश"},
		"Amount":   {Kind: bot.Money, N: 50000},
		"Balance":  {Kind: bot.Money, N: 12500050},
	})
	fmt.Println(line, err)
	// Output: ✍️ रमेश: ₹500 उधार लिखा। बाकी ₹1,25,000.50। <nil>
}
