package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// ordinary reports whether a token is part of how things are said, and so no
// part of a name: a small word, a word of the phrases, or a slip in typing one.
func (u *ear) ordinary(t token) bool {
	if _, language := u.lex.languages.entries[t.plain]; t.tail || language {
		return true
	}
	if u.people.has(t) && !u.lex.closed(t.plain) && !u.listed[t.plain] && u.carriers.plain[t.plain] <= seldom {
		return false
	}
	return t.class != word || u.lex.closed(t.plain) || u.carriers.has(t.plain) || u.listed[t.plain] || u.carriers.resembles(t)
}

// withStrangers adds marks for names the shop does not know: what is left when
// known names, numbers and ordinary words are taken away.
func (u *ear) withStrangers(tokens []token, marks []mark) []mark {
	out := slices.Clone(marks)
	for i := 0; i < len(tokens); i++ {
		if covered(marks, i) || u.ordinary(tokens[i]) {
			continue
		}
		j := i + 1
		for j < len(tokens) && !covered(marks, j) && u.goesOn(tokens[j]) {
			j++
		}
		out = append(out, mark{shape: aStranger, from: i, to: j, value: bot.Value{Text: said(tokens[i:j])}})
		i = j - 1
	}
	slices.SortFunc(out, func(a, b mark) int { return a.from - b.from })
	return u.bynamed(tokens, u.grown(tokens, out))
}

// goesOn reports whether an unknown name goes on with t: another unknown word, or
// a letter that cannot be a unit for want of a number (parle g).
func (u *ear) goesOn(t token) bool {
	return !u.ordinary(t) || t.class == word && len(t.plain) == 1 && t.in == latin && t.plain != "k" && t.plain != "&" && !u.lex.closed(t.plain)
}

// grown joins an unknown word to the known name beside it where together they
// are another name: nariyal tel is not one of the shop's oils, Ramesh Kumar is
// not Ramesh Patil. A word before the whole name of an item (dove sabun) is not
// enough for another item: it may be any word.
func (u *ear) grown(tokens []token, marks []mark) []mark {
	out := marks[:0]
	for _, m := range marks {
		last := len(out) - 1
		if last < 0 || out[last].to != m.from || !u.joinable(tokens, out[last], m) {
			out = append(out, m)
			continue
		}
		if m.whole && m.shape == anItem {
			out[last].shape, out[last].to, out[last].whole, out[last].value = m.shape, m.to, true, m.value
			continue
		}
		known := out[last]
		if known.shape == aStranger {
			known = m
		}
		out[last].shape = known.shape
		out[last].to, out[last].whole = m.to, false
		out[last].value = bot.Value{Kind: known.value.Kind, Text: u.withoutHonour(tokens[out[last].from:m.to])}
	}
	for i, m := range out {
		if m.shape == aStranger {
			out[i] = u.honoured(tokens, m)
		}
	}
	return out
}

// joinable reports whether of two neighbours one is unknown and the other a part
// of a known name, or a customer's first name.
func (u *ear) joinable(tokens []token, a, b mark) bool {
	if a.shape == aStranger {
		given := u.named(tokens[a.from:a.to]) && u.lex.customerBefore.has(tokens, a.from-1) // "give Suresh sugar"
		return b.shape == anItem && !given || b.shape == aCustomer && !b.whole
	}
	return b.shape == aStranger && (a.shape == aCustomer && u.nameEnds(tokens, b.to) || a.shape == anItem && !a.whole)
}

// nameEnds reports whether a person's name can end before token i: at the end, a
// postposition, an honorific, a number. "Suresh kehta hai" is no Mr Kehta.
func (u *ear) nameEnds(tokens []token, i int) bool {
	return i >= len(tokens) || tokens[i].class != word || u.lex.honorific[tokens[i].plain] ||
		u.lex.customerAfter.has(tokens, i) || u.lex.owner.has(tokens, i)
}

// honoured lets an honorific after an unknown name belong to it.
func (u *ear) honoured(tokens []token, m mark) mark {
	for m.to < len(tokens) && u.lex.honorific[tokens[m.to].plain] {
		m.to++
	}
	return m
}

// withoutHonour is tokens as they were said, honorifics left out.
func (u *ear) withoutHonour(tokens []token) string {
	kept := make([]token, 0, len(tokens))
	for _, t := range tokens {
		if !u.lex.honorific[t.plain] {
			kept = append(kept, t)
		}
	}
	return said(kept)
}

// customerAt reports whether the words around a name say that it is a person's:
// "X ko", "X ne", "to X".
func (u *ear) customerAt(tokens []token, m mark) bool {
	return u.lex.customerAfter.has(tokens, m.to) || m.from > 0 && u.lex.customerBefore.has(tokens, m.from-1)
}
