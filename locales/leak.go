package locales

import (
	"slices"
	"strings"
	"unicode"
)

// universal are the Latin words that stand in every script: they are on notes,
// packets and buttons as they are.
var universal = []string{
	"upi", "sms", "otp", "pin", "qr", "gst", "gstin", "mrp", "pdf", "csv", "excel", "json", "whatsapp", "wa", "me",
	"kg", "g", "gm", "l", "ml",
}

// danda ends a sentence where letters hang from a line, and only there.
const danda = "।"

// leaks lists the words of s that are in another script than a language's
// readers chose, each once.
func leaks(script *unicode.RangeTable, s string) []string {
	var found []string
	if script == unicode.Latin && strings.Contains(s, danda) {
		found = append(found, danda)
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !partOfWord(r) }) {
		if foreign(script, word) && !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	return found
}

// partOfWord reports whether r is a letter or a mark on one.
func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// foreign reports whether a word is none of the language's.
func foreign(script *unicode.RangeTable, word string) bool {
	if slices.Contains(universal, strings.ToLower(word)) {
		return false
	}
	for _, r := range word {
		if !unicode.In(r, script, unicode.Inherited) {
			return true
		}
	}
	return false
}

// Leaks lists the words of a text that are in other letters than the readers of a
// language chose, each once: for texts that are kept elsewhere than with the rest.
func Leaks(lang, text string) []string { return leaks(tongueOf(lang).script, text) }
