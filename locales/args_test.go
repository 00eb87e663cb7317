package locales_test

import (
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// source is a skill "x" with one file a language.
func source(files map[string]string) locales.Source {
	tree := fstest.MapFS{}
	for lang, content := range files {
		tree["locales/"+lang+".toml"] = &fstest.MapFile{Data: []byte(content)}
	}
	return locales.Source{Prefix: "x", Files: tree}
}

// bundle loads one skill's files.
func bundle(t testing.TB, files map[string]string) *locales.Bundle {
	t.Helper()
	b, err := locales.New(source(files))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// say writes one text in one language.
func say(t testing.TB, lang, text string, args map[string]bot.Value) string {
	t.Helper()
	b := bundle(t, map[string]string{lang: "t = '''" + text + "'''"})
	got, err := b.Write(lang, "x.t", args)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestArgumentsPrintForTheEye(t *testing.T) {
	names := map[string]string{"en": "Sugar", "hi": "चीनी", "hi-Latn": "chini"}
	for _, c := range []struct {
		name string
		v    bot.Value
		want [3]string
	}{
		{"money", bot.Value{Kind: bot.Money, N: 12500000}, [3]string{"₹1,25,000", "₹1,25,000", "₹1,25,000"}},
		{"no money", bot.Value{Kind: bot.Money}, [3]string{"₹0", "₹0", "₹0"}},
		{"rate", bot.Value{Kind: bot.Money, N: 6000, Unit: "kg"}, [3]string{"₹60/kg", "₹60/किलो", "₹60/kilo"}},
		{"quantity", bot.Value{Kind: bot.Quantity, N: 2000, Unit: "kg"}, [3]string{"2 kg", "2 किलो", "2 kilo"}},
		{"the lot", bot.Value{Kind: bot.Quantity, Text: "all"}, [3]string{"all", "सारा", "saara"}},
		{"number", bot.Value{Kind: bot.Number, N: 2500}, [3]string{"2.5", "2.5", "2.5"}},
		{"date", bot.Value{Kind: bot.Date, From: "2026-03-15"}, [3]string{"15 Mar", "15 मार्च", "15 March"}},
		{
			"date with year",
			bot.Value{Kind: bot.Date, From: "2025-03-15", Text: "year"},
			[3]string{"15 Mar 2025", "15 मार्च 2025", "15 March 2025"},
		},
		{"item", bot.Value{Kind: bot.Item, ID: "7", Names: names}, [3]string{"Sugar", "चीनी", "chini"}},
		{"item as said", bot.Value{Kind: bot.Item, Text: "चीनी"}, [3]string{"चीनी", "चीनी", "चीनी"}},
		{
			"item with one name",
			bot.Value{Kind: bot.Item, Names: map[string]string{"hi": "चीनी"}},
			[3]string{"चीनी", "चीनी", "चीनी"},
		},
		{
			"item whose text only some can read",
			bot.Value{Kind: bot.Item, Text: "Maggi", Names: map[string]string{"hi": "मैगी"}},
			[3]string{"Maggi", "मैगी", "Maggi"},
		},
		{"customer", bot.Value{Kind: bot.Customer, ID: "1", Text: "Ramesh"}, [3]string{"Ramesh", "Ramesh", "Ramesh"}},
		{"customer of many lines", bot.Value{Kind: bot.Customer, Text: "Ra\nm\u202eesh"}, [3]string{"Ra mesh", "Ra mesh", "Ra mesh"}},
		{"language", bot.Value{Kind: bot.Language, Text: "ta"}, [3]string{"Tamil", "तमिल", "Tamil"}},
		{"language with country", bot.Value{Kind: bot.Language, Text: "hi-IN"}, [3]string{"Hindi", "हिंदी", "Hindi"}},
		{"strange language", bot.Value{Kind: bot.Language, Text: "xx-?"}, [3]string{"xx-?", "xx-?", "xx-?"}},
		{"text", bot.Value{Kind: bot.Text, Text: "a <b> & “c”"}, [3]string{"a <b> & “c”", "a <b> & “c”", "a <b> & “c”"}},
		{"template in a text", bot.Value{Kind: bot.Text, Text: "{{.A}}"}, [3]string{"{{.A}}", "{{.A}}", "{{.A}}"}},
		{"choice", bot.Value{Kind: bot.Choose, Text: "upi"}, [3]string{"upi", "upi", "upi"}},
		{"kind of a domain", bot.Value{Kind: "doctor", Text: "Rao"}, [3]string{"Rao", "Rao", "Rao"}},
	} {
		for i, lang := range written {
			if got := say(t, lang, "{{.A}}", map[string]bot.Value{"A": c.v}); got != c.want[i] {
				t.Errorf("%s: %s = %q, want %q", lang, c.name, got, c.want[i])
			}
		}
	}
}

func TestAbsentArgumentsPrintNothing(t *testing.T) {
	for name, args := range map[string]map[string]bot.Value{
		"no arguments": nil,
		"zero value":   {"A": {}},
		"empty text":   {"A": {Kind: bot.Text}},
		"empty item":   {"A": {Kind: bot.Item, ID: "7"}},
		"empty date":   {"A": {Kind: bot.Date}},
		"empty period": {"A": {Kind: bot.Period}},
	} {
		const text = "[{{.A}}{{.A.Plain}}{{.A.Unit}}{{.A.Own}}{{.A.Abs}}{{.A.Year}}]" +
			"{{if .A}}there{{else}}absent{{end}}{{if or .A.Zero .A.Negative .A.Positive (.A.Is \"\")}}!{{end}}"
		if got := say(t, "en", text, args); got != "[]absent" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestZeroIsThere(t *testing.T) {
	for _, kind := range []bot.Kind{bot.Money, bot.Quantity, bot.Number} {
		args := map[string]bot.Value{"A": {Kind: kind}}
		if got := say(t, "en", "{{if .A}}there{{end}}{{if .A.Zero}} and zero{{end}}", args); got != "there and zero" {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

func TestWhatATextMayAsk(t *testing.T) {
	args := map[string]bot.Value{
		"Debt":  {Kind: bot.Money, N: -12500050},
		"Qty":   {Kind: bot.Quantity, N: 1250500, Unit: "packet"},
		"Turn":  {Kind: bot.Number, N: 1234567000},
		"Paid":  {Kind: bot.Choose, Text: "upi", Names: map[string]string{"hi": "यूपीआई"}},
		"Day":   {Kind: bot.Date, From: "2025-03-15"},
		"Lang":  {Kind: bot.Language, Text: "hi"},
		"Least": {Kind: bot.Number, N: -1 << 63},
	}
	for text, want := range map[string]string{
		"{{.Debt.Plain}}": "-125000.50",
		"{{.Qty.Plain}}":  "1250.5",
		"{{.Turn.Plain}}": "1234567",
		"{{.Paid.Plain}}": "upi",
		"{{.Debt.Abs}}":   "₹1,25,000.50",
		"{{.Qty.Abs}}":    "1,250.5 packets",
		"{{.Least.Abs}}":  "−9,22,33,72,03,68,54,775.808",
		"{{.Qty.Unit}}":   "packets",
		"{{.Debt.Unit}}":  "",
		"{{.Day.Year}}":   "15 Mar 2025",
		"{{.Paid.Year}}":  "upi",
		"{{.Lang}}":       "Hindi",
		"{{.Lang.Own}}":   "हिंदी",
		"{{if .Debt.Negative}}advance{{else}}due{{end}}":       "advance",
		"{{if .Qty.Positive}}some{{end}}":                      "some",
		"{{if .Lang.Positive}}figure{{else}}name{{end}}":       "name",
		"{{if .Paid.Is \"upi\"}}UPI{{else}}cash{{end}}":        "UPI",
		"{{if and .Debt (not .Nobody)}}only debt{{end}}":       "only debt",
		"  {{if .Nobody}}{{.Nobody}}{{end}} spare blanks go  ": "spare blanks go",
	} {
		if got := say(t, "en", text, args); got != want {
			t.Errorf("%s = %q, want %q", text, got, want)
		}
	}
}
