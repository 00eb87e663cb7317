package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// clause is a stretch of a message that is about one thing.
type clause struct {
	tokens []token
	marks  []mark
}

// slotValues are the slots a clause fills.
type slotValues map[string]bot.Value

// put fills a slot unless it is filled or is none.
func (v slotValues) put(slot string, value bot.Value) {
	if _, filled := v[slot]; slot != "" && !filled {
		v[slot] = value
	}
}

// fill reads a clause as being about an errand: which slots it fills with what.
func (u *ear) fill(e *errand, c clause) slotValues {
	out := slotValues{}
	chosen := u.fillListed(e, c, out)
	u.fillNames(e, c, chosen, out)
	u.fillDays(e, c, out)
	u.fillNumbers(e, c, out)
	fillPhones(e, c, out)
	u.fillAll(e, c, out)
	fillCode(e, c, out)
	u.fillText(e, c, chosen, out)
	return out
}

// fillListed fills the slots with listed values and languages, and says which
// tokens they were.
func (u *ear) fillListed(e *errand, c clause, out slotValues) (chosen []bool) {
	chosen = make([]bool, len(c.tokens))
	for _, s := range e.slots {
		listed := e.kinds[s.Name]
		switch s.Kind {
		case bot.Language:
			listed = u.lex.languages
		case bot.Choose:
		default:
			continue
		}
		if listed == nil {
			continue
		}
		for i := range c.tokens {
			text, w := listed.at(c.tokens, i)
			if w == 0 || marked(e, s, c, i) && !outgrown(c, i, w) {
				continue
			}
			out.put(s.Name, bot.Value{Kind: s.Kind, Text: text})
			for k := i; k < i+w; k++ {
				chosen[k] = true
			}
		}
	}
	return chosen
}

// withoutListed drops the marks of unknown names that are values of the errand:
// "phonepe" pays, and names no item.
func (u *ear) withoutListed(e *errand, c clause) clause {
	chosen := u.fillListed(e, c, slotValues{})
	marks := make([]mark, 0, len(c.marks))
	for _, m := range c.marks {
		if m.shape != aStranger || !slices.Contains(chosen[m.from:m.to], true) {
			marks = append(marks, m)
		}
	}
	c.marks = marks
	return c
}

// marked reports whether token i is part of a number, or of a known name that the
// errand takes as one: a list "dal ki" is by kind and of no dal, and "rajma ko dal
// mein daalo" is of one item. To an errand that takes no items, an item's name is
// any word.
func marked(e *errand, s bot.Slot, c clause, i int) bool {
	m, at := markAt(c.marks, i)
	switch {
	case !at || m.shape == aStranger:
		return false
	case m.shape != anItem:
		return true
	}
	return e.has(bot.Item) && (!e.files(s) || e.renames(c) || !names(c, m.from))
}

// names reports whether a clause names a thing before a token.
func names(c clause, before int) bool {
	return slices.ContainsFunc(c.marks, func(m mark) bool {
		return m.to <= before && (m.shape == anItem || m.shape == aStranger)
	})
}

// outgrown reports whether w tokens from token i say more than the name among
// them: "masale wala maal" is no masala, and "kis cheez" no cheese.
func outgrown(c clause, i, w int) bool {
	for k := i; k < i+w; k++ {
		m, at := markAt(c.marks, k)
		if at && (m.shape.numeric() || m.from < i || m.to > i+w || m.to-m.from >= w) {
			return false
		}
	}
	return true
}

// fillNames fills items and customers, known ones first.
func (u *ear) fillNames(e *errand, c clause, chosen []bool, out slotValues) {
	if e.pairs() {
		fillPair(e, c, chosen, out)
		return
	}
	for _, m := range c.marks {
		switch {
		case slices.Contains(chosen[m.from:min(m.to, len(chosen))], true):
		case m.shape == anItem && !person(e, m):
			out.put(out.free(e, bot.Item), m.value)
		case m.shape == aCustomer:
			out.put(out.free(e, bot.Customer), m.value)
		}
	}
	for _, m := range c.marks {
		if m.shape != aStranger || slices.Contains(chosen[m.from:min(m.to, len(chosen))], true) {
			continue
		}
		kind := u.strangerKind(e, c, m)
		if slot := out.free(e, kind); slot != "" && kind != bot.Text {
			out.put(slot, bot.Value{Kind: kind, Text: m.value.Text})
		}
	}
}

// person reports whether an item's name stands where only a customer can.
func person(e *errand, m mark) bool {
	return !e.has(bot.Item) && e.has(bot.Customer) && m.value.ID == "" && len(m.value.Among) == 0
}

// strangerKind decides what an unknown name is the name of.
func (u *ear) strangerKind(e *errand, c clause, m mark) bot.Kind {
	item, customer := e.has(bot.Item), e.has(bot.Customer)
	switch {
	case customer && (u.customerAt(c.tokens, m) || u.named(c.tokens[m.from:m.to])):
		return bot.Customer
	case item && (!customer || counted(c, m)):
		return bot.Item
	case item && customer:
		return firstNamed(e)
	case customer:
		return bot.Customer
	}
	return bot.Text
}

