package intents

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"५०० रुपये": "500 रुपये", "a\u200bb\u200dc": "abc", "\u202ehello\u202c": "hello", "1️⃣": "1", "a\tb\r\nc": "a b\n\nc",
		"क\u0958": "कक\u093c", "ok\xff\xfe": "ok", "\x00\x01a": "a", "ஒ௫": "ஒ5", "a\u00a0b": "a b", "👍🏽": "👍", "അവൻ": "അവൻ", "അവന്\u200d": "അവൻ",
	} {
		if got := normalise(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestNormaliseCapsLength(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", 100_000), strings.Repeat("क", 100_000), strings.Repeat("\xff", 100_000)} {
		if n := utf8.RuneCountInString(normalise(s)); n > bot.MaxText {
			t.Errorf("%d runes are left", n)
		}
	}
}

func TestNormaliseTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := normalise(rapid.String().Draw(t, "s"))
		if twice := normalise(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

func TestRomanise(t *testing.T) {
	for in, want := range map[string]string{
		"नमक": "namak", "चीनी": "chini", "दुकानदार": "dukandar", "बिकरी": "bikri", "सरसों": "sarson", "अदरक": "adrak",
		"कितना": "kitna", "उधार": "udhar", "खरीदा": "kharida", "में": "men", "पाँच": "panch", "ढाई": "dhai", "साढ़े": "sarhe",
		"ज़्यादा": "zyada", "चाय": "chay", "রমেশ": "ramesh", "રમેશ": "ramesh", "ਰਮੇਸ਼": "ramesh", "ரமேஷ்": "ramesh",
		"రమేష్": "ramesh", "ರಮೇಶ್": "ramesh", "രമേഷ്": "ramesh", "रमेश": "ramesh", "Café": "cafe", "plain": "plain", "": "",
	} {
		if got := romanise(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestFoldedAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"doodh", "दूध"},
		{"dudh", "dood"},
		{"cheeni", "चीनी"},
		{"chini", "cheenee"},
		{"zeera", "jeera"},
		{"fal", "phal"},
		{"wapas", "vapas"},
		{"mein", "में"},
		{"chahiye", "चाहिए"},
		{"namaste", "namastey"},
		{"udhaar", "udhar"},
		{"kharidaa", "kharida"},
	} {
		if a, b := foldOf(plainOf(pair[0])), foldOf(plainOf(pair[1])); a != b {
			t.Errorf("%s is %s, %s is %s", pair[0], a, pair[1], b)
		}
	}
}

func TestPlainFormsThatDiffer(t *testing.T) {
	for _, pair := range [][2]string{{"saat", "saath"}, {"tell", "tel"}, {"ghee", "ki"}, {"daal", "dala"}, {"dahi", "thi"}} {
		if a, b := plainOf(pair[0]), plainOf(pair[1]); a == b {
			t.Errorf("%s and %s are both %s", pair[0], pair[1], a)
		}
	}
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"2kg": "2|kg", "₹90": "₹|90", "90/-": "90|/-", "Rs.90": "Rs|90", "12/05": "12/05", "2.5k": "2.5|k", "a,b": "a|,|b",
		"lal's": "lal|'|s", "don't": "don't", "1,25,000 2,3": "1,25,000|2|,|3", "+91 98765 43210": "+91 98765 43210",
		"5-10": "5|-|10", "-5": "-5", "👍 ok": "👍|ok", "kg.": "kg|.", "12.05.2026": "12.05.2026", "1.5": "1.5",
	} {
		var got []string
		for _, tok := range tokenise(normalise(in)) {
			got = append(got, tok.said)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q is %q, want %q", in, strings.Join(got, "|"), want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"maggi", "maggi", 0}, {"anda", "ande", 35}, {"mohan", "mohn", 35}, {"surf", "suf", 100}, {"ab", "ba", 70}, {"dal", "tal", 60}, {"xyz", "", 300}} {
		if got := distance(row.a, row.b, 1000); got != row.want {
			t.Errorf("%s to %s is %d, want %d", row.a, row.b, got, row.want)
		}
	}
}

func TestDistanceIsSymmetric(t *testing.T) {
	word := rapid.StringMatching(`[a-z]{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		ab, ba := distance(a, b, 1<<20), distance(b, a, 1<<20)
		if ab != ba || (ab == 0) != (a == b) {
			t.Fatalf("%s to %s is %d, back %d", a, b, ab, ba)
		}
	})
}
