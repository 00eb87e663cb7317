package locales_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

func TestSpoken(t *testing.T) {
	money := func(paise int64) bot.Value { return bot.Value{Kind: bot.Money, N: paise} }
	kilos := func(thousandths int64) bot.Value {
		return bot.Value{Kind: bot.Quantity, N: thousandths, Unit: "kg"}
	}
	for _, c := range []struct {
		lang string
		said bot.Value
		want string
	}{
		{"hi-Latn", money(125000), "ek hazaar do sau pachaas rupaye"},
		{"hi-Latn", money(-9050), "minus nabbe rupaye pachaas paise"},
		{"hi-Latn", money(100), "ek rupaya"},
		{"hi-Latn", money(50), "pachaas paise"},
		{"hi-Latn", money(0), "shunya rupaye"},
		{"hi-Latn", money(1_23_45_67800), "ek crore teis lakh paintalees hazaar chhah sau athhattar rupaye"},
		{"hi-Latn", kilos(2500), "dhai kilo"},
		{"hi-Latn", kilos(3500), "saadhe teen kilo"},
		{"hi-Latn", kilos(4750), "paune paanch kilo"},
		{"hi-Latn", kilos(1300), "ek kilo teen sau gram"},
		{"hi-Latn", kilos(300), "teen sau gram"},
		{"hi-Latn", bot.Value{Kind: bot.Number, N: 3140}, "teen point ek char"},
		{"hi-Latn", bot.Value{Kind: bot.Date, From: "2026-03-15"}, "pandrah March"},
		{"hi", money(125000), "एक हज़ार दो सौ पचास रुपये"},
		{"ta", money(125000), "ஆயிரத்தி இருநூத்தி அம்பது ரூபாய்"},
		{"ta", money(850000), "எட்டாயிரத்தி ஐநூறு ரூபாய்"},
		{"ta", money(2500000), "இருபத்தி அஞ்சு ஆயிரம் ரூபாய்"},
		{"ml", money(500000), "അയ്യായിരം രൂപ"},
		{"te", kilos(500), "అర కిలో"},
		{"ta", kilos(1000), "ஒரு கிலோ"},
		{"ta", kilos(2500), "ரெண்டரை கிலோ"},
		{"en", kilos(500), "half a kg"},
		{"en", money(100), "one rupee"},
		{"or", money(200), "two rupees"}, // nobody reads it aloud in Odia yet
		{"hi", bot.Value{Kind: bot.Text, Text: "x"}, ""},
		{"hi", bot.Value{Kind: bot.Date, From: "soon"}, ""},
	} {
		if got := locales.Spoken(c.lang, c.said); got != c.want {
			t.Errorf("%s: %+v is read %q, want %q", c.lang, c.said, got, c.want)
		}
	}
}

// Whatever is asked for is read without end or panic.
func FuzzSpoken(f *testing.F) {
	f.Add(int64(125000), "kg", uint8(0))
	f.Add(int64(-1)<<63, "", uint8(3))
	langs := locales.Languages()
	f.Fuzz(func(t *testing.T, n int64, unit string, kind uint8) {
		kinds := []bot.Kind{bot.Money, bot.Quantity, bot.Number}
		v := bot.Value{Kind: kinds[int(kind)%len(kinds)], N: n, Unit: unit}
		if said := locales.Spoken(langs[int(kind)%len(langs)], v); said == "" {
			t.Errorf("%+v is read as nothing", v)
		}
	})
}
