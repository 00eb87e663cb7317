package intents

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sahayak-dev/sahayak/bot"
)

// normalise brings a message into the one form the rest of the package reads:
// at most [bot.MaxText] runes of valid, composed text, without marks nobody
// sees, with ASCII digits. Case stays: an unknown name is kept as it was said.
func normalise(s string) string {
	// What nobody sees goes first: letters it stood between may compose.
	return strings.Map(asciiDigit, norm.NFC.String(strings.Map(visible, chillus.Replace(capped(s)))))
}

// visible drops what nobody sees, and makes one kind of space and of line end.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r == '\t' || unicode.Is(unicode.Zs, r):
		return ' '
	case invisible(r):
		return -1
	}
	return r
}

// capped cuts s after [bot.MaxText] runes and drops bytes that are not UTF-8.
func capped(s string) string {
	if len(s) > bot.MaxText*utf8.UTFMax {
		s = s[:bot.MaxText*utf8.UTFMax]
	}
	s = strings.ToValidUTF8(s, "")
	n := 0
	for i := range s {
		if n == bot.MaxText {
			return s[:i]
		}
		n++
	}
	return s
}

// invisible reports marks that change nothing a reader sees: joiners, direction
// marks, variation selectors, keycaps, control characters.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) ||
		(r >= 0xFE00 && r <= 0xFE0F) || r == 0x20E3 || r == utf8.RuneError ||
		(r >= 0x1F3FB && r <= 0x1F3FF)
}

// Figures writes the figures of Indian scripts as 0 to 9.
func Figures(text string) string { return strings.Map(asciiDigit, text) }

// asciiDigit maps the digits of the Indic scripts to ASCII.
func asciiDigit(r rune) rune {
	if r >= 0xFF10 && r <= 0xFF19 { // as some phones type them
		return r - 0xFF10 + '0'
	}
	if r < 0x0966 || r > 0x0DFF {
		return r
	}
	if offset := r & 0x7F; indic(r) && offset >= 0x66 && offset <= 0x6F {
		return '0' + offset - 0x66
	}
	return r
}

// chillus are the Malayalam letters without a vowel as they were written before they had
// code points of their own, which some phones still do: the plain letter, the sign that it
// has no vowel, and a joiner.
var chillus = strings.NewReplacer(
	"ണ്\u200d", "ൺ", "ന്\u200d", "ൻ", "ര്\u200d", "ർ", "ല്\u200d", "ൽ", "ള്\u200d", "ൾ", "ക്\u200d", "ൿ",
)
