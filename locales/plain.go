package locales

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What nobody reads out: addresses on the web, and files.
var unread = regexp.MustCompile(`(?i)(?:https?://|www\.|wa\.me/)\S*|\S+\.(?:csv|json|pdf|xlsx?|zip|txt|png|jpe?g|ogg|mp3)\b`)

// words finds words with the dots and apostrophes of what is written short.
var words = regexp.MustCompile(`[\p{L}\p{M}\x{200c}\x{200d}]['’.\p{L}\p{M}\x{200c}\x{200d}]*`)

// afterOne is what stands before what is counted as one.
var afterOne = regexp.MustCompile(`(?:^|[^\d.,])1 ?$`)

// long drops addresses and says what is written short in full.
func (r *reader) long(line string) string {
	line = unread.ReplaceAllString(line, " ")
	var out strings.Builder
	at := 0
	for _, w := range words.FindAllStringIndex(line, -1) {
		out.WriteString(line[at:w[0]])
		out.WriteString(r.inFull(line[w[0]:w[1]], afterOne.MatchString(line[max(0, w[0]-len("01 ")):w[0]])))
		at = w[1]
	}
	return out.String() + line[at:]
}

// inFull says a word in full, with the dot that ends its sentence; one when it follows 1.
func (r *reader) inFull(word string, one bool) string {
	small := strings.ReplaceAll(strings.ToLower(word), "’", "'")
	bare := strings.TrimRight(small, ".'")
	for _, key := range []string{small, bare} {
		said, ok := r.Shortened[key]
		if single := r.Singular[key]; single != "" && one {
			said = single
		}
		if ok {
			return said + small[len(key):]
		}
	}
	return word
}

// stops are the signs that a synthesiser pauses at, the longest pause first.
const stops = "?!।.:;,"

// Between what is said: signs in a row, a sign after a space, and spaces.
var (
	stopsInARow = regexp.MustCompile(`[` + stops + `](?:\s*[` + stops + `])+`)
	spaceBefore = regexp.MustCompile(`\s+([` + stops + `])`)
	hyphenAlone = regexp.MustCompile(`(^|[^\p{L}\p{M}])-+|-+($|[^\p{L}\p{M}-])`)
)

// plain leaves letters and the signs that a synthesiser pauses at.
func (r *reader) plain(line string) string {
	var out strings.Builder
	last := ' '
	for i, c := range line {
		said := sounds(last, c, line[i+utf8.RuneLen(c):])
		if said == "" {
			continue
		}
		out.WriteString(said)
		last, _ = utf8.DecodeLastRuneInString(said)
	}
	text := hyphenAlone.ReplaceAllString(out.String(), "$1, $2")
	text = spaceBefore.ReplaceAllString(strings.Join(strings.Fields(text), " "), "$1")
	text = stopsInARow.ReplaceAllStringFunc(text, longest)
	return strings.TrimLeft(text, stops+" -")
}

// inSentence are the pictures that stand for a word in a sentence; others stand between two.
const inSentence = "🔊📍"

// sounds is what is left of a rune after another, before what follows.
func sounds(last, c rune, rest string) string {
	switch {
	case unicode.IsLetter(c), strings.ContainsRune(stops+"-", c):
		return string(c)
	case unicode.Is(unicode.Variation_Selector, c), strings.ContainsRune("\"'’‘“”«»*~`", c):
		return ""
	case unicode.IsMark(c):
		if partOfWord(last) || joins(last) {
			return string(c)
		}
		return ""
	case joins(c):
		if partOfWord(last) && startsWithLetter(rest) {
			return string(c)
		}
		return ""
	case c == '॥':
		return danda
	case strings.ContainsRune(inSentence, c):
		return " "
	case unicode.Is(unicode.So, c), strings.ContainsRune("()[]{}=−–—…·|→×<>", c):
		return ", "
	}
	return " "
}

// joins reports whether a rune only says how letters join.
func joins(c rune) bool { return c == '\u200c' || c == '\u200d' }

// longest is the sign with the longest pause of several.
func longest(signs string) string {
	for _, s := range stops {
		if strings.ContainsRune(signs, s) {
			return string(s)
		}
	}
	return signs
}

// sentence ends a line as a sentence ends; the last cannot lead on to another.
func (r *reader) sentence(line string, last bool) string {
	line = strings.TrimRight(line, ",;- ")
	end, size := utf8.DecodeLastRuneInString(line)
	switch {
	case line == "", strings.ContainsRune("?!।.", end), end == ':' && !last:
		return line
	case end == ':':
		line = line[:len(line)-size]
	}
	return line + r.Stop
}
