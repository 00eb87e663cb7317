package cloudapi

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// titles are the words of choices within n runes, no two alike: the second
// "Ramesh" is "Ramesh 2".
func titles(choices []bot.Label, n int) []string {
	taken := map[string]bool{}
	out := make([]string, len(choices))
	for i, l := range choices {
		title := cut(line(l.Text), n)
		for again := 2; taken[title]; again++ {
			mark := " " + strconv.Itoa(again)
			title = cut(line(l.Text), n-len(mark)) + mark
		}
		taken[title] = true
		out[i] = title
	}
	return out
}

// line is text on one line, without space at its ends.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// cut is at most n runes of text, with "…" where it was cut. It does not cut
// within a letter: before a vowel sign, a nukta or a joined consonant.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	end := n - 1
	for end > 1 && joined(runes[end-1], runes[end]) {
		end--
	}
	return strings.TrimRight(string(runes[:end]), " ") + "…"
}

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

// joined reports whether b belongs to the letter that a is in.
func joined(a, b rune) bool {
	return unicode.Is(unicode.M, b) || b == joiner || b == nonJoiner || a == joiner || virama(a)
}

// virama reports whether r joins the consonants on both its sides: it is the
// thirteenth sign of the second half of each Indic block.
func virama(r rune) bool {
	return r >= 0x0900 && r <= 0x0D7F && r&0x7F == 0x4D
}
