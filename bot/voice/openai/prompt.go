package openai

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPrompt is how many tokens Whisper reads of a prompt: the last ones
// (https://platform.openai.com/docs/guides/speech-to-text#prompting).
const maxPrompt = 224

// What a token is at least, as guessed: four Latin letters, and of the scripts of India,
// which its tokens were not made for, half a letter.
const (
	latinLetters = 4
	otherTokens  = 2
)

// maxHint is how many letters a hint may have: what is longer is no name of anything.
const maxHint = 60

// prompt puts hints as Whisper is told of them: in a line as it might have written it. The
// best comes last, for it is the beginning that Whisper drops when it guesses longer than
// we do.
func prompt(hints []string) string {
	var kept []string
	left := maxPrompt
	for _, h := range hints {
		h = tidy(h)
		if h == "" || utf8.RuneCountInString(h) > maxHint || slices.Contains(kept, h) {
			continue
		}
		if left -= tokens(h) + 1; left < 0 { // one for the comma
			break
		}
		kept = append(kept, h)
	}
	slices.Reverse(kept)
	return strings.Join(kept, ", ")
}

// tidy is a hint on one line, with nothing in it that is not written.
func tidy(h string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(h, ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// tokens is how many tokens a hint has at most, about.
func tokens(h string) int {
	latin, other := 0, 0
	for _, r := range h {
		if r < utf8.RuneSelf {
			latin++
		} else {
			other++
		}
	}
	return (latin+latinLetters-1)/latinLetters + other*otherTokens
}
