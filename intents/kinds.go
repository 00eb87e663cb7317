package intents

import (
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// sorted reports whether an errand is about sums of listed kinds and nothing
// named: what was spent, and on what. One message may hold several of them.
func sorted(e *errand) bool {
	return e != nil && e.has(bot.Money) && !e.has(bot.Item) && !e.has(bot.Customer) && firstOf(e, bot.Choose) != ""
}

// kindsAt says at which tokens a value of the errand's first listed slot begins.
func (u *ear) kindsAt(e *errand, c clause) []bool {
	out := make([]bool, len(c.tokens))
	listed := e.kinds[firstOf(e, bot.Choose)]
	if listed == nil {
		return out
	}
	for i := 0; i < len(c.tokens); i++ {
		if _, w := listed.at(c.tokens, i); w > 0 && !marked(e, bot.Slot{Name: firstOf(e, bot.Choose)}, c, i) {
			out[i] = true
			i += w - 1
		}
	}
	return out
}

// priced reports whether a clause names a kind and a sum.
func (u *ear) priced(e *errand, c clause) bool {
	return slices.Contains(u.kindsAt(e, c), true) && slices.ContainsFunc(c.marks, sum)
}

// sum reports whether a mark can be a sum of money.
func sum(m mark) bool { return m.shape == aMoney || m.shape == bareNumber }

// runKinds cuts "chai 50 auto 120" at each further kind, or "50 chai 120 auto" at
// each further sum, where a kind and a sum lie on both sides.
func (u *ear) runKinds(e *errand, c clause) []clause {
	kinds := u.kindsAt(e, c)
	var out []clause
	from, sumsFirst := 0, false
	for i := range c.tokens {
		m, at := markAt(c.marks, i)
		starts := at && m.from == i && sum(m)
		if !slices.Contains(kinds[:i+1], true) && starts {
			sumsFirst = true
		}
		cut := kinds[i]
		if sumsFirst {
			cut = starts
		}
		if i == from || !cut {
			continue
		}
		if u.priced(e, sub(c, from, i)) && u.priced(e, sub(c, i, len(c.tokens))) {
			out, from = append(out, sub(c, from, i)), i
		}
	}
	return append(out, sub(c, from, len(c.tokens)))
}

// adds reports whether a piece only adds to an errand how it was paid: listed
// values, and, where the errand has a slot for what was paid of the price, sums.
func (u *ear) adds(e *errand, p piece) bool {
	if e == nil {
		return false
	}
	if u.addsExpiry(e, p.clause) {
		return true
	}
	chosen := u.fillListed(e, p.clause, slotValues{})
	_, paid := e.slot("paid")
	for i, t := range p.tokens {
		m, at := markAt(p.marks, i)
		number := paid && at && sum(m)
		if meaningful(t) && !chosen[i] && !number && (!slices.Contains(chosen, true) || !u.lex.function[t.plain]) {
			return false
		}
	}
	return slices.Contains(chosen, true)
}

// holds reports whether every item a clause names is a listed value of an errand
// that takes no items: tea is also what the helper drinks.
func (u *ear) holds(e *errand, c clause) bool {
	if !sorted(e) && !e.has(bot.Period) {
		return false
	}
	chosen := u.fillListed(e, c, slotValues{})
	for _, m := range c.marks {
		if m.shape == anItem && !slices.Contains(chosen[m.from:m.to], true) {
			return false
		}
	}
	return true
}

// sortedOf picks the errands about sums of listed kinds.
func sortedOf(errands map[string]*errand) []*errand {
	var out []*errand
	for _, name := range slices.Sorted(maps.Keys(errands)) {
		if sorted(errands[name]) {
			out = append(out, errands[name])
		}
	}
	return out
}

// onlyKinds is the errand a clause is about that is nothing but listed kinds,
// sums and a day: "chai pani 50". No verb says so, and none is needed.
func (u *ear) onlyKinds(c clause) *errand {
	for _, e := range u.sorted {
		if u.priced(e, c) && u.nothingElse(e, c) {
			return e
		}
	}
	return nil
}

// nothingElse reports whether all of a clause is values of an errand, sums, days
// and small words.
func (u *ear) nothingElse(e *errand, c clause) bool {
	chosen := u.fillListed(e, c, slotValues{})
	for i, t := range c.tokens {
		m, at := markAt(c.marks, i)
		if meaningful(t) && !chosen[i] && !u.lex.function[t.plain] && (!at || !sum(m) && m.shape != aDate) {
			return false
		}
	}
	return true
}

// twoSums reports whether two clauses each name a kind and a sum, so that they are
// two errands.
func (u *ear) twoSums(e *errand, a, b clause) bool {
	return sorted(e) && u.priced(e, a) && u.priced(e, b)
}
