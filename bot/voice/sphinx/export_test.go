package sphinx

import (
	"context"
	"strings"
)

type Grammar = grammar
type Tuning struct {
	Garbage, Word float64
}

func Build(ctx context.Context, v Vocabulary, lang, dir string, say Pronouncer, t Tuning) (*Grammar, error) {
	return build(ctx, v, lang, dir, say, tuning{garbage: t.Garbage, word: t.Word})
}

func (g *Grammar) Text(ids []string) (string, bool) { return g.text(ids), true }

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

// Size is how many states and arcs a vocabulary comes to.
func Size(v Vocabulary, lang string) (int, int) {
	n := weave(v, lang)
	return n.states, len(n.arcs)
}

// Sample is a sentence of a vocabulary at random.
func Sample(v Vocabulary, lang string, pick func(int) int) string {
	n := weave(v, lang)
	next := make([][]arc, n.states)
	for _, a := range n.arcs {
		next[a.from] = append(next[a.from], a)
	}
	var out []string
	for at := start; at != stop; {
		a := next[at][pick(len(next[at]))]
		if a.word != "" {
			out = append(out, a.word)
		}
		at = a.to
	}
	return strings.Join(out, " ")
}
