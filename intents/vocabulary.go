package intents

// vocabulary is the words phrases use around their slots: what is said about
// things, and so names no thing itself.
type vocabulary struct {
	plain map[string]int      // how often, less how often as a sample
	near  map[bucket][]string // folded, for misspellings
}

// newVocabulary learns the words that stand outside the slots of phrases at
// least as often as in them: "Ramesh" in a sentence that marks no slot stays a
// name.
func newVocabulary(phrases []Phrase) *vocabulary {
	v := &vocabulary{plain: map[string]int{}, near: map[bucket][]string{}}
	folds := map[string]string{}
	for _, p := range phrases {
		if p.Errand == outOfScope {
			continue
		}
		at := 0
		for _, s := range p.Slots {
			v.count(p.Text[at:s.From], 1, folds)
			v.count(p.Text[s.From:s.To], -1, folds)
			at = s.To
		}
		v.count(p.Text[at:], 1, folds)
	}
	for plain, n := range v.plain { // near ones in any order: one of them is enough
		if n < 0 {
			delete(v.plain, plain)
			continue
		}
		if fold := folds[plain]; len(fold) >= shortestCarrier {
			b := bucket{initial(fold), uint8(min(len(fold), longestWord))}
			v.near[b] = append(v.near[b], fold)
		}
	}
	return v
}

// count adds n for every word of a stretch of text.
func (v *vocabulary) count(text string, n int, folds map[string]string) {
	for _, t := range tokenise(text) {
		if t.class == word {
			v.plain[t.plain] += n
			folds[t.plain] = t.fold
		}
	}
}

// has reports whether phrases use the word.
func (v *vocabulary) has(plain string) bool {
	_, ok := v.plain[plain]
	return ok
}

// shortestCarrier is the shortest word whose misspellings are recognised.
const shortestCarrier = 5

// resembles reports whether a word is spelled nearly as one that phrases use.
func (v *vocabulary) resembles(t token) bool {
	n := min(len(t.fold), longestWord)
	if n < shortestCarrier {
		return false
	}
	limit := vowelCost
	if n > 5 {
		limit = 2 * vowelCost
	}
	for length := n - 1; length <= n+1; length++ {
		for _, fold := range v.near[bucket{initial(t.fold), uint8(length)}] {
			if distance(t.fold, fold, limit) <= limit {
				return true
			}
		}
	}
	return false
}
