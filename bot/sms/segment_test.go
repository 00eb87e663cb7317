package sms_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/sms"
)

func TestSegments(t *testing.T) {
	r := strings.Repeat
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"one letter", "a", 1},
		{"all of GSM-7", "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà" + r("a", 73), 1},
		{"one more of it", "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà" + r("a", 74), 2},
		{"160 letters", r("a", 160), 1},
		{"161 letters", r("a", 161), 2},
		{"306 letters", r("a", 306), 2},
		{"307 letters", r("a", 307), 3},
		{"459 letters", r("a", 459), 3},
		{"460 letters", r("a", 460), 4},
		{"80 that take two", r("€", 80), 1},
		{"81 that take two", r("€", 81), 2},
		{"each that takes two", "\f^{}\\[~]|€" + r("a", 140), 1},
		{"each, and one more", "\f^{}\\[~]|€" + r("a", 141), 2},
		{"76 in each of several: none is torn", r("€", 152), 2},
		{"one over", r("€", 153), 3},
		{"none torn at the end of a segment", r("a", 152) + "€" + r("a", 152), 3},
		{"torn it would be two", r("a", 153) + "€" + r("a", 151), 2},
		{"70 of Hindi", r("क", 70), 1},
		{"71 of Hindi", r("क", 71), 2},
		{"134 of Hindi", r("क", 134), 2},
		{"135 of Hindi", r("क", 135), 3},
		{"one rupee makes it dear", "₹" + r("a", 69), 1},
		{"and dearer", "₹" + r("a", 70), 2},
		{"a letter that looks like GSM-7's", "ç" + r("a", 70), 2},
		{"a backtick", "`" + r("a", 70), 2},
		{"35 faces", r("😀", 35), 1},
		{"36 faces", r("😀", 36), 2},
		{"33 faces in each of several: none is torn", r("😀", 66), 2},
		{"one face over", r("😀", 67), 3},
		{"no UTF-8 at all", r("a", 69) + "\xff", 1},
		{"no UTF-8, and longer", r("a", 70) + "\xff", 2},
	} {
		if got := sms.Segments(c.text); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestSegmentsBounds is between what the units need at least and at most.
func TestSegmentsBounds(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("ab €[क्₹😀")), 1, 400, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := letters.Draw(t, "text")
		got, n := sms.Segments(text), len(utf16.Encode([]rune(text)))
		if got < (n+152)/153 || got > (n+65)/66 && n > 70 || n <= 70 && got != 1 {
			t.Fatalf("%d segments of %d units", got, n)
		}
		if more := sms.Segments(text + "क"); more < got {
			t.Fatalf("%d segments, and %d with one letter more", got, more)
		}
	})
}
