package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// among is what a stretch of tokens means that fits several names equally. Of the word
// that several things are kinds of, it may also mean a thing called just that: the last
// one it is among, which has no id.
func (r reader) among(tokens []token, found []match) bot.Value {
	kind := found[0].name.Kind
	v := bot.Value{Kind: kind, Text: said(tokens)}
	kinds, head := r.heads(found, tokens[len(tokens)-1])
	for _, other := range kinds {
		if other.name.Kind == kind {
			v.Among = append(v.Among, named(*other.name))
		}
	}
	if len(v.Among) == 1 {
		return v.Among[0]
	}
	if head != "" && kind == bot.Item {
		just := head
		if len(tokens) > 1 {
			just = v.Text
		}
		v.Among = append(v.Among, bot.Value{Kind: bot.Item, Text: just})
	}
	return v
}

// heads are the matches whose name ends in the word that was said, if any does, and
// that word as it stands there: "chawal" is a kind of rice before it is rice flour.
func (r reader) heads(found []match, last token) (kinds []match, word string) {
	best := unlike
	for _, f := range found {
		call, how := "", unlike
		if f.name.Kind == bot.Item {
			call, how = r.ends(*f.name, last)
		}
		if how == unlike {
			continue
		}
		kinds = append(kinds, f)
		if how < best {
			word, best = call, how
		}
	}
	if len(kinds) == 0 {
		return found, ""
	}
	return kinds, word
}

// likeness is how a word is like another, the closest first.
type likeness int

// The ways in which it is, each in its own script before any other.
const (
	spelled likeness = 2 * iota // alike
	sounded                     // alike
	ended                       // otherwise: sarees, kurtiyan
	unlike
)

// ends is the last word of the name that ends most like a word, and how it does.
func (r reader) ends(n bot.Name, last token) (string, likeness) {
	calls := []string{n.Text}
	for lang, call := range n.Names {
		if r.lex.hearsIn(n, lang) {
			calls = append(calls, call)
		}
	}
	slices.Sort(calls)
	word, how := "", unlike
	for _, call := range calls {
		words := tokenise(normalise(call))
		if len(words) == 0 {
			continue
		}
		if l := r.like(words[len(words)-1], last); l < how {
			word, how = words[len(words)-1].said, l
		}
	}
	return word, how
}

// like is how a word that was said is like one of a name.
func (r reader) like(named, said token) likeness {
	other := likeness(0)
	if named.in != said.in {
		other = 1
	}
	switch {
	case named.plain == said.plain:
		return spelled + other
	case len(said.fold) > 2 && named.fold == said.fold:
		return sounded + other
	}
	for _, stems := range stemsOf(said.plain, r.lex.endings) {
		if slices.Contains(stems, named.fold) {
			return ended + other
		}
	}
	return unlike
}
