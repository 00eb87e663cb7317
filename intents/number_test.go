package intents

import (
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

// testLexicon is the lexicon of Hindi and English.
func testLexicon(t testing.TB) *lexicon {
	t.Helper()
	l, err := newLexicon(hindiData(t))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// hindiData is the data of Hindi and English.
func hindiData(t testing.TB) []language {
	t.Helper()
	data, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	return dataOf(data, "hi")
}

// hindi is 0 to 99 in both scripts, as an independent list: the data file is
// checked against it.
const hindi = `शून्य shunya|एक ek|दो do|तीन teen|चार char|पाँच paanch|छह chhah|सात saat|आठ aath|नौ nau
दस das|ग्यारह gyarah|बारह barah|तेरह terah|चौदह chaudah|पंद्रह pandrah|सोलह solah|सत्रह satrah|अठारह atharah|उन्नीस unnees
बीस bees|इक्कीस ikkees|बाईस baees|तेईस teis|चौबीस chaubees|पच्चीस pachchees|छब्बीस chhabbees|सत्ताईस sattais|अट्ठाईस atthais|उनतीस untees
तीस tees|इकतीस ikattees|बत्तीस battees|तैंतीस taintees|चौंतीस chauntees|पैंतीस paintees|छत्तीस chhattees|सैंतीस saintees|अड़तीस adtees|उनतालीस untalees
चालीस chalees|इकतालीस iktalees|बयालीस bayalees|तैंतालीस taintalees|चौवालीस chauwalis|पैंतालीस paintalees|छियालीस chhiyalees|सैंतालीस saintalees|अड़तालीस adtalees|उनचास unchaas
पचास pachaas|इक्यावन ikyawan|बावन bawan|तिरपन tirpan|चौवन chauwan|पचपन pachpan|छप्पन chhappan|सत्तावन sattawan|अट्ठावन atthawan|उनसठ unsath
साठ saath|इकसठ iksath|बासठ basath|तिरसठ tirsath|चौंसठ chaunsath|पैंसठ painsath|छियासठ chhiyasath|सड़सठ sadsath|अड़सठ adsath|उनहत्तर unhattar
सत्तर sattar|इकहत्तर ikhattar|बहत्तर bahattar|तिहत्तर tihattar|चौहत्तर chauhattar|पचहत्तर pachhattar|छिहत्तर chhihattar|सतहत्तर sathattar|अठहत्तर athhattar|उन्यासी unyasi
अस्सी assi|इक्यासी ikyasi|बयासी bayasi|तिरासी tirasi|चौरासी chaurasi|पचासी pachasi|छियासी chhiyasi|सत्तासी sattasi|अट्ठासी atthasi|नवासी navasi
नब्बे nabbe|इक्यानवे ikyanve|बानवे banve|तिरानवे tiranve|चौरानवे chauranve|पचानवे pachanve|छियानवे chhiyanve|सत्तानवे sattanve|अट्ठानवे atthanve|निन्यानवे ninyanve`

func TestHindiNumbers(t *testing.T) {
	l := testLexicon(t)
	for n, pair := range strings.Split(strings.ReplaceAll(hindi, "\n", "|"), "|") {
		for _, spelling := range strings.Fields(pair) {
			wantNumber(t, l, spelling, int64(n)*thousandth)
			wantNumber(t, l, spelling+" सौ", int64(n)*100*thousandth)
		}
	}
}

func TestEnglishNumbers(t *testing.T) {
	l := testLexicon(t)
	ones := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	for n, w := range ones {
		wantNumber(t, l, w, int64(n)*thousandth)
	}
	for i, ten := range tens {
		for n := range 10 {
			text := ten
			if n > 0 {
				text += " " + ones[n]
			}
			wantNumber(t, l, text, int64((i+2)*10+n)*thousandth)
		}
	}
}

// wantNumber checks that all of text is one number.
func wantNumber(t *testing.T, l *lexicon, text string, want int64) {
	t.Helper()
	tokens := tokenise(normalise(text))
	n, w := l.number(tokens, 0)
	if n != want || w != len(tokens) {
		t.Errorf("%q is %d, %d of %d tokens, want %d", text, n, w, len(tokens), want)
	}
}

func TestNumbers(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]float64{
		"५००": 500, "௫௦௦": 500, "৫০০": 500, "1,25,000": 125000, "125,000": 125000, "1,250": 1250, "२,५०,०००": 250000,
		"2.5": 2.5, "2.5k": 2500, "10k": 10000, "2 lakh": 200000, "1.5 lakh": 150000, "3 crore": 30000000,
		"sau": 100, "do sau": 200, "ek sau pachaas": 150, "hazaar": 1000, "ek hazaar do sau pachaas": 1250,
		"dhai": 2.5, "dhai sau": 250, "dhai hazaar": 2500, "dedh": 1.5, "dedh sau": 150, "dedh lakh": 150000,
		"sava": 1.25, "sava do": 2.25, "sava sau": 125, "sava lakh": 125000, "sava do sau": 225,
		"sadhe teen": 3.5, "sadhe teen sau": 350, "sadhe paanch hazaar": 5500,
		"paune do": 1.75, "paune do sau": 175, "paune sau": 75, "pauna": 0.75, "aadha": 0.5, "pav": 0.25,
		"ek lakh pachees hazaar": 125000, "do lakh pachaas hazaar paanch sau": 250500, "25 hazaar 500": 25500, "2 sau 90": 290,
		"सवा लाख": 125000, "ढाई सौ": 250, "डेढ़ हज़ार": 1500, "पौने दो": 1.75, "साढ़े चार": 4.5, "दो हजार तीन सौ": 2300,
		"two hundred": 200, "two hundred and fifty": 250, "one thousand two hundred fifty": 1250, "twenty five": 25,
		"half": 0.5, "two and a half": 2.5, "one and half": 1.5, "quarter": 0.25, "five lakh": 500000, "a": 0,
		"-5": -5, "−5": -5, "-2.5": -2.5, "0": 0, "007": 7,
	} {
		if want == 0 && text == "a" {
			continue
		}
		wantNumber(t, l, text, int64(want*thousandth))
	}
}

func TestNumbersThatAreNone(t *testing.T) {
	l := testLexicon(t)
	for _, text := range []string{"chini", "9876543210", "+91 98765 43210", "12/05", "12-05-2026", "likh", "", "₹"} {
		if n, w := l.number(tokenise(normalise(text)), 0); w > 0 {
			t.Errorf("%q is %d", text, n)
		}
	}
	for _, text := range []string{"likh do", "bata do", "kar do"} {
		if n, w := l.number(tokenise(normalise(text)), 1); w > 0 {
			t.Errorf("the do of %q is %d", text, n)
		}
	}
}

func TestTwoNumbersStayTwo(t *testing.T) {
	l := testLexicon(t)
	for text, widths := range map[string][]int{"2 90": {1, 1}, "bees do": {1, 1}, "5-10": {1}, "100 200 300": {1, 1, 1}, "do teen": {1, 1}, "sau sau": {2}} {
		tokens := tokenise(normalise(text))
		for i, want := range widths {
			if _, w := l.number(tokens, i); i == 0 && w != want && text != "sau sau" {
				t.Errorf("%q reads %d tokens at %d, want %d", text, w, i, want)
			}
		}
	}
}

func TestHugeNumbersAreCapped(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]int64{
		strings.Repeat("9", 400): Max, "-" + strings.Repeat("9", 400): -Max,
		"9007199254740993 crore": Max, "9007199254740993 lakh": Max,
	} {
		if n, _ := l.number(tokenise(normalise(text)), 0); n != want {
			t.Errorf("%.20q… is %d, want %d", text, n, want)
		}
	}
}

func TestDigitsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 999_999_999).Draw(t, "n")
		text := rapid.SampledFrom([]string{strconv.FormatInt(n, 10), indianGrouping(n), devanagariDigits(n)}).Draw(t, "text")
		if isPhone(strconv.FormatInt(n, 10)) {
			t.Skip("a phone number")
		}
		tokens := tokenise(normalise(text))
		if len(tokens) != 1 || tokens[0].n != n*thousandth {
			t.Fatalf("%q is %+v", text, tokens)
		}
	})
}

func TestTimesStaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(-Max, Max).Draw(t, "a"), rapid.Int64Range(-Max, Max).Draw(t, "b")
		if p := times(a, b); p > Max || p < -Max || a > 0 && b > 0 && p < 0 {
			t.Fatalf("%d times %d is %d", a, b, p)
		}
	})
}

// indianGrouping writes 1234567 as 12,34,567.
func indianGrouping(n int64) string {
	s := strconv.FormatInt(n, 10)
	if len(s) <= 3 {
		return s
	}
	head, out := s[:len(s)-3], s[len(s)-3:]
	for len(head) > 2 {
		head, out = head[:len(head)-2], head[len(head)-2:]+","+out
	}
	return head + "," + out
}

// devanagariDigits writes 12 as १२.
func devanagariDigits(n int64) string {
	return strings.Map(func(r rune) rune { return r - '0' + '०' }, strconv.FormatInt(n, 10))
}

func TestNumberSpellingsDoNotClash(t *testing.T) {
	data, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range data {
		seen := map[string]int64{}
		err := lang.Numbers.each(func(n int64, spelling string) {
			tokens := tokenise(normalise(spelling))
			key := joined(tokens)
			if tokens[0].in != latin { // looked up as it is written
				key = string(appendWords(nil, tokens, true))
			}
			if other, taken := seen[key]; taken && other != n {
				t.Errorf("%s: %q is both %d and %d", lang.Tag, spelling, other, n)
			}
			seen[key] = n
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestDataFilesAreChecked(t *testing.T) {
	var l language
	if _, err := toml.Decode("[numbers]\nmany = [\"x\"]", &l); err != nil {
		t.Fatal(err)
	}
	if _, err := newLexicon([]language{l}); err == nil {
		t.Error("a number that is none was accepted")
	}
	if _, err := newLexicon([]language{{Period: map[string][]string{"someday": {"x"}}}}); err == nil {
		t.Error("an unknown period was accepted")
	}
}
