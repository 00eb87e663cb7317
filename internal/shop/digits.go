package shop

import (
	"strings"
	"unicode"
)

// Digits writes the decimal digits of any script in Latin ones: "४८२१" is "4821".
func Digits(text string) string { return strings.Map(latinDigit, text) }

// latinDigit is a digit of any script in Latin ones. They lie together in tens, zero first.
func latinDigit(r rune) rune {
	if r <= unicode.MaxASCII || !unicode.Is(unicode.Nd, r) {
		return r
	}
	n := rune(0)
	for unicode.Is(unicode.Nd, r-n-1) {
		n++
	}
	return '0' + n%10
}
