package intents

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// How numbers are spelled: the words for 0 to 99 and the magnitudes.
type speller struct {
	below          [100]string
	hundred, thous string
	lakh           string
}

// spellers are Devanagari and romanised Hindi, from the list of [hindi].
func spellers() (devanagari, roman speller) {
	for n, pair := range strings.Split(strings.ReplaceAll(hindi, "\n", "|"), "|") {
		devanagari.below[n], roman.below[n], _ = strings.Cut(pair, " ")
	}
	devanagari.hundred, devanagari.thous, devanagari.lakh = "सौ", "हज़ार", "लाख"
	roman.hundred, roman.thous, roman.lakh = "sau", "hazaar", "lakh"
	return devanagari, roman
}

// spell writes 0 to 99,99,999 in words.
func (s speller) spell(n int) string {
	if n == 0 {
		return s.below[0]
	}
	var words []string
	for _, m := range []struct {
		of   int
		word string
	}{{100_000, s.lakh}, {1000, s.thous}, {100, s.hundred}} {
		if count := n / m.of; count > 0 {
			words = append(words, s.below[count], m.word)
			n %= m.of
		}
	}
	if n > 0 {
		words = append(words, s.below[n])
	}
	return strings.Join(words, " ")
}

// rupees reads an amount in words; -1 when it is not all of the text.
func rupees(l *lexicon, text string) int {
	tokens := tokenise(normalise(text))
	m, ok := l.moneyMark(tokens, 0)
	if !ok || m.to != len(tokens) || m.value.N%100 != 0 {
		return -1
	}
	return int(m.value.N / 100)
}

func TestSpellerItself(t *testing.T) {
	deva, roman := spellers()
	for n, want := range map[int][2]string{
		0:       {"शून्य", "shunya"},
		7:       {"सात", "saat"},
		42:      {"बयालीस", "bayalees"},
		100:     {"एक सौ", "ek sau"},
		105:     {"एक सौ पाँच", "ek sau paanch"},
		1000:    {"एक हज़ार", "ek hazaar"},
		2350:    {"दो हज़ार तीन सौ पचास", "do hazaar teen sau pachaas"},
		99_999:  {"निन्यानवे हज़ार नौ सौ निन्यानवे", "ninyanve hazaar nau sau ninyanve"},
		125_000: {"एक लाख पच्चीस हज़ार", "ek lakh pachchees hazaar"},
	} {
		if got := deva.spell(n); got != want[0] {
			t.Errorf("%d is spelled %q, want %q", n, got, want[0])
		}
		if got := roman.spell(n); got != want[1] {
			t.Errorf("%d is spelled %q, want %q", n, got, want[1])
		}
	}
}

func TestSpelledNumbersReadBack(t *testing.T) {
	l := testLexicon(t)
	deva, roman := spellers()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 99_999).Draw(t, "n")
		for _, text := range []string{deva.spell(n) + " रुपये", roman.spell(n) + " rupaye"} {
			if got := rupees(l, text); got != n {
				t.Fatalf("%d, spelled %q, is %d", n, text, got)
			}
		}
	})
}

func TestEverySpelledNumberBelowTenThousandReadsBack(t *testing.T) {
	l := testLexicon(t)
	deva, roman := spellers()
	for n := range 10_000 {
		for _, text := range []string{deva.spell(n) + " रुपये", roman.spell(n) + " rupaye"} {
			if got := rupees(l, text); got != n {
				t.Fatalf("%d, spelled %q, is %d", n, text, got)
			}
		}
	}
}

func TestSpelledLakhsReadBack(t *testing.T) {
	l := testLexicon(t)
	deva, roman := spellers()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(100_000, 9_999_999).Draw(t, "n")
		for _, text := range []string{deva.spell(n) + " रुपये", roman.spell(n) + " rupaye"} {
			if got := rupees(l, text); got != n {
				t.Fatalf("%d, spelled %q, is %d", n, text, got)
			}
		}
	})
}

func TestSpelledWithoutTheFirstOne(t *testing.T) {
	// "sau", "hazaar", "lakh" alone are one of them, also before more.
	l := testLexicon(t)
	_, roman := spellers()
	for n := 1; n < 100; n++ {
		for of, word := range map[int]string{100: "sau", 1000: "hazaar", 100_000: "lakh"} {
			text := word + " " + roman.below[n] + " rupaye"
			if got := rupees(l, text); got != of+n {
				t.Errorf("%q is %d, want %d", text, got, of+n)
			}
		}
	}
}

func TestDigitsBeforeMagnitudesReadBack(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		hundreds, rest := rapid.IntRange(1, 99).Draw(t, "hundreds"), rapid.IntRange(1, 99).Draw(t, "rest")
		text := strconv.Itoa(hundreds) + " sau " + strconv.Itoa(rest) + " rupaye"
		if got := rupees(l, text); got != hundreds*100+rest {
			t.Fatalf("%q is %d", text, got)
		}
	})
}

