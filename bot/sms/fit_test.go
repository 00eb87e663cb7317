package sms

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFit(t *testing.T) {
	r := strings.Repeat
	signed := func(text string) string { return "Sahayak: " + text + " -SHAYAK" }
	for _, c := range []struct {
		name, text string
		most       int
		wrap       func(string) string
		want       string
	}{
		{"what fits", "Chini khatam", 1, asIs, "Chini khatam"},
		{"exactly", r("a", 160), 1, asIs, r("a", 160)},
		{"one over", r("a", 161), 1, asIs, r("a", 157) + "..."},
		{"two segments", r("a", 400), 2, asIs, r("a", 303) + "..."},
		{"Hindi", r("क", 71), 1, asIs, r("क", 69) + "…"},
		{"no blank before the mark", r("a", 156) + "  " + r("a", 9), 1, asIs, r("a", 156) + "..."},
		{"not within a letter", r("क", 68) + "कि" + r("क", 9), 1, asIs, r("क", 68) + "…"},
		{"nor before a joined one", r("क", 67) + "क्ष" + r("क", 9), 1, asIs, r("क", 67) + "…"},
		{"nor in a face", r("a", 68) + "😀" + r("😀", 9), 1, asIs, r("a", 68) + "..."},
		{"what made it dear is cut off", r("a", 150) + "₹", 1, asIs, r("a", 150) + "..."},
		{"the words around it stay", r("a", 200), 1, signed, "Sahayak: " + r("a", 140) + "... -SHAYAK"},
	} {
		got, err := fit(c.text, c.most, c.wrap)
		if err != nil || got != c.want {
			t.Errorf("%s: %q (%d), %v, want\n%q", c.name, got, len(got), err, c.want)
		}
	}
	if got, err := fit("क"+r("\u093f", 80), 1, asIs); !errors.Is(err, errLong) {
		t.Errorf("one letter over a segment: %q, %v", got, err)
	}
}

// TestFitProperties is that whatever fits is as long as may be, and no letter is
// cut in two.
func TestFitProperties(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("ab €कर\u093f\u094d\u0bcd₹😀\u200d")), 0, 500, -1)
	rapid.Check(t, func(t *rapid.T) {
		text, most := clean("क"+letters.Draw(t, "text")), rapid.IntRange(1, 4).Draw(t, "most")
		got, err := fit(text, most, asIs)
		if err != nil {
			t.Skip("nothing but signs")
		}
		if n := Segments(got); n > most || n == 0 {
			t.Fatalf("%d segments, want %d at most", n, most)
		}
		if got == text {
			return
		}
		kept, short := strings.CutSuffix(got, ellipsis)
		if !short {
			kept, short = strings.CutSuffix(got, dots)
		}
		if Segments(text) <= most || !short || !strings.HasPrefix(text, kept) {
			t.Fatalf("%q came of %q", got, text)
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text, kept))
		if unicode.Is(unicode.M, next) || next == '\u200d' {
			t.Fatalf("cut before %q", next)
		}
	})
}
