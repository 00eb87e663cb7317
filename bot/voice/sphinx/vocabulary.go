package sphinx

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Vocabulary is what can be said in a shop in a language.
type Vocabulary struct {
	// Sentences have slots in braces, and what is said with a name in one word right
	// behind it: "{customer}ுக்கு {amount} ரூபாய் கடன்". The slots {amount} and {count}
	// are numbers of rupees and of things.
	Sentences []string
	// Slots are what may stand in the other slots, best first.
	Slots map[string][]string
}

// The slots that are numbers.
const (
	amountSlot = "amount"
	countSlot  = "count"
)

// Limits of a vocabulary; what is beyond them is not heard.
const (
	maxSentences = 4000
	maxTokens    = 24  // of a sentence
	maxValues    = 150 // of a slot
	maxWord      = 60  // letters
)

// key is the same for the same vocabulary.
func (v Vocabulary) key() string {
	h := sha256.New()
	for _, s := range v.Sentences {
		fmt.Fprintf(h, "%q\n", s)
	}
	for _, slot := range slices.Sorted(maps.Keys(v.Slots)) {
		fmt.Fprintf(h, "%q %q\n", slot, v.Slots[slot])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// token is a word, or a slot with what hangs on to it.
type token struct {
	slot string // "" of a word
	text string // the word; of a slot what follows it without a space
}

// parse cuts a sentence into tokens; nil when it is none.
func parse(sentence string) []token {
	var out []token
	for _, field := range strings.Fields(spaced(sentence)) {
		t := token{text: field}
		if strings.HasPrefix(field, "{") {
			slot, ending, ok := strings.Cut(field[1:], "}")
			if !ok || slot == "" || strings.ContainsAny(ending, "{}") {
				return nil
			}
			t = token{slot, ending}
		} else if strings.ContainsAny(field, "{}") {
			return nil
		}
		if len([]rune(t.text)) > maxWord {
			return nil
		}
		out = append(out, t)
	}
	if len(out) > maxTokens {
		return nil
	}
	return out
}

// spaced puts a space before each slot.
func spaced(sentence string) string { return strings.ReplaceAll(sentence, "{", " {") }
