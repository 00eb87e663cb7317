package sarvam

import (
	"strings"
	"unicode"
)

// ends are the marks that a sentence may end with, when a space follows.
const ends = ".?!।॥…"

// sentences are a text in parts of at most so many letters: cut after a sentence where that
// can be, otherwise between two words, and within a word only if that is longer than a part.
func sentences(text string, most int) []string {
	var out []string
	left := []rune(strings.TrimSpace(text))
	for len(left) > most {
		at := cut(left[:most+1])
		out = append(out, strings.TrimSpace(string(left[:at])))
		left = []rune(strings.TrimSpace(string(left[at:])))
	}
	if len(left) > 0 {
		out = append(out, string(left))
	}
	return out
}

// cut is where a text is cut of which the last letter is too much: after a sentence, if that
// does not leave most of the room empty.
func cut(text []rune) int {
	word := 0
	for i := len(text) - 1; i > 0; i-- {
		if !unicode.IsSpace(text[i]) {
			continue
		}
		if i > len(text)/2 && (text[i] == '\n' || strings.ContainsRune(ends, text[i-1])) {
			return i
		}
		word = max(word, i)
	}
	if word > 0 {
		return word
	}
	return len(text) - 1
}
