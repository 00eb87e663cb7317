package locales_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// native are the languages that are read aloud.
var native = []string{"bn", "en", "gu", "hi", "kn", "ml", "mr", "pa", "ta", "te"}

// mouth says whatever it is given, in every language.
func mouth(t testing.TB) func(lang string, arg bot.Value) string {
	t.Helper()
	texts := map[string]string{}
	for _, lang := range native {
		texts[lang] = "t = '''{{.A}}'''"
	}
	b := bundle(t, texts)
	return func(lang string, arg bot.Value) string {
		said, err := b.Aloud(lang, "x.t", map[string]bot.Value{"A": arg})
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
}

func TestWhatATextHoldsIsReadAloud(t *testing.T) {
	say := mouth(t)
	for _, c := range []struct{ lang, text, want string }{
		{"hi", "7 दिन", "सात दिन।"},
		{"hi", "₹1,250.50 बाकी", "एक हज़ार दो सौ पचास रुपये पचास पैसे बाकी।"},
		{"hi", "₹90.5", "नब्बे रुपये पचास पैसे।"},
		{"hi", "−₹90 और −5 और −रमेश", "माइनस नब्बे रुपये और माइनस पाँच और माइनस रमेश।"},
		{"hi", "10% छूट, 12.5 % और", "दस परसेंट छूट, साढ़े बारह परसेंट और।"},
		{"hi", "1,25,000 और 2.5", "एक लाख पच्चीस हज़ार और दो पॉइंट पाँच।"},
		{"hi", "2.5 किमी", "ढाई किलोमीटर।"},
		{"hi", "31-60 दिन, 4–6 अंक, 50-50", "इकतीस से साठ दिन, चार से छह अंक, पचास-पचास।"},
		{"hi", "6 × ₹60 = ₹360", "छह, साठ रुपये, तीन सौ साठ रुपये।"},
		{"hi", "8:30 तक, 18:45 तक, 9:20 बजे, 09:20", "साढ़े आठ बजे तक, शाम पौने सात बजे तक, नौ बीस बजे, सुबह नौ बजकर बीस मिनट।"},
		{"hi", "5/3 18:00 बजे तक, 5/3/2026", "पाँच मार्च शाम छह बजे तक, पाँच मार्च दो हज़ार छब्बीस।"},
		{"hi", "25:10 और 31/2 8:00", "पच्चीस:दस और इकतीस दो आठ बजे।"},
		{"hi", "9876543210", "नौ आठ सात छह पाँच, चार तीन दो एक शून्य।"},
		{"hi", "+91 98765 43210", "नौ एक नौ आठ सात, छह पाँच चार तीन दो, एक शून्य।"},
		{"hi", "98765-43210, 411038, …4321, 0123", "नौ आठ सात छह पाँच, चार तीन दो एक शून्य, चार एक एक शून्य तीन आठ, चार तीन दो एक, शून्य एक दो तीन।"},
		{"hi", "२ किलो, ৩ দিন, ௪", "दो किलो, तीन দিন, चार।"},
		{"hi", "70g A4", "सत्तर g A चार।"},
		{"hi", "99999999999999999999 12345.6789", "नौ नौ नौ नौ नौ, नौ नौ नौ नौ नौ, नौ नौ नौ नौ नौ, नौ नौ नौ नौ नौ एक दो तीन चार पाँच, छह सात आठ नौ।"},
		{"hi", "UPI से, MRP भी", "यूपीआई से, एमआरपी भी।"},
		{"hi", "✅ *ठीक* _है_ 👍", "ठीक है।"},
		{"hi", "“चीनी” (लाल) → गुड़ & घी", "चीनी, लाल, गुड़ घी।"},
		{"hi", "यहाँ दबाइए:\nhttps://wa.me/9198?text=x", "यहाँ दबाइए।"},
		{"hi", "रमेश:\nपाँच\n\nठीक?", "रमेश: पाँच। ठीक?"},
		{"hi", "हिसाब.csv भेजा", "भेजा।"},
		{"hi", "बचा: 5 ⚠️ कम है।", "बचा: पाँच, कम है।"},
		{"hi", "🙏", ""},
		{"en", "It's 1 kg, don’t, 11 km. 1 km", "it is one kilo, do not, eleven kilometres. one kilometre."},
		{"en", "1 shop within 5 km, sold 1×, sold 3×", "one shop within five kilometres, sold once, sold three times."},
		{"en", "18:05", "six five in the evening."},
		{"en", "Ramesh's “shop”", "Rameshs shop."},
		{"bn", "3টা বিল, 1টা, ১৮:৩০ পর্যন্ত", "তিনটা বিল, একটা, সন্ধে সাড়ে ছয়টা পর্যন্ত।"},
		{"ta", "1 கடை, மொத்தம் 1", "ஒரு கடை, மொத்தம் ஒன்னு."},
		{"te", "5 కి.మీ. లోపు", "ఐదు కిలోమీటర్ల లోపు."},
		{"kn", "ಎಕ್ಸ್\u200cಪೈರಿ 15%", "ಎಕ್ಸ್\u200cಪೈರಿ ಹದಿನೈದು ಪರ್ಸೆಂಟ್."},
		{"ml", "18:30 വരെ", "വൈകുന്നേരം ആറര മണി വരെ."},
		{"gu", "18:30 સુધી", "સાંજે સાડા છ સુધી."},
		{"mr", "₹100", "शंभर रुपये."},
		{"pa", "8 ਵਜੇ ਤੱਕ 10%", "ਅੱਠ ਵਜੇ ਤੱਕ ਦਸ ਪਰਸੈਂਟ।"},
	} {
		if got := say(c.lang, bot.Value{Kind: bot.Text, Text: c.text}); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestArgumentsAreReadAloud(t *testing.T) {
	say := mouth(t)
	for _, c := range []struct {
		lang string
		arg  bot.Value
		want string
	}{
		{"hi", bot.Value{Kind: bot.Money, N: 125050}, "एक हज़ार दो सौ पचास रुपये पचास पैसे।"},
		{"hi", bot.Value{Kind: bot.Money, N: 6000, Unit: "kg"}, "साठ रुपये किलो।"},
		{"ta", bot.Value{Kind: bot.Money, N: 6000, Unit: "kg"}, "கிலோ அறுபது ரூபாய்."},
		{"en", bot.Value{Kind: bot.Money, N: 6000, Unit: "pcs"}, "sixty rupees a piece."},
		{"en", bot.Value{Kind: bot.Quantity, N: 2000, Unit: "kg"}, "two kilos."},
		{"te", bot.Value{Kind: bot.Quantity, N: 500000, Unit: "ml"}, "ఐదు వందల ఎంఎల్."},
		{"hi", bot.Value{Kind: bot.Quantity, Text: "all"}, "सारा।"},
		{"hi", bot.Value{Kind: bot.Number, N: 12500}, "बारह पॉइंट पाँच।"},
		{"hi", bot.Value{Kind: bot.Date, From: "2026-03-15"}, "पंद्रह मार्च।"},
		{"kn", bot.Value{Kind: bot.Date, From: "2026-03-15", Text: "year"}, "ಮಾರ್ಚ್ ಹದಿನೈದು, ಎರಡು ಸಾವಿರದ ಇಪ್ಪತ್ತಾರು."},
		{"en", bot.Value{Kind: bot.Date, From: "2026-03-01"}, "first March."},
		{"hi", bot.Value{Kind: bot.Period, Text: "last_7_days", From: "2026-03-01", To: "2026-03-07"}, "पिछले सात दिन।"},
		{"hi", bot.Value{Kind: bot.Period, From: "2026-03-01", To: "2026-03-15"}, "एक से पंद्रह मार्च।"},
		{"ml", bot.Value{Kind: bot.Period, From: "2026-03-01", To: "2026-03-15"}, "മാർച്ച് ഒന്ന് മുതൽ പതിനഞ്ച് വരെ."},
		{"hi", bot.Value{Kind: bot.Period, From: "2026-02-28", To: "2026-03-03"}, "अट्ठाईस फ़रवरी से तीन मार्च।"},
		{"hi", bot.Value{Kind: bot.Period, From: "2026-03-01"}, "एक मार्च से।"},
		{"hi", bot.Value{Kind: bot.Period, To: "2026-03-15"}, "पंद्रह मार्च तक।"},
		{"hi", bot.Value{Kind: bot.Period, From: "2026-03-01", To: "2026-03-01"}, "एक मार्च।"},
		{"hi", bot.Value{Kind: bot.Period, Text: "year:2025"}, "दो हज़ार पच्चीस।"},
		{"hi", bot.Value{Kind: bot.Period, Text: "diwali"}, "diwali।"},
		{"hi", bot.Value{Kind: bot.Phone, Text: "+91 98765-43210"}, "नौ एक नौ आठ सात, छह पाँच चार तीन दो, एक शून्य।"},
		{"hi", bot.Value{Kind: bot.Customer, Text: "Ramesh"}, "Ramesh।"},
		{"hi-Latn", bot.Value{Kind: bot.Item, Text: "chini", Names: map[string]string{"hi": "चीनी", "hi-Latn": "chini"}}, "चीनी।"},
		{"hi", bot.Value{Kind: bot.Item, Text: "Lay's 50g (new)"}, "Lays पचास g, new।"},
		{"hi", bot.Value{Kind: bot.Key, Text: "bot.choice.yes"}, "हाँ।"},
		{"hi-Latn", bot.Value{Kind: bot.Key, Text: "bot.choice.yes"}, "हाँ।"},
		{"hi", bot.Value{Kind: bot.Key, Text: "x.nothing"}, ""},
		{"hi", bot.Value{Kind: bot.Letter, Text: "x.t", Unit: "hi", ID: "919876543210"}, ""},
	} {
		if got := say(c.lang, c.arg); got != c.want {
			t.Errorf("%s: %+v\n got %q\nwant %q", c.lang, c.arg, got, c.want)
		}
	}
}

func TestALongListIsNotReadOut(t *testing.T) {
	say := mouth(t)
	for text, want := range map[string]string{
		"ये हैं:\n• क\n• ख\n• ग":                "ये हैं: क। ख। ग।",
		"ये हैं:\n• क\n• ख\n• ग\n• घ\n• ङ\nबस।": "ये हैं: क। ख। ग। बाकी सब लिखा है। बस।",
		"1. क\n2. ख\n3. ग\n4. घ":                "क। ख। ग। बाकी सब लिखा है।",
		"• क\n• ख\n\n• ग\n• घ\nबस।\n• च":        "क। ख। ग। घ। बस। च।",
		"क\nख\nग\nघ\nङ":                         "क। ख। ग। घ। ङ।",
		"• 🙏\n• क\n• ख\n• ग\n• घ":               "क। ख। ग। बाकी सब लिखा है।",
	} {
		if got := say("hi", bot.Value{Kind: bot.Text, Text: text}); got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

// spokenForms are texts that sound another way than they read.
var spokenForms = map[string]string{
	"en": `
"given"       = "{{.Customer}}: {{.Amount}} on udhaar. Owes {{.Balance}}."
"given.aloud" = "{{.Amount}} for {{.Customer}}."
"ages"        = "30 days {{.Amount}}"
"ages.aloud"  = ""
"line"        = "• {{.Amount}}"
"more"        = "… and 3"
["count"]
one   = "{{.Count}} bill (all)"
other = "{{.Count}} bills (all)"
["count.aloud"]
one   = "{{.Count}} bill"
other = "{{.Count}} bills"
`,
	"hi-Latn": `"given" = "{{.Customer}}: {{.Amount}} udhaar. Baaki {{.Balance}}."`,
	"hi":      `"given" = "{{.Customer}}: {{.Amount}} उधार। बाकी {{.Balance}}।"` + "\n" + `"given.aloud" = "{{.Customer}} को {{.Amount}}।"`,
}

func TestSpokenFormsAreSaid(t *testing.T) {
	b := bundle(t, spokenForms)
	rupees := bot.Value{Kind: bot.Money, N: 50000}
	args := map[string]bot.Value{"Customer": {Kind: bot.Customer, Text: "Ramesh"}, "Amount": rupees, "Balance": rupees, "Count": {Kind: bot.Number, N: 1000}}
	for _, c := range []struct{ lang, key, want string }{
		{"en", "given", "five hundred rupees for Ramesh."},
		{"hi", "given", "Ramesh को पाँच सौ रुपये।"},
		{"hi-Latn", "given", "Ramesh को पाँच सौ रुपये।"},
		{"hi-IN", "given", "Ramesh को पाँच सौ रुपये।"},
		{"ta-Latn", "given", "five hundred rupees for Ramesh."},
		{"?", "given", "five hundred rupees for Ramesh."},
		{"hi", "ages", ""},
		{"en", "count", "one bill."},
	} {
		if got, err := b.Aloud(c.lang, "x."+c.key, args); got != c.want || err != nil {
			t.Errorf("%s %s: %q, %v; want %q", c.lang, c.key, got, err, c.want)
		}
	}
	if _, err := b.Aloud("hi", "x.nothing", nil); !errors.Is(err, bot.ErrNotFound) {
		t.Error(err)
	}
	if got := b.Keys("x", "en"); strings.Contains(strings.Join(got, " "), "aloud") {
		t.Errorf("keys %v", got)
	}
	if _, err := b.Write("en", "x.ages.aloud", nil); !errors.Is(err, bot.ErrNotFound) {
		t.Error(err)
	}
}

func TestAWholeAnswerIsSaid(t *testing.T) {
	b := bundle(t, spokenForms)
	line := bot.Reply{Key: "x.line", Args: bot.Args{"Amount": bot.Value{Kind: bot.Money, N: 50000}}}
	given := bot.Reply{Key: "x.given", Args: bot.Args{"Customer": "Ramesh", "Amount": bot.Value{Kind: bot.Money, N: 100}}}
	more := bot.Reply{Key: "x.more"}
	for name, c := range map[string]struct {
		replies []bot.Reply
		want    string
	}{
		"nothing": {nil, ""},
		"two":     {[]bot.Reply{given, {Key: "x.ages"}, line}, "one rupee for Ramesh. five hundred rupees."},
		"a list":  {[]bot.Reply{line, line, line, more}, "five hundred rupees. five hundred rupees. five hundred rupees. and three."},
		"a long one": {
			[]bot.Reply{line, line, line, line, line, more, given},
			"five hundred rupees. five hundred rupees. five hundred rupees. The rest is written. one rupee for Ramesh.",
		},
	} {
		if got, err := b.Answer("en", c.replies); got != c.want || err != nil {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	got, err := b.Answer("en", []bot.Reply{{Key: "x.none"}, line, {Key: "x.given", Args: bot.Args{"Amount": make(chan int)}}})
	if got != "five hundred rupees." || !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCheckFindsSpokenFormsThatAreWrong(t *testing.T) {
	for name, c := range map[string]struct{ en, hi, latin, want string }{
		"fine":               {"t = 'a'\n't.aloud' = 'b'", "t = 'क'\n't.aloud' = ''", "t = 'k'", ""},
		"one is missing":     {"t = 'a'\n't.aloud' = 'b'", "t = 'क'", "t = 'k'", "hi: x.t.aloud: missing"},
		"one too many":       {"t = 'a'\n't.aloud' = 'b'", "t = 'क'\n't.aloud' = 'ख'", "t = 'k'\n't.aloud' = 'l'", "hi-Latn: x.t.aloud: spoken form"},
		"of nothing":         {"t = 'a'\n'u.aloud' = 'b'", "t = 'क'", "t = 'k'", "en: x.u.aloud: spoken form"},
		"asks for more":      {"t = '{{.A}}'\n't.aloud' = '{{.B}}'", "t = '{{.A}}'\n't.aloud' = 'क'", "t = '{{.A}}'", "en: x.t.aloud: other placeholders: B"},
		"in foreign letters": {"t = 'a'\n't.aloud' = 'b'", "t = 'क'\n't.aloud' = 'abc'", "t = 'k'", "hi: x.t.aloud: foreign letters: abc"},
	} {
		b := bundle(t, map[string]string{"en": c.en, "hi": c.hi, "hi-Latn": c.latin})
		var got []string
		for _, f := range b.Check() {
			got = append(got, f.String())
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// unspeakable finds what a synthesiser misreads.
func unspeakable(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsMark(c) || strings.ContainsRune(" .,?!;:-।\u200c\u200d", c) {
			return -1
		}
		return c
	}, text)
}

// Whatever a user calls things, what is said of them is words.
func TestOnlyWordsAreSaid(t *testing.T) {
	texts := map[string]string{}
	for _, lang := range native {
		texts[lang] = "t = '''🏷️ {{.A}} ({{.B}}): {{.A}} × {{.B}} = {{.C}}%\n• {{.A}}/{{.C}} → {{.B}}'''"
	}
	b := bundle(t, texts)
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(native).Draw(t, "lang")
		args := map[string]bot.Value{
			"A": {Kind: bot.Item, Text: rapid.String().Draw(t, "name")},
			"B": {Kind: rapid.SampledFrom([]bot.Kind{bot.Money, bot.Quantity, bot.Number}).Draw(t, "kind"), N: rapid.Int64().Draw(t, "n"), Unit: rapid.SampledFrom([]string{"", "kg", "5%"}).Draw(t, "unit")},
			"C": {Kind: bot.Text, Text: rapid.StringMatching(`[0-9:/.,₹%+−–… -]{0,12}`).Draw(t, "figures")},
		}
		said, err := b.Aloud(lang, "x.t", args)
		if left := unspeakable(said); left != "" || err != nil {
			t.Fatalf("%+v is said %q: %q is left, %v", args, said, left, err)
		}
		if strings.Contains(said, "  ") || strings.Contains(said, " ,") || strings.Contains(said, ",,") {
			t.Fatalf("%+v is said %q", args, said)
		}
	})
}

func FuzzAloud(f *testing.F) {
	for _, s := range []string{"₹1,250.50", "9876543210", "18:30", "5/3 18:30", "1–15", "\xff₹", "−−5%%", "• a\n• b\n• c\n• d", "https://", "०१२", "क\u200dष"} {
		f.Add(s, uint8(0))
	}
	texts := map[string]string{}
	for _, lang := range native {
		texts[lang] = "t = '''{{.A}}'''"
	}
	b := bundle(f, texts)
	f.Fuzz(func(t *testing.T, s string, n uint8) {
		said, err := b.Aloud(native[int(n)%len(native)], "x.t", map[string]bot.Value{"A": {Kind: bot.Text, Text: s}})
		if left := unspeakable(said); left != "" || err != nil {
			t.Errorf("%q is said %q: %q is left, %v", s, said, left, err)
		}
	})
}

func BenchmarkAloud(b *testing.B) {
	texts := bundle(b, spokenForms)
	args := map[string]bot.Value{"Customer": {Kind: bot.Customer, Text: "Ramesh"}, "Amount": {Kind: bot.Money, N: 125050}}
	for b.Loop() {
		if _, err := texts.Aloud("hi", "x.given", args); err != nil {
			b.Fatal(err)
		}
	}
}
