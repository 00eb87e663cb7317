package espeak

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// errLines says that the program did not answer with a line for each word.
var errLines = errors.New("espeak: not as many pronunciations as words")

// Limits of how words are asked about.
const (
	maxWords   = 20_000
	maxLetters = 100 // of a word
	maxIPA     = 4 << 20
)

// switches are what the program writes where it goes over to another language: "(en)".
var switches = regexp.MustCompile(`\([a-z-]*\)`)

// Phonemes says how words are pronounced: each in the letters of the International Phonetic
// Alphabet, with a space between two sounds, "" for what is none. All are asked about at
// once, and there may be at most 20,000.
func (e *Espeak) Phonemes(ctx context.Context, words []string, lang string) ([]string, error) {
	name, ok := voices[lang]
	switch {
	case !ok:
		return nil, fmt.Errorf("espeak: phonemes: %w", voice.ErrLanguage)
	case len(words) > maxWords:
		return nil, fmt.Errorf("espeak: phonemes: more than %d words", maxWords)
	}
	out := make([]string, len(words))
	var asked []string
	var of []int
	for i, w := range words {
		if w = pronounceable(w); w != "" {
			asked, of = append(asked, w), append(of, i)
		}
	}
	said, err := e.lines(ctx, name, asked)
	for i, s := range said {
		out[of[i]] = s
	}
	return out, err
}

// lines asks about words, one paragraph each. If there are not as many lines as there are
// words it asks about each half, until it knows which word has none.
func (e *Espeak) lines(ctx context.Context, name string, words []string) ([]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	raw, err := e.run(ctx, strings.Join(words, "\n\n")+"\n\n", maxIPA, "-v", name, "-q", "--ipa", "--sep= ")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	if len(lines) == len(words) {
		for i, l := range lines {
			lines[i] = strings.Join(strings.Fields(switches.ReplaceAllString(l, " ")), " ")
		}
		return lines, nil
	}
	if len(words) == 1 {
		return []string{""}, nil
	}
	half := len(words) / 2 //nolint:mnd // a half
	first, err := e.lines(ctx, name, words[:half])
	if err != nil {
		return nil, err
	}
	second, err := e.lines(ctx, name, words[half:])
	if err == nil && len(first)+len(second) != len(words) {
		err = errLines
	}
	return append(first, second...), err
}

// pronounceable is a word's letters and marks; "" when it has no letter or is too long for
// one.
func pronounceable(word string) string {
	letters := false
	word = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r):
			letters = true
			return r
		case unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || r == '\'':
			return r
		case unicode.IsSpace(r) || unicode.IsPunct(r):
			return ' '
		}
		return -1
	}, word)
	if !letters || len(word) > maxLetters*4 { //nolint:mnd // bytes of a letter
		return ""
	}
	return strings.Join(strings.Fields(word), " ")
}
