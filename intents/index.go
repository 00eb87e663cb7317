package intents

import (
	"maps"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// index finds the names of one vocabulary by the words they are made of.
type index struct {
	names   []bot.Name
	places  map[string]int32 // of the names this vocabulary speaks of, by id, removed ones included
	entries []entry          // every spelling of every name
	words   []indexWord      // every word of every spelling, once
	scripts []scripts        // what each name is spelled in
	plain   map[string]int32 // words by plain form
	folded  map[string][]int32
	near    map[bucket][]int32 // words that could be a misspelling, by first sound and length
	endings []string           // what names may take at their end
}

// entry is one spelling of a name.
type entry struct {
	name    int32
	length  int
	foreign bool // what it is called in another language than the ear's
}

// indexWord is a word and where it stands.
type indexWord struct {
	plain, fold string
	posts       []post
	native      []string // as it is written in other letters than Latin
}

// post is a place in an entry.
type post struct {
	entry int32
	place uint8
}

// bucket groups words that can be compared.
type bucket struct {
	initial byte
	length  uint8
}

// longestName is how many words of a name are read.
const longestName = 8

// newIndex indexes names by every spelling they have.
func (l *lexicon) newIndex(names []bot.Name) *index {
	x := &index{
		names: names, scripts: make([]scripts, len(names)), places: make(map[string]int32, len(names)),
		plain: map[string]int32{}, folded: map[string][]int32{}, near: map[bucket][]int32{},
		endings: l.endings,
	}
	for i, n := range names {
		x.places[n.ID] = int32(i)
		if n.Gone {
			continue
		}
		x.addSpellings(l, int32(i), n)
	}
	return x
}

// addSpellings enters all that a name is called.
func (x *index) addSpellings(l *lexicon, i int32, n bot.Name) {
	seen := map[string]bool{}
	enter := func(spelling string, foreign bool) {
		tokens := l.nameWords(n.Kind, spelling)
		key := joined(tokens)
		if len(tokens) == 0 || seen[key] {
			return
		}
		seen[key] = true
		x.enter(i, tokens, foreign)
		if len(tokens) > 1 && len(tokens) <= 3 {
			glued := plainOf(strings.ReplaceAll(key, " ", ""))
			x.enter(i, []token{{plain: glued, fold: foldOf(glued)}}, foreign)
		}
	}
	names := map[string][]string{}
	maps.Copy(names, n.Also)
	for lang, s := range n.Names {
		names[lang] = append(slices.Clip(names[lang]), s)
	}
	for _, foreign := range []bool{false, true} { // the first to be entered stays
		for _, lang := range slices.Sorted(maps.Keys(names)) {
			if !l.hearsIn(n, lang) || foreign == l.own(lang) {
				continue
			}
			for _, s := range names[lang] {
				enter(s, foreign)
			}
		}
	}
	abroad := len(n.Also) > 0 && !l.own(trade) // what is not said of a language is English and Hindi then
	enter(n.Text, abroad)
	for _, s := range n.Aliases {
		enter(s, abroad)
	}
}

// hearsIn reports whether what a thing is called in a language is listened for. A person
// has one name; goods have one in each language, and what is oil in one may be another
// thing in the next.
func (l *lexicon) hearsIn(n bot.Name, lang string) bool {
	return n.Kind != bot.Item || l.speaks[locales.Base(lang)]
}

// own reports whether a language is the ear's: there is nothing foreign to Hindi in English
// names, which are mixed into it.
func (l *lexicon) own(lang string) bool {
	base := locales.Base(lang)
	return l.speaks[base] && (base == l.mother || l.mother == trade)
}

// trade is the language by whose names goods are known in every other.
const trade = "hi"

// nameWords cuts a name into words, without the honorifics of a customer.
func (l *lexicon) nameWords(kind bot.Kind, spelling string) []token {
	kept := make([]token, 0, 4)
	all := tokenise(normalise(spelling))
	for _, t := range all {
		if t.class == comma || t.class == stop || t.class == sign || t.plain == "" {
			continue
		}
		if kind == bot.Customer && l.honorific[t.plain] {
			continue
		}
		kept = append(kept, t)
	}
	if len(kept) == 0 && kind == bot.Customer {
		kept = all
	}
	return kept[:min(len(kept), longestName)]
}

// joined is the plain words with spaces.
func joined(tokens []token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.plain
	}
	return strings.Join(words, " ")
}

// enter files one spelling.
func (x *index) enter(name int32, tokens []token, foreign bool) {
	id := int32(len(x.entries))
	x.entries = append(x.entries, entry{name: name, length: len(tokens), foreign: foreign})
	for place, t := range tokens {
		w := x.word(t)
		x.spelled(name, w, t)
		x.words[w].posts = append(x.words[w].posts, post{entry: id, place: uint8(place)})
	}
}

// word finds or adds a word.
func (x *index) word(t token) int32 {
	if w, ok := x.plain[t.plain]; ok {
		return w
	}
	w := int32(len(x.words))
	fold := t.fold
	if fold == "" {
		fold = t.plain
	}
	x.words = append(x.words, indexWord{plain: t.plain, fold: fold})
	x.plain[t.plain] = w
	x.folded[fold] = append(x.folded[fold], w)
	if len(fold) > 3 {
		b := bucket{initial(fold), uint8(min(len(fold), longestWord))}
		x.near[b] = append(x.near[b], w)
	}
	return w
}

// hit is a word of the index that a token may be.
type hit struct {
	word int32
	cost int // hundredths of a letter; exact is 0
}

// foldCost is the cost of being equal only when folded.
const foldCost = 10

// lookup appends the words t may be, best first. Exact says that t is a word of
// the language, which is no misspelling of a name.
func (x *index) lookup(t token, exact bool, hits []hit) []hit {
	if w, ok := x.plain[t.plain]; ok {
		hits = append(hits, hit{word: w})
	}
	if exact || t.class != word {
		return hits
	}
	for _, w := range x.folded[t.fold] {
		if x.words[w].plain != t.plain && (len(t.fold) > 2 || t.plain[0] == x.words[w].plain[0]) {
			hits = append(hits, hit{word: w, cost: foldCost})
		}
	}
	if len(hits) > 0 {
		return hits
	}
	if hits = x.inflected(t.plain, hits); len(hits) > 0 {
		return hits
	}
	return x.misspelt(t.fold, hits)
}

// endingCost is the cost of an ending a name took: eggs, andon.
const endingCost = 2 * foldCost

// shortestStem is the shortest word an ending is taken from.
const shortestStem = 2

// inflected appends the words that plain is with an ending added, or put in
// place of a final a: of aata, aate.
func (x *index) inflected(plain string, hits []hit) []hit {
	for _, stems := range stemsOf(plain, x.endings) {
		for _, stem := range stems {
			if words := x.folded[stem]; len(words) > 0 {
				for _, w := range words {
					hits = append(hits, hit{word: w, cost: endingCost})
				}
				break
			}
		}
	}
	return hits
}

// misspelt appends the words that fold is near to.
func (x *index) misspelt(fold string, hits []hit) []hit {
	n := min(len(fold), longestWord)
	limit := allowance(n)
	if limit == 0 {
		return hits
	}
	for length := n - 2; length <= n+2; length++ {
		for _, w := range x.near[bucket{initial(fold), uint8(length)}] {
			other := x.words[w].fold
			if cost := distance(fold, other, limit); cost <= min(limit, allowance(min(len(other), longestWord))) {
				hits = append(hits, hit{word: w, cost: cost + foldCost})
			}
		}
	}
	return hits
}
