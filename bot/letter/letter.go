// Package letter knows where a text may be cut: never within what a reader sees
// as one letter, such as a consonant with its vowel sign.
package letter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

// Cut is at most n runes of text, with "…" where it was cut. It does not cut
// within a letter: before a vowel sign, a nukta or a joined consonant.
func Cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	end := n - 1
	for end > 1 && Joined(runes[end-1], runes[end]) {
		end--
	}
	return strings.TrimRight(string(runes[:end]), " ") + "…"
}

// Joined reports whether b belongs to the letter that a, which stands before it,
// is in.
func Joined(a, b rune) bool {
	return unicode.Is(unicode.M, b) || b == joiner || b == nonJoiner || a == joiner || virama(a)
}

// virama reports whether r joins the consonants on both its sides: it is the
// thirteenth sign of the second half of each Indic block.
func virama(r rune) bool {
	return r >= 0x0900 && r <= 0x0D7F && r&0x7F == 0x4D
}
