package letter_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/letter"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"Ramesh", 6, "Ramesh"},
		{"Ramesh Kumar", 8, "Ramesh…"},
		{"Ramesh", 5, "Rame…"},
		{"नमस्ते", 6, "नमस्ते"},
		{"नमस्ते जी", 5, "नम…"},  // not within स्ते
		{"किराना", 3, "कि…"},     // the vowel sign stays with its letter
		{"किराना", 4, "कि…"},     // "रा" is one letter
		{"தமிழ்நாடு", 4, "தமி…"}, //
		{"👨\u200d👩\u200d👧 parivar", 4, "👨…"},
	} {
		if got := letter.Cut(c.text, c.n); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// TestCutKeepsLetters is that no letter is cut in two, and nothing gets longer.
func TestCutKeepsLetters(t *testing.T) {
	words := rapid.StringOfN(rapid.RuneFrom([]rune("aब िகाी \n👍र0")), 2, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		text, n := "क"+words.Draw(t, "text"), rapid.IntRange(2, 60).Draw(t, "n")
		got := letter.Cut(text, n)
		if utf8.RuneCountInString(got) > n {
			t.Fatalf("%q is longer than %d", got, n)
		}
		kept, cut := strings.CutSuffix(got, "…")
		if !cut && got != text || !strings.HasPrefix(text, kept) {
			t.Fatalf("%q came of %q", got, text)
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text, kept))
		if cut && utf8.RuneCountInString(kept) > 1 && unicode.Is(unicode.M, next) {
			t.Fatalf("%q is cut before %q", text, next)
		}
	})
}
