package intents

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class says what a token is.
type class uint8

// The classes of tokens.
const (
	word   class = iota // letters
	figure              // digits, read as a number
	day                 // 12/05, 12-05-2026
	phone               // digits that are nobody's amount
	comma               // , ;
	stop                // . ! ? । and the end of a line
	sign                // ₹ @ / % and emoji, each alone
)

// token is one word, number or sign of a message.
type token struct {
	said  string // as written
	plain string // romanised, see [plainOf]
	fold  string // see [foldOf]
	class class
	glued bool   // nothing stands between it and the token before
	tail  bool   // it is the ending of the word before: see [ear.cut]
	small bool   // as it is written it is one of the language's small words, whatever it sounds like
	n     int64  // of a figure, in thousandths
	date  [3]int // of a day: day, month, year (0 when left out)
	in    script // of a word
}

// tokenise cuts a normalised message into tokens.
func tokenise(s string) []token {
	out := make([]token, 0, len(s)/4+2)
	glued := false
	for i := 0; i < len(s); {
		r, width := utf8.DecodeRuneInString(s[i:])
		if r == ' ' {
			glued, i = false, i+width
			continue
		}
		t := read(s, i, r)
		t.glued = glued
		if inner(s, i+len(t.said), t) {
			glued, i = t.said == ".", i+len(t.said)
			continue
		}
		out = append(out, t)
		glued, i = true, i+len(t.said)
	}
	return out
}

// inner reports whether a sign only joins what stands around it: Rs.90, Parle-G.
func inner(s string, next int, t token) bool {
	if t.class != sign || t.said == "." {
		return t.class == sign
	}
	r, _ := utf8.DecodeRuneInString(s[next:])
	return t.said == "-" && t.glued && unicode.IsLetter(r)
}

// read reads the token that begins at i with rune r.
func read(s string, i int, r rune) token {
	switch {
	case r >= '0' && r <= '9':
		return readDigits(s[i:])
	case (r == '-' || r == '−') && startsNumber(s, i+utf8.RuneLen(r)) && startsHere(s, i):
		return negative(s[i:], utf8.RuneLen(r))
	case r == '+' && startsNumber(s, i+1):
		if t, ok := readInternational(s[i:]); ok {
			return t
		}
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return readWord(s[i:])
	}
	return readSign(s[i:], r)
}

// startsNumber reports whether a digit stands at i.
func startsNumber(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// startsHere reports whether nothing is written right before i.
func startsHere(s string, i int) bool { return i == 0 || strings.IndexByte(" \n,(", s[i-1]) >= 0 }

// negative reads a number with its sign.
func negative(s string, width int) token {
	t := readDigits(s[width:])
	t.said = s[:width+len(t.said)]
	t.n = -t.n
	return t
}

// readWord reads letters and their marks; an apostrophe inside belongs to them.
func readWord(s string) token {
	end := 0
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			end = i + utf8.RuneLen(r)
			continue
		}
		if (r == '\'' || r == '’') && !possessive(s[i+utf8.RuneLen(r):]) {
			continue
		}
		break
	}
	t := token{said: s[:end], class: word}
	first, _ := utf8.DecodeRuneInString(s)
	t.in = scriptOf(first)
	t.plain = plainOf(strings.ReplaceAll(t.said, "’", "'"))
	t.fold = foldOf(t.plain)
	return t
}

// possessive reports whether what follows an apostrophe is no more than an s.
func possessive(rest string) bool {
	if rest == "" || rest[0] != 's' && rest[0] != 'S' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return !unicode.IsLetter(r)
}

// readSign reads one mark that is neither letter nor digit.
func readSign(s string, r rune) token {
	t := token{said: s[:utf8.RuneLen(r)], class: sign}
	switch r {
	case ',', ';', '،':
		t.class = comma
	case '.', '|':
		if len(s) == 1 || s[1] == ' ' || s[1] == '\n' {
			t.class = stop
		}
	case '\n', '!', '?', '।', '॥':
		t.class = stop
	case '/':
		if strings.HasPrefix(s, "/-") {
			t.said = s[:2]
		}
	case '₨':
		t.plain = "₹"
		return t
	}
	t.plain = t.said
	return t
}
