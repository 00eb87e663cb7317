package intents

import "strings"

// table finds phrases of one or more words, by their plain form.
type table[T any] struct {
	entries map[string]T
	longest map[string]int // words of the longest phrase, by its first word
}

// newTable returns an empty table.
func newTable[T any]() *table[T] {
	return &table[T]{entries: map[string]T{}, longest: map[string]int{}}
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
		key := buf[:0]
		for k, tok := range tokens[i : i+n] {
			if k > 0 {
				key = append(key, ' ')
			}
			key = append(key, tok.plain...)
		}
		if v, ok := t.entries[string(key)]; ok {
			return v, n
		}
	}
	return v, 0
}

// has reports whether a phrase begins at token i.
func (t *table[T]) has(tokens []token, i int) bool {
	_, width := t.at(tokens, i)
	return width > 0
}

// starts reports whether any phrase begins with the plain word.
func (t *table[T]) starts(plain string) bool { return t.longest[plain] > 0 }
