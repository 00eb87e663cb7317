package intents

import (
	"slices"
	"unicode"
)

// scripts is a set of scripts, a bit each.
type scripts uint16

func (s scripts) has(k script) bool { return s&(1<<k) != 0 }

// spelled notes how a word of a name is written.
func (x *index) spelled(name, w int32, t token) {
	if t.in <= latin {
		return
	}
	x.scripts[name] |= 1 << t.in
	if word := &x.words[w]; !slices.Contains(word.native, t.said) {
		word.native = append(word.native, t.said)
	}
}

// written reports whether a token can be a word of a name as it is written. The sound of a
// word leaves out how long its vowels are and what its letters are doubled with; where a
// name is spelled in the token's own script, that tells: വില, a price, is no വീൽ.
func (x *index) written(t token, h hit, e entry) bool {
	if t.class != word || t.in <= latin || !x.scripts[e.name].has(t.in) {
		return true
	}
	all, seen := []rune(t.said), false
	nearly := slices.ContainsFunc(x.words[h.word].native, func(other string) bool {
		r, said := []rune(other), all
		seen = seen || scriptOf(r[0]) == t.in
		if h.cost == endingCost { // साड़ियां is साड़ी with something after it
			said = said[:min(len(said), len(r))]
		}
		return scriptOf(r[0]) == t.in && nearlyWritten(said, r)
	})
	return nearly || !seen && h.cost == 0 && e.length == 1 // आटा is atta, though the shop writes पीठ
}

// The costs of writing differently: a vowel sign or other mark is easily another, a letter
// is not.
const (
	markCost  = 1
	glyphCost = 2
)

// leeway is what a word of so many runes may be written differently by.
func leeway(runes int) int {
	switch {
	case runes <= 2:
		return 0
	case runes <= 4:
		return markCost
	}
	return markCost + glyphCost*(runes/5)
}

// nearlyWritten reports whether two words of one script are written alike, up to a slip.
func nearlyWritten(a, b []rune) bool {
	a, b = a[:min(len(a), longestWord)], b[:min(len(b), longestWord)]
	limit := leeway(min(len(a), len(b)))
	var rows [2][longestWord + 1]int
	last, row := &rows[0], &rows[1]
	for j := range b {
		last[j+1] = last[j] + runeCost(b[j])
	}
	for i := range a {
		row[0] = last[0] + runeCost(a[i])
		for j := range b {
			other := 0
			if a[i] != b[j] {
				other = max(runeCost(a[i]), runeCost(b[j]))
			}
			row[j+1] = min(last[j]+other, last[j+1]+runeCost(a[i]), row[j]+runeCost(b[j]))
		}
		last, row = row, last
	}
	return last[len(b)] <= limit
}

// runeCost is what a rune too many costs.
func runeCost(r rune) int {
	if unicode.IsMark(r) {
		return markCost
	}
	return glyphCost
}
