package intents

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// spokenNumbers are those whose words are compared: all that are short, and some of each
// length.
func spokenNumbers() []int64 {
	var out []int64
	for n := int64(0); n <= 1100; n++ {
		out = append(out, n)
	}
	for n := int64(1117); n < 10_00_00_000; n += n/19 + 7 {
		out = append(out, n, n/100*100, n/1000*1000)
	}
	return out
}

// eachLexicon calls f with what each language, and the English mixed into it, says for the
// closed sets.
func eachLexicon(t *testing.T, f func(t *testing.T, lang string, lex *lexicon)) {
	t.Helper()
	data, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locales.Languages() {
		var own []language
		for _, l := range data {
			if l.Tag == locales.Base(lang) || l.Tag == english {
				own = append(own, l)
			}
		}
		lex, err := newLexicon(own)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(lang, func(t *testing.T) { f(t, lang, lex) })
	}
}

// TestMoneyReadAloudIsHeard reads sums aloud in every language and hears them back.
func TestMoneyReadAloudIsHeard(t *testing.T) {
	eachLexicon(t, func(t *testing.T, lang string, lex *lexicon) {
		for _, n := range spokenNumbers() {
			said := locales.Spoken(lang, bot.Value{Kind: bot.Money, N: n * 100})
			tokens := tokenise(normalise(said))
			got, ok := lex.moneyMark(tokens, 0)
			if !ok || got.value.N != n*100 || got.to != len(tokens) {
				t.Errorf("%d is read %q, and heard as %d in %d of %d words", n, said, got.value.N/100, got.to, len(tokens))
			}
		}
	})
}

// TestQuantitiesReadAloudAreHeard does the same with quarters of a kilo.
func TestQuantitiesReadAloudAreHeard(t *testing.T) {
	eachLexicon(t, func(t *testing.T, lang string, lex *lexicon) {
		grams := strings.TrimPrefix(locales.Quantity(lang, 2000, "g"), "2 ")
		for n := int64(250); n <= 12_000; n += 250 {
			said := locales.Spoken(lang, bot.Value{Kind: bot.Quantity, N: n, Unit: "kg"})
			tokens := tokenise(normalise(said))
			got, ok := lex.numberMark(tokens, 0)
			if strings.HasSuffix(said, " "+grams) {
				continue // "three kilos, 250 grams", where nobody says it in one
			}
			if !ok || got.value.N != n || got.value.Unit != "kg" || got.to != len(tokens) {
				t.Errorf("%d g is read %q, and heard as %d %s in %d of %d words", n, said, got.value.N, got.value.Unit, got.to, len(tokens))
			}
		}
	})
}

// TestAnswersReadAloudAreHeard reads whole texts aloud and hears the sums in them back.
func TestAnswersReadAloudAreHeard(t *testing.T) {
	texts := fstest.MapFS{}
	for _, lang := range locales.Languages() {
		texts["locales/"+lang+".toml"] = &fstest.MapFile{Data: []byte(`"t" = "✍️ {{.Amount}}"`)}
	}
	mouth, err := locales.New(locales.Source{Prefix: "x", Files: texts})
	if err != nil {
		t.Fatal(err)
	}
	eachLexicon(t, func(t *testing.T, lang string, lex *lexicon) {
		for _, n := range spokenNumbers() {
			said, err := mouth.Aloud(lang, "x.t", map[string]bot.Value{"Amount": {Kind: bot.Money, N: n * 100}})
			if err != nil {
				t.Fatal(err)
			}
			tokens := tokenise(normalise(said))
			got, ok := lex.moneyMark(tokens, 0)
			if !ok || got.value.N != n*100 || got.to < len(tokens)-1 {
				t.Errorf("%d is said %q, and heard as %d in %d of %d words", n, said, got.value.N/100, got.to, len(tokens))
			}
		}
	})
}
