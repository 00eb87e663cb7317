package intents

import "strings"

// table finds phrases of one or more words: by their plain form, and those that are
// written in a script of their own first by just what is written. ষাট is sixty, and
// sounds like the shat that many type for seven.
type table[T any] struct {
	entries map[string]T
	exact   map[string]T
	longest map[string]int // words of the longest phrase, by the plain form of its first word
}

// newTable returns an empty table.
func newTable[T any]() *table[T] {
	return &table[T]{entries: map[string]T{}, exact: map[string]T{}, longest: map[string]int{}}
}

// add files v under a phrase; the first one filed stays.
func (t *table[T]) add(phrase string, v T) {
	tokens := tokenise(normalise(phrase))
	if len(tokens) == 0 {
		return
	}
	words := make([]string, len(tokens))
	for i, tok := range tokens {
		words[i] = tok.plain
	}
	key := strings.Join(words, " ")
	if _, taken := t.entries[key]; !taken {
		t.entries[key] = v
	}
	if written := string(appendWords(nil, tokens, true)); tokens[0].in != latin && written != key {
		if _, taken := t.exact[written]; !taken {
			t.exact[written] = v
		}
	}
	t.longest[words[0]] = max(t.longest[words[0]], len(words))
}

// at finds the longest phrase that begins at token i.
func (t *table[T]) at(tokens []token, i int) (v T, width int) {
	if i < 0 || i >= len(tokens) {
		return v, 0
	}
	longest := min(t.longest[tokens[i].plain], len(tokens)-i)
	if longest == 0 {
		return v, 0
	}
	var buf [96]byte
	for n := longest; n > 0; n-- {
		if len(t.exact) > 0 && tokens[i].in != latin && tokens[i].in != noScript {
			if v, ok := t.exact[string(appendWords(buf[:0], tokens[i:i+n], true))]; ok {
				return v, n
			}
		}
		if tokens[i].small && len(t.exact) > 0 {
			continue // માં is "in", and no "man" of forty kilos
		}
		if v, ok := t.entries[string(appendWords(buf[:0], tokens[i:i+n], false))]; ok {
			return v, n
		}
	}
	return v, 0
}

// appendWords appends words with spaces between: as they are written, or their plain
// forms.
func appendWords(key []byte, tokens []token, said bool) []byte {
	for k, tok := range tokens {
		if k > 0 {
			key = append(key, ' ')
		}
		if said {
			key = append(key, tok.said...)
		} else {
			key = append(key, tok.plain...)
		}
	}
	return key
}

// has reports whether a phrase begins at token i.
func (t *table[T]) has(tokens []token, i int) bool {
	_, width := t.at(tokens, i)
	return width > 0
}

// starts reports whether any phrase begins with the plain word.
func (t *table[T]) starts(plain string) bool { return t.longest[plain] > 0 }
