package sphinx

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// join hangs an ending on to a name as Indian scripts write it: ரமேஷ் and ுக்கு are
// ரமேஷுக்கு, রাজু and ের are রাজুর.
func join(name, ending string) string {
	first, size := utf8.DecodeRuneInString(ending)
	if ending == "" || !vowelSign(first) {
		return name + ending
	}
	last, tail := utf8.DecodeLastRuneInString(name)
	switch {
	case virama(last):
		return name[:len(name)-tail] + ending
	case vowelSign(last), unicode.Is(unicode.M, last) && !anusvara(last):
		return name + ending[size:]
	}
	if whole, ok := wholes[last]; ok {
		return name[:len(name)-tail] + whole + ending
	}
	if unicode.Is(unicode.Latin, last) {
		return name + strings.TrimLeftFunc(ending, vowelSign)
	}
	return name + ending
}

// wholes are the letters that end a word without a vowel, as they are before one.
var wholes = map[rune]string{'ൻ': "ന", 'ർ': "ര", 'ൽ': "ല", 'ൾ': "ള", 'ൺ': "ണ", 'ം': "മ"}

// The blocks of the Indian scripts have the same order: where a sign is in the first is
// where it is in the others.
const (
	firstBlock, lastBlock = 0x0900, 0x0D7F
	blockSize             = 0x80
	signBindu             = 0x02
	signAA, signAU        = 0x3E, 0x4C
	signVirama            = 0x4D
)

// within is where a letter is in its block; 0 outside of them.
func within(r rune) rune {
	if r < firstBlock || r > lastBlock {
		return 0
	}
	return r % blockSize
}

func vowelSign(r rune) bool { w := within(r); return w >= signAA && w <= signAU }
func virama(r rune) bool    { return within(r) == signVirama }
func anusvara(r rune) bool  { return within(r) == signBindu }
