package intents

import "unicode"

// script is a writing system, told by Unicode block alone.
type script uint8

// The scripts that are told apart. The nine Indic ones stand in the order of
// their blocks, so that a rune's block gives its script.
const (
	noScript script = iota
	latin
	devanagari
	bengali
	gurmukhi
	gujarati
	oriya
	tamil
	telugu
	kannada
	malayalam
	otherScript
)

// The blocks of the Indic scripts: 128 runes each, one after the other, in the
// order ISCII gave the letters.
const (
	firstIndic = 0x0900
	lastIndic  = 0x0D7F
	blockSize  = 0x80
)

// indic reports whether r is in one of the nine blocks.
func indic(r rune) bool { return r >= firstIndic && r <= lastIndic }

// scriptOf tells the script of one rune; digits and signs have none.
func scriptOf(r rune) script {
	switch {
	case indic(r):
		return devanagari + script((r-firstIndic)/blockSize)
	case !unicode.IsLetter(r):
		return noScript
	case unicode.Is(unicode.Latin, r):
		return latin
	}
	return otherScript
}

// dropsSchwa says that the script's main languages do not speak an inherent
// vowel at the end of a word.
func (s script) dropsSchwa() bool { return s >= devanagari && s <= gujarati }
