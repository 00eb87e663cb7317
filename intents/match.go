package intents

import (
	"cmp"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// match is a run of tokens that may be a name.
type match struct {
	from, to int
	whole    bool // every word of the name was said
	foreign  bool // it is the name in another language than is spoken
	cost     int  // of the spelling, in hundredths of a letter
	name     *bot.Name
	order    int // of the name among all: a catalogue has what sells most first
}

// matcher finds the names of several vocabularies in one message.
type matcher struct {
	lex      *lexicon
	carriers *vocabulary // words that phrases use around names
	people   *people
	listed   map[string]bool // words of listed values: never misspelt names either
	indexes  []*index
}

// matches returns the best name or names of every stretch of tokens; equally
// good ones share a stretch. Stretches do not overlap and are in order.
func (m matcher) matches(tokens []token) []match {
	var found []match
	for k, x := range m.indexes {
		found = m.find(x, k, tokens, found)
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(better(a, b), a.from-b.from, a.order-b.order)
	})
	var kept []match
	for _, f := range found {
		if fits(kept, f) {
			kept = append(kept, f)
		}
	}
	slices.SortStableFunc(kept, func(a, b match) int { return a.from - b.from })
	return kept
}

// better puts the match that explains more first: more tokens, the whole name,
// the better spelling.
func better(a, b match) int {
	if d := (b.to - b.from) - (a.to - a.from); d != 0 {
		return d
	}
	if a.whole != b.whole {
		if a.whole {
			return -1
		}
		return 1
	}
	if a.foreign != b.foreign {
		if b.foreign {
			return -1
		}
		return 1
	}
	return a.cost - b.cost
}

// fits reports whether f overlaps nothing that is kept, or is as good as what
// is kept for exactly the same tokens, and another name.
func fits(kept []match, f match) bool {
	for _, k := range kept {
		if f.to <= k.from || f.from >= k.to {
			continue
		}
		if f.from != k.from || f.to != k.to || better(k, f) != 0 || sameName(k.name, f.name) {
			return false
		}
	}
	return true
}

// sameName reports whether two names are of one thing.
func sameName(a, b *bot.Name) bool { return a == b || a.Kind == b.Kind && a.ID == b.ID }

// maxNames is more names than any vocabulary has.
const maxNames = 1 << 24

// find appends the matches of index number k that no later index overrides.
func (m matcher) find(x *index, k int, tokens []token, found []match) []match {
	var store [16]hit
	open := map[int32]*match{} // the stretch that ends at the token before, by entry
	said := map[int32]int{}    // words of it said, by entry
	for i, t := range tokens {
		if dash(t) && i > 0 && i+1 < len(tokens) && tokens[i-1].class == figure && tokens[i+1].class == figure {
			continue // 50-50
		}
		next := map[int32]*match{}
		exact := m.known(t) || m.listed[t.plain]
		var hits []hit
		if !t.tail { // an ending is no name
			hits = x.lookup(t, exact, store[:0])
		}
		further := len(hits) == 0 && exact && t.class == word && !m.lex.closed(t.plain) && m.carriers.plain[t.plain] <= seldom
		if further { // "sarees" is a kind of goods, and "silk sarees" one of them
			hits = x.inflected(t.plain, hits)
		}
		for _, h := range hits {
			for _, p := range x.words[h.word].posts {
				e := x.entries[p.entry]
				name := &x.names[e.name]
				if next[p.entry] != nil || m.overridden(k, name.ID) || !x.written(t, h, e) {
					continue
				}
				f := open[p.entry]
				if f == nil && further && !m.counts(tokens, i) {
					continue
				}
				if f == nil {
					f = &match{from: i, name: name, foreign: e.foreign, order: m.placed(k, e.name, name.ID)}
					said[p.entry] = 0
				}
				said[p.entry]++
				f.to, f.cost = i+1, f.cost+h.cost
				f.whole = said[p.entry] >= e.length
				next[p.entry] = f
			}
		}
		found = m.close(open, next, tokens, found)
		open = next
	}
	return m.close(open, nil, tokens, found)
}

