package sms

import (
	"strings"
	"unicode/utf8"
)

// How much one segment holds: septets of GSM-7, or UTF-16 units where a text has
// anything else. One of several gives room to the header that joins them.
// Source: 3GPP TS 23.038 (6.2.1) and 23.040 (9.2.3.24.1)
const (
	gsmAlone, gsmEach = 160, 153
	ucsAlone, ucsEach = 70, 67
)

// basic are the letters of GSM-7 besides A to Z, a to z and the digits; those of
// extended are written as an escape and a letter.
const (
	basic    = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"
	extended = "\f^{}\\[~]|€"
)

// Segments is how many messages a text is charged as, 0 for none. No letter of
// two units stands half in one segment and half in the next.
func Segments(text string) int {
	if plain(text) {
		return segments(text, septets, gsmAlone, gsmEach)
	}
	return segments(text, units, ucsAlone, ucsEach)
}

// segments counts segments of a text whose letters have a size.
func segments(text string, size func(rune) int, alone, each int) int {
	if text == "" {
		return 0
	}
	total, count, room := 0, 1, each
	for _, r := range text {
		n := size(r)
		if total += n; n > room {
			count, room = count+1, each
		}
		room -= n
	}
	if total <= alone {
		return 1
	}
	return count
}

// plain reports whether GSM-7 has every letter of a text.
func plain(text string) bool {
	for _, r := range text {
		if septets(r) == 0 {
			return false
		}
	}
	return true
}

// septets is how many of them GSM-7 takes for a letter; 0 when it has none.
func septets(r rune) int {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r != utf8.RuneError && strings.ContainsRune(basic, r):
		return 1
	case r != utf8.RuneError && strings.ContainsRune(extended, r):
		return 2
	}
	return 0
}

// units is how many UTF-16 units a letter takes.
func units(r rune) int {
	if r > '\uffff' {
		return 2
	}
	return 1
}
