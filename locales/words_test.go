package locales_test

import (
	"fmt"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// Every word of every unit, for a shopkeeper to read through: one of it, and two.
func TestUnitWords(t *testing.T) {
	for unit, want := range map[string][6]string{
		"kg":      {"kg", "kg", "किलो", "किलो", "kilo", "kilo"},
		"g":       {"g", "g", "ग्राम", "ग्राम", "gram", "gram"},
		"quintal": {"quintal", "quintals", "क्विंटल", "क्विंटल", "quintal", "quintal"},
		"l":       {"litre", "litres", "लीटर", "लीटर", "litre", "litre"},
		"ml":      {"ml", "ml", "एमएल", "एमएल", "ml", "ml"},
		"m":       {"metre", "metres", "मीटर", "मीटर", "meter", "meter"},
		"pcs":     {"pc", "pcs", "पीस", "पीस", "piece", "piece"},
		"packet":  {"packet", "packets", "पैकेट", "पैकेट", "packet", "packet"},
		"pouch":   {"pouch", "pouches", "पाउच", "पाउच", "pouch", "pouch"},
		"bottle":  {"bottle", "bottles", "बोतल", "बोतल", "bottle", "bottle"},
		"strip":   {"strip", "strips", "पत्ता", "पत्ता", "patta", "patta"},
		"tablet":  {"tablet", "tablets", "गोली", "गोली", "goli", "goli"},
		"bundle":  {"bundle", "bundles", "बंडल", "बंडल", "bundle", "bundle"},
		"roll":    {"roll", "rolls", "रोल", "रोल", "roll", "roll"},
		"tin":     {"tin", "tins", "टिन", "टिन", "tin", "tin"},
		"jar":     {"jar", "jars", "जार", "जार", "jar", "jar"},
		"crate":   {"crate", "crates", "क्रेट", "क्रेट", "crate", "crate"},
		"tray":    {"tray", "trays", "ट्रे", "ट्रे", "tray", "tray"},
		"pair":    {"pair", "pairs", "जोड़ी", "जोड़ी", "jodi", "jodi"},
		"set":     {"set", "sets", "सेट", "सेट", "set", "set"},
		"dozen":   {"dozen", "dozen", "दर्जन", "दर्जन", "darjan", "darjan"},
		"box":     {"box", "boxes", "पेटी", "पेटी", "peti", "peti"},
		"bag":     {"bag", "bags", "बोरी", "बोरी", "bori", "bori"},
	} {
		for i, lang := range written {
			if got := locales.Quantity(lang, 1000, unit); got != "1 "+want[2*i] {
				t.Errorf("%s: one %s is %q", lang, unit, got)
			}
			if got := locales.Quantity(lang, 2000, unit); got != "2 "+want[2*i+1] {
				t.Errorf("%s: two %s are %q", lang, unit, got)
			}
			if got := locales.Rate(lang, 100, unit); got != "₹1/"+want[2*i] {
				t.Errorf("%s: the price of a %s is %q", lang, unit, got)
			}
		}
	}
}

func TestMonthWords(t *testing.T) {
	for n, want := range [][4]string{
		{"Jan", "January", "जनवरी", "January"},
		{"Feb", "February", "फ़रवरी", "February"},
		{"Mar", "March", "मार्च", "March"},
		{"Apr", "April", "अप्रैल", "April"},
		{"May", "May", "मई", "May"},
		{"Jun", "June", "जून", "June"},
		{"Jul", "July", "जुलाई", "July"},
		{"Aug", "August", "अगस्त", "August"},
		{"Sep", "September", "सितंबर", "September"},
		{"Oct", "October", "अक्टूबर", "October"},
		{"Nov", "November", "नवंबर", "November"},
		{"Dec", "December", "दिसंबर", "December"},
	} {
		day := fmt.Sprintf("2026-%02d-09", n+1)
		if got := locales.Day("en", day, false); got != "9 "+want[0] {
			t.Errorf("%s: %q", day, got)
		}
		month := map[string]bot.Value{"M": {Kind: bot.Period, Text: fmt.Sprintf("month:%d", n+1)}}
		for i, lang := range written {
			if got := say(t, lang, "{{.M}}", month); got != want[i+1] {
				t.Errorf("%s: month %d alone is %q, want %q", lang, n+1, got, want[i+1])
			}
		}
	}
}

func TestLanguageWords(t *testing.T) {
	for tag, want := range map[string][3]string{
		"en":      {"English", "अंग्रेज़ी", "English"},
		"hi":      {"Hindi", "हिंदी", "Hindi"},
		"hi-Latn": {"Hinglish", "हिंग्लिश", "Hinglish"},
		"mr":      {"Marathi", "मराठी", "Marathi"},
		"gu":      {"Gujarati", "गुजराती", "Gujarati"},
		"bn":      {"Bengali", "बांग्ला", "Bangla"},
		"pa":      {"Punjabi", "पंजाबी", "Punjabi"},
		"ta":      {"Tamil", "तमिल", "Tamil"},
		"te":      {"Telugu", "तेलुगु", "Telugu"},
		"kn":      {"Kannada", "कन्नड़", "Kannada"},
		"ml":      {"Malayalam", "मलयालम", "Malayalam"},
	} {
		v := map[string]bot.Value{"L": {Kind: bot.Language, Text: tag}}
		for i, lang := range written {
			if got := say(t, lang, "{{.L}}", v); got != want[i] {
				t.Errorf("%s: %s is %q, want %q", lang, tag, got, want[i])
			}
		}
	}
	for tag, want := range map[string]string{"en": "English", "hi": "हिंदी", "hi-Latn": "Hinglish"} {
		if got := say(t, "en", "{{.L.Own}}", map[string]bot.Value{"L": {Kind: bot.Language, Text: tag}}); got != want {
			t.Errorf("%s calls itself %q, want %q", tag, got, want)
		}
	}
}

// shop is a skill's texts as a skill would write them.
var shop = map[string]string{
	"en": `
"sold"    = "✍️ {{.Qty}} {{.Item}} sold{{if .Rate}} at {{.Rate}}{{end}}: {{.Amount}}.{{if .Left}} {{.Left}} left.{{end}}"
"given"   = "✍️ {{.Customer}}: {{.Amount}} on credit. {{if .Balance.Negative}}Advance {{.Balance.Abs}}{{else if .Balance.Zero}}Account clear{{else}}Due {{.Balance}}{{end}}."
"report"  = "📊 Sales {{.Period}}: {{.Amount}}"
["owing"]
one   = "{{.Count}} customer owes {{.Amount}}"
other = "{{.Count}} customers owe {{.Amount}}"
`,
	"hi": `
"sold"    = "✍️ {{.Qty}} {{.Item}} {{if .Rate}}{{.Rate}} से {{end}}बिका: {{.Amount}}।{{if .Left}} {{.Left}} बचा।{{end}}"
"given"   = "✍️ {{.Customer}}: {{.Amount}} उधार। {{if .Balance.Negative}}जमा {{.Balance.Abs}}{{else if .Balance.Zero}}हिसाब बराबर{{else}}बाकी {{.Balance}}{{end}}।"
"report"  = "📊 {{.Period}} की बिक्री: {{.Amount}}"
["owing"]
one   = "{{.Count}} ग्राहक पर {{.Amount}} बाकी"
other = "{{.Count}} ग्राहकों पर {{.Amount}} बाकी"
`,
	"hi-Latn": `
"sold"    = "✍️ {{.Qty}} {{.Item}} {{if .Rate}}{{.Rate}} se {{end}}bika: {{.Amount}}.{{if .Left}} {{.Left}} bacha.{{end}}"
"given"   = "✍️ {{.Customer}}: {{.Amount}} udhaar. {{if .Balance.Negative}}Jama {{.Balance.Abs}}{{else if .Balance.Zero}}Hisaab barabar{{else}}Baaki {{.Balance}}{{end}}."
"report"  = "📊 {{.Period}} ki bikri: {{.Amount}}"
"owing"   = "{{.Count}} grahak par {{.Amount}} baaki"
`,
}

// What a shopkeeper would see of such a skill, whole lines in three languages.
func TestWholeLines(t *testing.T) {
	b := bundle(t, shop)
	if faults := b.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	sugar := bot.Value{Kind: bot.Item, ID: "1", Names: map[string]string{"en": "sugar", "hi": "चीनी", "hi-Latn": "chini"}}
	ramesh := bot.Value{Kind: bot.Customer, ID: "2", Text: "Ramesh", Names: map[string]string{"hi": "रमेश"}}
	rupees := func(paise int64) bot.Value { return bot.Value{Kind: bot.Money, N: paise} }
	for _, c := range []struct {
		key  string
		args map[string]bot.Value
		want [3]string
	}{
		{"sold", map[string]bot.Value{
			"Item": sugar, "Qty": {Kind: bot.Quantity, N: 2000, Unit: "kg"}, "Amount": rupees(9000),
			"Rate": {Kind: bot.Money, N: 4500, Unit: "kg"}, "Left": {Kind: bot.Quantity, N: 7500, Unit: "kg"},
		}, [3]string{
			"✍️ 2 kg sugar sold at ₹45/kg: ₹90. 7.5 kg left.",
			"✍️ 2 किलो चीनी ₹45/किलो से बिका: ₹90। 7.5 किलो बचा।",
			"✍️ 2 kilo chini ₹45/kilo se bika: ₹90. 7.5 kilo bacha.",
		}},
		{"sold", map[string]bot.Value{
			"Item": {Kind: bot.Item, Text: "maggi"}, "Qty": {Kind: bot.Quantity, N: 1000, Unit: "packet"}, "Amount": rupees(1250),
		}, [3]string{
			"✍️ 1 packet maggi sold: ₹12.50.",
			"✍️ 1 पैकेट maggi बिका: ₹12.50।",
			"✍️ 1 packet maggi bika: ₹12.50.",
		}},
		{"given", map[string]bot.Value{"Customer": ramesh, "Amount": rupees(50000), "Balance": rupees(12500050)}, [3]string{
			"✍️ Ramesh: ₹500 on credit. Due ₹1,25,000.50.",
			"✍️ रमेश: ₹500 उधार। बाकी ₹1,25,000.50।",
			"✍️ Ramesh: ₹500 udhaar. Baaki ₹1,25,000.50.",
		}},
		{"given", map[string]bot.Value{"Customer": ramesh, "Amount": rupees(50000), "Balance": rupees(-20000)}, [3]string{
			"✍️ Ramesh: ₹500 on credit. Advance ₹200.",
			"✍️ रमेश: ₹500 उधार। जमा ₹200।",
			"✍️ Ramesh: ₹500 udhaar. Jama ₹200.",
		}},
		{"given", map[string]bot.Value{"Customer": ramesh, "Amount": rupees(50000), "Balance": rupees(0)}, [3]string{
			"✍️ Ramesh: ₹500 on credit. Account clear.",
			"✍️ रमेश: ₹500 उधार। हिसाब बराबर।",
			"✍️ Ramesh: ₹500 udhaar. Hisaab barabar.",
		}},
		{"report", map[string]bot.Value{"Period": {Kind: bot.Period, Text: "last_week"}, "Amount": rupees(850000)}, [3]string{
			"📊 Sales last week: ₹8,500",
			"📊 पिछले हफ़्ते की बिक्री: ₹8,500",
			"📊 pichhle hafte ki bikri: ₹8,500",
		}},
		{"owing", map[string]bot.Value{"Count": {Kind: bot.Number, N: 1000}, "Amount": rupees(850000)}, [3]string{
			"1 customer owes ₹8,500", "1 ग्राहक पर ₹8,500 बाकी", "1 grahak par ₹8,500 baaki",
		}},
		{"owing", map[string]bot.Value{"Count": {Kind: bot.Number, N: 12000}, "Amount": rupees(10000000)}, [3]string{
			"12 customers owe ₹1,00,000", "12 ग्राहकों पर ₹1,00,000 बाकी", "12 grahak par ₹1,00,000 baaki",
		}},
	} {
		for i, lang := range written {
			if got, err := b.Write(lang, "x."+c.key, c.args); got != c.want[i] || err != nil {
				t.Errorf("%s: %s\n got %q, %v\nwant %q", lang, c.key, got, err, c.want[i])
			}
		}
	}
}

func TestPeriodWords(t *testing.T) {
	for name, want := range map[string][3]string{
		"today":                {"today", "आज", "aaj"},
		"yesterday":            {"yesterday", "कल", "kal"},
		"tomorrow":             {"tomorrow", "कल", "kal"},
		"day_before_yesterday": {"the day before yesterday", "परसों", "parso"},
		"day_after_tomorrow":   {"the day after tomorrow", "परसों", "parso"},
		"this_week":            {"this week", "इस हफ़्ते", "is hafte"},
		"last_week":            {"last week", "पिछले हफ़्ते", "pichhle hafte"},
		"next_week":            {"next week", "अगले हफ़्ते", "agle hafte"},
		"this_month":           {"this month", "इस महीने", "is mahine"},
		"last_month":           {"last month", "पिछले महीने", "pichhle mahine"},
		"next_month":           {"next month", "अगले महीने", "agle mahine"},
		"this_year":            {"this year", "इस साल", "is saal"},
		"last_year":            {"last year", "पिछले साल", "pichhle saal"},
		"next_year":            {"next year", "अगले साल", "agle saal"},
		"all":                  {"all time", "अब तक", "ab tak"},
		"last_30_days":         {"last 30 days", "पिछले 30 दिन", "pichhle 30 din"},
		"next_14_days":         {"next 14 days", "अगले 14 दिन", "agle 14 din"},
		"last_2_weeks":         {"last 2 weeks", "पिछले 2 हफ़्ते", "pichhle 2 hafte"},
		"next_1_weeks":         {"next 1 week", "अगले 1 हफ़्ते", "agle 1 hafte"},
		"last_6_months":        {"last 6 months", "पिछले 6 महीने", "pichhle 6 mahine"},
		"last_2_years":         {"last 2 years", "पिछले 2 साल", "pichhle 2 saal"},
	} {
		v := map[string]bot.Value{"P": {Kind: bot.Period, Text: name, From: "2026-03-01", To: "2026-03-31"}}
		for i, lang := range written {
			if got := say(t, lang, "{{.P}}", v); got != want[i] {
				t.Errorf("%s: %s is %q, want %q", lang, name, got, want[i])
			}
		}
	}
}

// A name that has no words gives way to its days, which are never wrong.
func TestPeriodsWithoutWordsAreTheirDays(t *testing.T) {
	for _, name := range []string{
		"", "last_fortnight", "last_x_days", "last_-3_days", "sideways_3_days", "last_3_moons", "month:0", "month:x", "year:0",
		"diwali",
	} {
		v := map[string]bot.Value{"P": {Kind: bot.Period, Text: name, From: "2026-03-01", To: "2026-03-15"}}
		for i, want := range []string{"1–15 Mar", "1–15 मार्च", "1–15 March"} {
			if got := say(t, written[i], "{{.P}}", v); got != want {
				t.Errorf("%s: %q is %q, want %q", written[i], name, got, want)
			}
		}
	}
}
