package locales

import (
	"maps"
	"slices"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// Every language has a word for what every other has one for: a table that was
// filled in half would let English into a line.
func TestTonguesAreWhole(t *testing.T) {
	model := tongues[fallback]
	for lang, words := range tongues {
		for name, pair := range map[string][2][]string{
			"units":     {names(model.units), names(words.units)},
			"spans":     {names(model.spans), names(words.spans)},
			"periods":   {names(model.periods), names(words.periods)},
			"sides":     {names(model.sides), names(words.sides)},
			"languages": {names(model.languages), names(words.languages)},
		} {
			if !slices.Equal(pair[0], pair[1]) {
				t.Errorf("%s: %s are %v, in %s they are %v", lang, name, pair[1], fallback, pair[0])
			}
		}
		if _, ok := words.languages[lang]; !ok {
			t.Errorf("%s has no name for itself", lang)
		}
	}
}

func names[V any](table map[string]V) []string { return slices.Sorted(maps.Keys(table)) }

func TestTonguesKeepToTheirScript(t *testing.T) {
	for lang, words := range tongues {
		all := []string{words.lot, words.since[0], words.since[1], words.until[0], words.until[1]}
		all = append(all, words.months[:]...)
		all = append(all, words.long[:]...)
		for _, table := range []map[string]string{words.periods, words.sides, words.languages} {
			all = slices.AppendSeq(all, maps.Values(table))
		}
		for _, units := range []map[string]unit{words.units, words.spans} {
			for name, u := range units {
				if u.one == "" || u.many == "" || u.each == "" {
					t.Errorf("%s: %s lacks a word", lang, name)
				}
				all = append(all, u.one, u.many, u.each)
			}
		}
		for _, word := range all {
			if leaked := leaks(words.script, word); len(leaked) > 0 {
				t.Errorf("%s: %q is not in its script", lang, word)
			}
		}
	}
}

func TestTonguesKnowTheUnitsOfTheContract(t *testing.T) {
	for lang, words := range tongues {
		for _, name := range []string{"kg", "g", "l", "ml", "pcs", "packet", "dozen", "box", "bag"} {
			if _, ok := words.units[name]; !ok {
				t.Errorf("%s has no word for %s", lang, name)
			}
		}
	}
}

func TestOrder(t *testing.T) {
	have := []string{"hi", "mr", "hi-Latn", "en", "ta"}
	for lang, want := range map[string][]string{
		"en":      {"en", "hi-Latn", "hi", "mr", "ta"},
		"hi":      {"hi", "en", "hi-Latn", "mr", "ta"},
		"hi-Latn": {"hi-Latn", "en", "hi", "mr", "ta"},
		"mr":      {"mr", "en", "hi", "hi-Latn", "ta"},
		"mr-Latn": {"en", "mr", "hi-Latn", "hi", "ta"},
		"kn":      {"en", "hi-Latn", "hi", "mr", "ta"},
	} {
		if got := order(lang, have); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", lang, got, want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for s, want := range map[string]string{
		"":                        "",
		"Ramesh":                  "Ramesh",
		"चीनी  5":                 "चीनी  5",
		"a\nb\r\nc\td":            "a b c d",
		"\u202eabc\u2066":         "abc",
		"a\u2028b":                "a b",
		"क\u200dष":                "क\u200dष",
		"\x00":                    "",
		"👨\u200d👩":                "👨\u200d👩",
		" kept as it is, no line": " kept as it is, no line",
	} {
		if got := oneLine(s); got != want {
			t.Errorf("oneLine(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestNamesNeverBreakALine(t *testing.T) {
	in := &edition{lang: "en", tongue: tongues["en"], order: []string{"en"}}
	for _, kind := range []bot.Kind{bot.Item, bot.Customer, bot.Choose, bot.Language, bot.Date, bot.Period, bot.Quantity} {
		a := newArg(bot.Value{Kind: kind, Text: "a\nb", From: "c\nd", Unit: "e\nf"}, in)
		if s := a.String(); oneLine(s) != s || s == "" {
			t.Errorf("%s: %q", kind, s)
		}
	}
}
