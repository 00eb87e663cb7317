package settings

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// word is a word of a sentence.
type word struct {
	senses []string
	digits string // of a figure
	colon  bool   // it is written like a time, "9:30"
}

// pieces are the words and figures of a text.
var pieces = regexp.MustCompile(`\d+(?:[:.]\d\d)?|[\pL\pM']+`)

// split are the words and figures of a text, in small letters and Latin figures.
func split(text string) []string {
	text = strings.ReplaceAll(strings.ToLower(shop.Digits(text)), "’", "'")
	return pieces.FindAllString(text, -1)
}

// words are those of a text with what they can mean.
func (l lexicon) words(text string) sentence {
	var out sentence
	for _, piece := range split(text) {
		w := word{senses: l[piece]}
		if piece[0] >= '0' && piece[0] <= '9' {
			w.digits = strings.Replace(piece, ".", ":", 1)
			w.colon = w.digits != piece || strings.Contains(piece, ":")
		}
		out = append(out, w)
	}
	return out
}

// is reports whether a word can have one of some senses.
func (w word) is(senses ...string) bool {
	return slices.ContainsFunc(senses, func(s string) bool { return slices.Contains(w.senses, s) })
}

// number is what a word counts.
func (w word) number() (n int, ok bool) {
	text, _, _ := strings.Cut(w.digits, ":")
	if text == "" {
		for _, s := range w.senses {
			if s[0] >= '0' && s[0] <= '9' {
				text = s
			}
		}
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// sentence is the words of a text, with nothing before and behind them.
type sentence []word

func (s sentence) at(i int) word {
	if i < 0 || i >= len(s) {
		return word{}
	}
	return s[i]
}

// has reports whether a word of some senses is in it.
func (s sentence) has(senses ...string) bool {
	return slices.ContainsFunc(s, func(w word) bool { return w.is(senses...) })
}