// counted reports whether a number stands right before a mark: "2 kilo X".
func counted(c clause, m mark) bool {
	before, at := markAt(c.marks, m.from-1)
	return at && counts(before)
}

// firstNamed is the kind of the thing the errand asks for first.
func firstNamed(e *errand) bot.Kind {
	for _, s := range e.slots {
		if s.Kind == bot.Item || s.Kind == bot.Customer {
			return s.Kind
		}
	}
	return bot.Text
}

// free is the name of an errand's first slot of a kind that is not filled yet, ""
// for none: where it takes two names, the second said is the second.
func (v slotValues) free(e *errand, kind bot.Kind) string {
	for _, s := range e.slots {
		if _, filled := v[s.Name]; s.Kind == kind && !filled {
			return s.Name
		}
	}
	return ""
}

// firstOf is the name of an errand's first slot of a kind, "" for none.
func firstOf(e *errand, kind bot.Kind) string {
	for _, s := range e.slots {
		if s.Kind == kind {
			return s.Name
		}
	}
	return ""
}

// fillDays fills days and periods; a day is also a period of one day.
func (u *ear) fillDays(e *errand, c clause, out slotValues) {
	by := u.fillExpiry(e, c, out)
	if by < 0 {
		by = u.fillDeadline(e, c, out)
	}
	for i, m := range c.marks {
		if m.shape != aDate && m.shape != aPeriod || i == by {
			continue
		}
		if by >= 0 && m.was.From != "" {
			m.value = m.was
		}
		if v := m.value; m.shape == aDate && firstOf(e, bot.Date) != "" {
			v.To = ""
			out.put(firstOf(e, bot.Date), v)
			continue
		}
		v := m.value
		v.Kind = bot.Period
		out.put(firstOf(e, bot.Period), v)
	}
}

// fillNumbers gives each number the slot it most likely stands for; no slot
// takes two, no number fills two.
func (u *ear) fillNumbers(e *errand, c clause, out slotValues) {
	type pair struct {
		mark int
		slot bot.Slot
		fit  float64
	}
	var pairs []pair
	used := u.fillByRule(e, c, out)
	for i, m := range c.marks {
		if !m.shape.numeric() || used[i] {
			continue
		}
		near := u.places.surroundings(c.tokens, c.marks, i)
		for _, s := range e.slots {
			if takes(e, s, m.shape) && !u.unshared(e, s, out) {
				pairs = append(pairs, pair{i, s, u.places.likelihood(e.name, s.Name, near) - smallChange(s.Kind, m) - otherSum(e, s, c, m)})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		switch {
		case a.fit > b.fit:
			return -1
		case a.fit < b.fit:
			return 1
		}
		return 0
	})
	for _, p := range pairs {
		if _, filled := out[p.slot.Name]; filled || used[p.mark] {
			continue
		}
		used[p.mark] = true
		out[p.slot.Name] = as(p.slot.Kind, c.marks[p.mark].value)
	}
	out.measure(e)
}

// smallChange is what a bare number of less than five loses as an amount: it is
// how many, unless a word says that it is money.
func smallChange(kind bot.Kind, m mark) float64 {
	const fewest, unlikely = 5 * thousandth, 4
	if kind == bot.Money && m.shape == bareNumber && m.value.N < fewest {
		return unlikely
	}
	return 0
}

// otherSum is what a slot for a sum other than the errand's first loses where
// only one is said: "becha 90 rupaye liya" takes 90, and takes nothing off.
func otherSum(e *errand, slot bot.Slot, c clause, m mark) float64 {
	const unlikely = 1
	said := 0
	for _, other := range c.marks {
		if other.shape == m.shape {
			said++
		}
	}
	if slot.Kind == bot.Money && said == 1 && m.shape != aRate && slot.Name != firstOf(e, bot.Money) {
		return unlikely
	}
	return 0
}

// as reads a number as the kind a slot has.
func as(kind bot.Kind, v bot.Value) bot.Value {
	if v.Kind == bot.Number && kind == bot.Money {
		return bot.Value{Kind: bot.Money, N: paise(v.N, 100)}
	}
	v.Kind = kind
	return v
}

// fillAll fills a quantity with "the lot" when a word says so and no number does.
func (u *ear) fillAll(e *errand, c clause, out slotValues) {
	slot := firstOf(e, bot.Quantity)
	if slot == "" {
		return
	}
	for i := range c.tokens {
		if u.lex.all.has(c.tokens, i) && !covered(c.marks, i) {
			out.put(slot, bot.Value{Kind: bot.Quantity, Text: "all"})
		}
	}
}

// fillText fills the first free text slots with what is left over.
func (u *ear) fillText(e *errand, c clause, chosen []bool, out slotValues) {
	for _, m := range c.marks {
		if m.shape != aStranger || slices.Contains(chosen[m.from:m.to], true) || u.strangerKind(e, c, m) != bot.Text {
			continue
		}
		for _, s := range e.slots {
			if _, filled := out[s.Name]; s.Kind == bot.Text && !filled {
				out.put(s.Name, bot.Value{Kind: bot.Text, Text: m.value.Text})
				break
			}
		}
	}
}