func TestFractionsOfMagnitudes(t *testing.T) {
	l := testLexicon(t)
	deva, roman := spellers()
	of := []struct {
		deva, roman string
		n           int
	}{{"सौ", "sau", 100}, {"हज़ार", "hazaar", 1000}, {"लाख", "lakh", 100_000}}
	for _, m := range of {
		for n := 1; n <= 20; n++ {
			for _, f := range []struct {
				deva, roman string
				quarters    int
			}{{"सवा", "sava", 1}, {"साढ़े", "sadhe", 2}, {"पौने", "paune", -1}} {
				if n == 1 && f.quarters != 1 || n == 2 && f.quarters == 2 {
					continue // paune sau, dedh and dhai are words of their own
				}
				want := n*m.n + f.quarters*m.n/4
				for _, text := range []string{f.deva + " " + deva.below[n] + " " + m.deva + " रुपये", f.roman + " " + roman.below[n] + " " + m.roman + " rupaye"} {
					if got := rupees(l, text); got != want {
						t.Errorf("%q is %d, want %d", text, got, want)
					}
				}
			}
		}
	}
}

func TestFractionsOfOne(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]int{
		"dedh sau": 150, "डेढ़ सौ": 150, "dhai sau": 250, "ढाई सौ": 250, "dedh hazaar": 1500, "ढाई हज़ार": 2500,
		"dedh lakh": 150_000, "ढाई लाख": 250_000, "sava sau": 125, "सवा सौ": 125, "paune sau": 75, "पौने सौ": 75,
		"sava hazaar": 1250, "paune hazaar": 750, "aadha lakh": 50_000, "आधा लाख": 50_000,
		"ek hazaar dhai sau": 1250, "do hazaar dedh sau": 2150, "sava do hazaar": 2250, "paune teen hazaar": 2750,
	} {
		if got := rupees(l, text+" rupaye"); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

func TestDoThatGives(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]int64{
		"likh do": 0, "bata do": 0, "200 likh do": 200, "udhaar likh do": 0, "ek kilo chini do": 1,
		"do": 2, "do kilo": 2, "do do": 2, "do sau do rupaye": 202, "दो": 2, "दो सौ दो रुपये": 202,
	} {
		tokens := tokenise(normalise(text))
		var first int64
		for i := range tokens {
			if n, w := l.number(tokens, i); w > 0 {
				first = n / thousandth
				break
			}
		}
		if first != want {
			t.Errorf("the number of %q is %d, want %d", text, first, want)
		}
	}
}

// zeros are the digit noughts of the Indic scripts on board.
var zeros = map[string]rune{
	"Devanagari": '०', "Bengali": '০', "Gurmukhi": '੦', "Gujarati": '૦', "Oriya": '୦',
	"Tamil": '௦', "Telugu": '౦', "Kannada": '೦', "Malayalam": '൦', "Latin": '0',
}

// inDigits writes the ASCII digits of a text in the digits of a script.
func inDigits(text string, zero rune) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, text)
}

func TestDigitsOfEveryScriptAreTheSameNumber(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 9_99_99_999).Draw(t, "n")
		for script, zero := range zeros {
			for _, text := range []string{strconv.Itoa(n), indianGrouping(int64(n))} {
				if got := rupees(l, inDigits(text, zero)+" rupaye"); got != n {
					t.Fatalf("%s in %s is %d", inDigits(text, zero), script, got)
				}
			}
		}
	})
}

func TestSentencesInDigitsOfEveryScript(t *testing.T) {
	for _, l := range tableAt(t, "sentences.tsv", 2) {
		if !strings.ContainsAny(l.fields[0], "0123456789") {
			continue
		}
		for script, zero := range zeros {
			text := inDigits(l.fields[0], zero)
			if got, want := understood(t, say(text)), understood(t, say(l.fields[0])); got != want {
				t.Errorf("in %s: %q is %s, want %s", script, text, got, want)
			}
		}
	}
}

func TestIndianGrouping(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 12_345: "12,345", 123_456: "1,23,456", 12_34_56_789: "12,34,56,789"} {
		if got := indianGrouping(n); got != want {
			t.Errorf("%d is grouped %s, want %s", n, got, want)
		}
	}
	l := testLexicon(t)
	for text, want := range map[string]int{
		"1,000": 1000, "12,345": 12_345, "1,23,456": 123_456, "123,456": 123_456, "1,234,567": 1_234_567,
		"12,34,567": 1_234_567, "1,00,00,000": 1_00_00_000,
	} {
		for _, form := range []string{"₹" + text, "rs " + text, text + " rupaye", "Rs." + text, text + "/-"} {
			if got := rupees(l, form); got != want {
				t.Errorf("%q is %d, want %d", form, got, want)
			}
		}
	}
	for _, text := range []string{"1,2", "1,23", "1234,567", "1,2345", ",100", "1,,000"} {
		if got := rupees(l, text+" rupaye"); got > 999_999 {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func TestPaise(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		whole, part := rapid.Int64Range(0, 99_999).Draw(t, "rupees"), rapid.Int64Range(0, 99).Draw(t, "paise")
		text := strconv.FormatInt(whole, 10) + "." + strconv.FormatInt(100+part, 10)[1:] + " rupaye"
		tokens := tokenise(normalise(text))
		if m, ok := l.moneyMark(tokens, 0); !ok || m.value.N != whole*100+part {
			t.Fatalf("%q is %+v", text, m.value)
		}
	})
}

func TestThousandthsOfAUnit(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		whole, part := rapid.Int64Range(0, 9999).Draw(t, "kilos"), rapid.Int64Range(0, 999).Draw(t, "grams")
		text := strconv.FormatInt(whole, 10) + "." + strconv.FormatInt(1000+part, 10)[1:] + " kilo"
		if m, ok := l.numberMark(tokenise(text), 0); !ok || m.value.N != whole*1000+part || m.value.Unit != "kg" {
			t.Fatalf("%q is %+v", text, m.value)
		}
	})
}
