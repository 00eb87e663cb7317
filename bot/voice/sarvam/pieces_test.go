package sarvam

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// TestPieces is that a clip is cut into few pieces that the service takes, with nothing lost
// or heard twice, and none of them too short to hold a word.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		longest := rapid.IntRange(2*pause, 2*sound.Rate).Draw(t, "longest")
		clip := make(sound.Clip, rapid.OneOf(rapid.IntRange(0, 5*longest), rapid.Just(longest), rapid.Just(longest+1)).Draw(t, "samples"))
		loud, every := rapid.Int16().Draw(t, "loud"), rapid.IntRange(1, sound.Rate).Draw(t, "every")
		for i := range clip {
			if i/every%2 == 0 {
				clip[i] = loud
			}
		}
		got := pieces(clip, longest)
		if most := 2*len(clip)/longest + 1; !slices.Equal(slices.Concat(got...), clip) || len(got) > most {
			t.Fatalf("%d pieces of %d samples", len(got), len(clip))
		}
		for i, p := range got {
			if len(p) > longest || len(clip) > longest && p.Length() < shortest || i < len(got)-1 && len(p) < longest/2 {
				t.Fatalf("piece %d of %d has %s", i, len(got), p.Length())
			}
		}
	})
}

// TestQuietest finds the one pause in which it can be cut, wherever it is, and however loud
// the shop is.
func TestQuietest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clip := make(sound.Clip, 3*sound.Rate)
		noise, from := rapid.Int16Range(0, 500).Draw(t, "noise"), rapid.IntRange(0, 2700).Draw(t, "ms")
		for i := range clip {
			clip[i] = 2000
			if at := i * 1000 / sound.Rate; at >= from && at < from+300 {
				clip[i] = noise
			}
			if i%2 == 0 {
				clip[i] = -clip[i]
			}
		}
		if at := quietest(clip) * 1000 / sound.Rate; at < from+50 || at > from+250 {
			t.Fatalf("cut at %d ms, the pause is at %d ms", at, from)
		}
	})
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"":                      nil,
		" \n ":                  nil,
		"Ram ram.":              {"Ram ram."},
		"Ram ji. Do kilo aata.": {"Ram ji.", "Do kilo", "aata."},
		"राम राम। दो किलो": {"राम राम।", "दो किलो"},
		"aaj\nkal parso":          {"aaj\nkal", "parso"},
		"1.5 kilo hai. Aur":       {"1.5 kilo", "hai. Aur"},
		"a. bcdefgh ijk":          {"a. bcdefgh", "ijk"},
		"abcdefghijklmnopqrstuvw": {"abcdefghij", "klmnopqrst", "uvw"},
	} {
		if got := sentences(text, 10); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestSentencesKeep is that parts are as short as they must be, none is empty, and no letter
// is lost.
func TestSentencesKeep(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("ab कि।.?! \n")))
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	rapid.Check(t, func(t *rapid.T) {
		text, most := letters.Draw(t, "text"), rapid.IntRange(1, 20).Draw(t, "most")
		got := sentences(text, most)
		for _, part := range got {
			if n := utf8.RuneCountInString(part); n > most || n == 0 || strings.TrimSpace(part) != part {
				t.Fatalf("%q of at most %d", part, most)
			}
		}
		if bare(strings.Join(got, "")) != bare(text) {
			t.Fatalf("%q of %q", got, text)
		}
	})
}