// close appends the stretches that were open and did not go on.
func (m matcher) close(open, next map[int32]*match, tokens []token, found []match) []match {
	for e, f := range open {
		if next[e] == f {
			continue
		}
		if part := m.unowned(*f, tokens); m.telling(part, tokens) {
			found = append(found, part)
		}
	}
	return found
}

// unowned is a part of a name without the "ki" it ends in: "doodh ki expiry" is
// about doodh, though there is a doodh ki bottle.
func (m matcher) unowned(f match, tokens []token) match {
	for !f.whole && f.to-f.from > 1 && m.lex.owner.has(tokens, f.to-1) {
		f.to--
	}
	return f
}

// placed is the order of a name of index number k among all: its place in the first
// vocabulary that speaks of it, so that what a shop says of a thing does not move it.
func (m matcher) placed(k int, name int32, id string) int {
	for j, earlier := range m.indexes[:k] {
		if at, speaks := earlier.places[id]; speaks {
			return j*maxNames + int(at)
		}
	}
	return k*maxNames + int(name)
}

// overridden reports whether a later vocabulary speaks of the name.
func (m matcher) overridden(k int, id string) bool {
	for _, later := range m.indexes[k+1:] {
		if _, speaks := later.places[id]; speaks {
			return true
		}
	}
	return false
}

// known reports whether a token is a word of the language rather than a
// misspelt name.
func (m matcher) known(t token) bool {
	return t.class != word || m.lex.closed(t.plain) || m.carriers.has(t.plain)
}

// oneFigure reports whether tokens are figures written as one: 50-50.
func oneFigure(tokens []token) bool {
	for i, t := range tokens {
		if t.class != figure && !dash(t) || i > 0 && !t.glued {
			return false
		}
	}
	return len(tokens) > 1
}

// dash reports whether a token is one, with nothing before it.
func dash(t token) bool { return t.class == sign && t.said == "-" && t.glued }

// shortestPart is the shortest word that can stand for a longer name.
const shortestPart = 3

// everydayWord is how often phrases must use a word for it to be no goods, unless it is
// counted.
const everydayWord = 8

// everyday reports whether a stretch is one word that the language says all the time, and
// nothing counts it: "mari pase", I have, is about no mari, pepper. What goods are called
// elsewhere is no name at all where it is a word.
func (m matcher) everyday(tokens []token, f match) bool {
	t := tokens[f.from]
	said := m.carriers.plain[t.plain]
	return f.name.Kind == bot.Item && f.to == f.from+1 && t.class == word &&
		(said > everydayWord && !m.counts(tokens, f.from) || said > seldom && f.foreign)
}

// telling reports whether a stretch says enough to be its name: a whole name,
// or a part that is no ordinary word, number or letter.
func (m matcher) telling(f match, tokens []token) bool {
	if f.name.Kind == bot.Item && (f.cost > endingCost || !f.whole) && m.lex.customerAfter.has(tokens, f.to) {
		return false // "Kumar ne" is no misspelt pumpkin
	}
	if f.name.Kind == bot.Item && (f.cost > 0 || !f.whole) && m.people.all(tokens[f.from:f.to]) {
		return false // nor is it without "ne"
	}
	if f.whole {
		return !m.everyday(tokens, f)
	}
	if m.lex.owner.has(tokens, f.from) {
		return false // "50 ka namak" is no "vrat ka namak"
	}
	if slices.ContainsFunc(tokens[f.from:f.to], func(t token) bool { return t.class == figure }) {
		return f.cost == 0 && oneFigure(tokens[f.from:f.to]) // "4 maggi" is four of them, not the pack of four
	}
	if f.cost > endingCost*(f.to-f.from) {
		return false
	}
	for _, t := range tokens[f.from:f.to] {
		if len(t.plain) >= shortestPart && !m.known(t) {
			return true
		}
	}
	return false
}
