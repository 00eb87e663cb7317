package intents

import (
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// parts reads a group: what is to be done, and once for each thing it names.
func (u *ear) parts(g group) []part {
	whole := g.whole()
	about := u.classify(whole)
	if g.carrier >= 0 && len(g.pieces) > 1 {
		if alone := u.classify(g.pieces[g.carrier].clause); alone.p > about.p {
			about = alone
		}
	}
	e := u.errands[about.class]
	if e == nil {
		return []part{{clause: whole, guess: about}}
	}
	for i := range g.pieces {
		g.pieces[i].clause = u.withoutListed(e, g.pieces[i].clause)
	}
	lines, filled := u.fillLines(e, g)
	out := make([]part, len(lines))
	for i, c := range lines {
		out[i] = part{clause: c, guess: about, slots: filled[i]}
	}
	return out
}

// fillLines fills the lines of a group, each with its own and with what is said of all.
func (u *ear) fillLines(e *errand, g group) ([]clause, []slotValues) {
	lines, tail := u.lines(e, g)
	filled := make([]slotValues, len(lines))
	for i, c := range lines {
		filled[i] = u.fill(e, c)
	}
	u.foot(e, lines, filled)
	u.whole(e, lines, tail, filled)
	share(filled)
	return lines, filled
}

// lines cuts a group into one clause for each thing it names, and joins pieces
// that name nothing of their own to their neighbour. The tail is how many tokens
// were joined to the last of them.
func (u *ear) lines(e *errand, g group) (out []clause, tail int) {
	for _, p := range g.pieces {
		for _, c := range u.run(e, p.clause) {
			last := len(out) - 1
			if last >= 0 && !u.both(e, out[last], c) && !u.twoSums(e, out[last], c) {
				out[last] = concat(out[last], c)
				tail += len(c.tokens)
				continue
			}
			out, tail = append(out, c), 0
		}
		if p.tail > 0 {
			tail = max(tail, p.tail)
		}
	}
	return out, tail
}

// both reports whether two clauses name a thing of the same kind, so that they
// are two errands.
func (u *ear) both(e *errand, a, b clause) bool {
	ha, hb := u.headFor(e, a), u.headFor(e, b)
	if e.pairs() {
		return false
	}
	return e.has(bot.Item) && ha.item && hb.item ||
		e.has(bot.Customer) && ha.customer && hb.customer ||
		!e.has(bot.Item) && e.has(bot.Customer) && (ha.customer || ha.item) && (hb.customer || hb.item)
}

// headFor tells what a clause names to an errand: an unknown name is what the
// errand takes it for.
func (u *ear) headFor(e *errand, c clause) head {
	h := headOf(c)
	if !e.has(bot.Item) {
		return h
	}
	h.item = false
	for _, m := range c.marks {
		switch {
		case u.itemMark(e, c, m):
			h.item = true
		case m.shape == aStranger:
			h.customer = true
		}
	}
	return h
}

// run cuts a clause that names several items without a pause between them: at
// the number before each further item, or at the item.
func (u *ear) run(e *errand, c clause) []clause {
	if sorted(e) {
		return u.runKinds(e, c)
	}
	if !e.has(bot.Item) || e.pairs() {
		return []clause{c}
	}
	var out []clause
	from, seen := 0, false
	counted := false // the first item comes after its number
	for k, m := range c.marks {
		if !u.itemMark(e, c, m) {
			continue
		}
		before := k > 0 && counts(c.marks[k-1]) && c.marks[k-1].to == m.from
		after := k+1 < len(c.marks) && counts(c.marks[k+1]) && c.marks[k+1].from == m.to
		if seen && !before && (counted || m.shape == aStranger && !after) {
			continue // one more word is no item of its own: "10 kilo chini mango" asks for it
		}
		if !seen {
			seen, counted = true, before
			continue
		}
		at := m.from
		if counted && before {
			at = c.marks[k-1].from
		}
		if at > from {
			out = append(out, sub(c, from, at))
			from = at
		}
	}
	return append(out, sub(c, from, len(c.tokens)))
}

// itemMark reports whether a mark names an item.
func (u *ear) itemMark(e *errand, c clause, m mark) bool {
	return m.shape == anItem || m.shape == aStranger && u.strangerKind(e, c, m) == bot.Item
}

// billSlot is the slot for what all lines of a message come to.
const billSlot = "bill"

// foot moves the sum of several things ("… total 130") from the last of them to
// all: it is no price of any one.
func (u *ear) foot(e *errand, lines []clause, filled []slotValues) {
	last := len(lines) - 1
	if _, has := e.slot(billSlot); !has || last < 1 {
		return
	}
	c := lines[last]
	for k := len(c.marks) - 1; k >= 0; k-- {
		m := c.marks[k]
		if m.shape != aMoney && m.shape != bareNumber {
			continue
		}
		if !u.summed(c.tokens[:m.from]) {
			return
		}
		bill := as(bot.Money, m.value)
		rest := c
		rest.marks = slices.Delete(slices.Clone(c.marks), k, k+1)
		filled[last] = u.fill(e, rest)
		for slot, v := range filled[last] {
			if v.Kind == bot.Choose && u.lex.sum.has(tokenise(v.Text), 0) {
				delete(filled[last], slot) // "total" said what the sum is, and not how the price was meant
			}
		}
		for _, l := range filled {
			l[billSlot] = bill
		}
		return
	}
}

// summed reports whether words of a sum stand among the last few before it.
func (u *ear) summed(before []token) bool {
	for i := max(0, len(before)-3); i < len(before); i++ {
		if u.lex.sum.has(before, i) {
			return true
		}
	}
	return false
}

// counts reports whether a mark can be how many of what follows.
func counts(m mark) bool { return m.shape == bareNumber || m.shape == aQuantity }

// share completes lines from each other: whom and when and how is said once for
// all; how much too, when a line names only whom.
func share(lines []slotValues) {
	if len(lines) < 2 {
		return
	}
	all := slotValues{}
	for _, l := range lines {
		for slot, v := range l {
			all.put(slot, v)
		}
	}
	for _, l := range lines {
		bare := !slices.ContainsFunc(slices.Collect(maps.Values(l)), amount)
		for slot, v := range all {
			switch v.Kind {
			case bot.Customer, bot.Choose, bot.Date, bot.Period:
				l.put(slot, v)
			case bot.Money, bot.Quantity, bot.Number:
				if bare {
					l.put(slot, v)
				}
			}
		}
	}
}

// amount reports whether a value is a number of something.
func amount(v bot.Value) bool {
	return v.Kind == bot.Money || v.Kind == bot.Quantity || v.Kind == bot.Number
}
