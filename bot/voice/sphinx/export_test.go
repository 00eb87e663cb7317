package sphinx

import "strings"

// Says reports whether a vocabulary has a sentence.
func Says(v Vocabulary, lang, text string) bool {
	n := weave(v, lang)
	next := make([][]arc, n.states)
	for _, a := range n.arcs {
		next[a.from] = append(next[a.from], a)
	}
	at := closure(next, map[int]bool{start: true})
	for _, w := range strings.Fields(text) {
		to := map[int]bool{}
		for s := range at {
			for _, a := range next[s] {
				if a.word == w {
					to[a.to] = true
				}
			}
		}
		at = closure(next, to)
	}
	return at[stop]
}

func closure(next [][]arc, at map[int]bool) map[int]bool {
	for again := true; again; {
		again = false
		for s := range at {
			for _, a := range next[s] {
				if a.word == "" && !at[a.to] {
					at[a.to], again = true, true
				}
			}
		}
	}
	return at
}
