package intents

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Slots that are filled by rule, where an errand has them: no phrase shows where
// they stand better than the words around them do.
const (
	percentSlot = "percent" // 5 %
	worthSlot   = "worth"   // so much money's worth of an item
	paidSlot    = "paid"    // of the price, in the first of two ways
	payWay      = "payment" // the first way
	restWay     = "rest"    // the second
	halfSlot    = "half"    // half of it in each
	offSlot     = "off"     // off all lines of a message
	ownOff      = "discount"
	lineCount   = "lines"  // how many there are
	onAccount   = "udhaar" // the way of who pays later
)

// How the values of the second way and of halves are called: a value's name is a
// word of its own, and "cash" alone is no rest.
const (
	restOf   = "rest "
	halfEach = "half each"
)

// byRule reports whether no number goes to a slot for where it stands.
func byRule(slot string) bool {
	return slot == percentSlot || slot == worthSlot || slot == offSlot || slot == lineCount
}

// unshared reports whether a slot is for the part of a price that was paid at
// once, and nothing says that it was paid in two ways.
func (u *ear) unshared(e *errand, s bot.Slot, out slotValues) bool {
	_, two := e.slot(restWay)
	_, rest := out[restWay]
	return s.Name == paidSlot && two && !rest
}

// percentAt is the width of a percent sign or word at token i.
func (l *lexicon) percentAt(tokens []token, i int) int {
	if i < len(tokens) && tokens[i].plain == "%" {
		return 1
	}
	_, w := l.percent.at(tokens, i)
	return w
}

// fillByRule fills the slots whose number shows by the words around it what it is,
// and says which marks those were.
func (u *ear) fillByRule(e *errand, c clause, out slotValues) (used []bool) {
	used = make([]bool, len(c.marks))
	_, percents := e.slot(percentSlot)
	_, worths := e.slot(worthSlot)
	for i, m := range c.marks {
		switch {
		case percents && m.shape == aPercent:
			out.put(percentSlot, m.value)
			used[i] = true
		case !percents && m.shape == aPercent && e.room(bot.Number) == 1:
			out.put(firstOf(e, bot.Number), as(bot.Number, m.value)) // 10 % on offer
			used[i] = true
		case worths && u.worthAt(e, c, i):
			out.put(worthSlot, as(bot.Money, m.value))
			used[i] = true
		}
	}
	u.fillWays(e, c, out, used)
	return used
}

// worthAt reports whether mark i is a sum that something was sold for: "50 ka
// namak", "50 worth of salt".
func (u *ear) worthAt(e *errand, c clause, i int) bool {
	m := c.marks[i]
	if m.shape != bareNumber && m.shape != aMoney || i+1 >= len(c.marks) {
		return false
	}
	_, w := u.lex.worth.at(c.tokens, m.to)
	return w > 0 && c.marks[i+1].from == m.to+w && u.itemMark(e, c, c.marks[i+1])
}

// way is a way to pay where it was said.
type way struct {
	from, to int
	value    string
}

// ways are those said in a clause, in order.
func (u *ear) ways(e *errand, c clause) []way {
	slot, pays := e.slot(payWay)
	listed := e.kinds[payWay]
	if !pays || listed == nil {
		return nil
	}
	var out []way
	for i := 0; i < len(c.tokens); i++ {
		if v, w := listed.at(c.tokens, i); w > 0 && !marked(e, slot, c, i) {
			out = append(out, way{i, i + w, v})
			i += w - 1
		}
	}
	return out
}

// fillWays reads a price that was paid in two ways: "100 cash baaki udhaar", "aadha
// upi aadha cash", "100 cash 125 upi".
func (u *ear) fillWays(e *errand, c clause, out slotValues, used []bool) {
	if _, two := e.slot(restWay); !two {
		return
	}
	first, second := u.twoWays(e, c, out)
	rest := second.value
	switch {
	case first.value == "" && rest != "":
		delete(out, payWay) // only the rest has a name: "100 diye baaki udhaar"
		out.set(restWay, restOf+rest)
		return
	case first.value == "":
		return
	}
	k := sumBeside(c, first)
	if k >= 0 {
		used[k] = true
		if c.marks[k].value.N == halfOfOne && c.marks[k].shape == bareNumber {
			out.set(halfSlot, halfEach)
		} else {
			out.put(paidSlot, as(bot.Money, c.marks[k].value))
			if k := sumBeside(c, second); k >= 0 && second.to > 0 {
				used[k] = true // "100 upi 180 cash": the price is the third
			}
		}
	}
	_, halved := out[halfSlot]
	_, paid := out[paidSlot]
	if rest == "" || !halved && !paid && out[restWay].Text == "" {
		return
	}
	for i, m := range c.marks {
		if halved && m.shape == bareNumber && m.value.N == halfOfOne {
			used[i] = true
		}
	}
	out.set(payWay, first.value)
	out.set(restWay, restOf+rest)
}

// halfOfOne is one half, in thousandths.
const halfOfOne = thousandth / 2

// set fills a slot with a listed value, whatever was in it.
func (v slotValues) set(slot, text string) { v[slot] = bot.Value{Kind: bot.Choose, Text: text} }

// twoWays are the first way to pay and the second; the zero way when only the
// second was named.
func (u *ear) twoWays(e *errand, c clause, out slotValues) (first, second way) {
	all := u.ways(e, c)
	if said := strings.TrimPrefix(out[restWay].Text, restOf); said != "" {
		from, to := u.saidAt(e, restWay, c)
		for _, w := range all {
			if w.to <= from || w.from >= to {
				return w, way{value: said}
			}
		}
		return way{}, way{value: said}
	}
	for _, w := range all {
		if first.value == "" {
			first = w
		} else if w.value != first.value {
			// The one with a sum beside it is what was paid at once.
			if sumBeside(c, first) < 0 && sumBeside(c, w) >= 0 {
				return w, first
			}
			return first, w
		}
	}
	return way{}, way{}
}

// paysFor reports whether a clause says how what another sold was paid, in two
// ways: it names no goods, and nobody else.
func (u *ear) paysFor(e *errand, sold, c clause) bool {
	_, two := e.slot(restWay)
	if !two {
		return false
	}
	sold, c = u.withoutListed(e, sold), u.withoutListed(e, c)
	if !u.headFor(e, sold).item || u.headFor(e, c).item {
		return false
	}
	if u.headFor(e, sold).customer && u.headFor(e, c).customer {
		return false
	}
	listed := slotValues{}
	u.fillListed(e, c, listed)
	if _, rest := listed[restWay]; rest {
		return true
	}
	if listed[payWay].Text == onAccount && u.headFor(e, c).customer && !numbered(c) && !u.asks(c) {
		return true // "becha, kumar ke khate mein likh do"
	}
	first, second := u.twoWays(e, c, listed)
	return first.value != "" && second.value != "" && sumBeside(c, first) >= 0
}

// saidAt is where a listed value of a slot stands.
func (u *ear) saidAt(e *errand, name string, c clause) (from, to int) {
	slot, _ := e.slot(name)
	for i := range c.tokens {
		if _, w := e.kinds[name].at(c.tokens, i); w > 0 && !marked(e, slot, c, i) {
			return i, i + w
		}
	}
	return 0, 0
}

// sumBeside is the mark of a sum right before a way to pay, or right after it; -1
// for none.
func sumBeside(c clause, w way) int {
	money := func(m mark) bool { return m.shape == bareNumber || m.shape == aMoney }
	if k := slices.IndexFunc(c.marks, func(m mark) bool { return money(m) && m.to == w.from }); k >= 0 {
		return k
	}
	return slices.IndexFunc(c.marks, func(m mark) bool { return money(m) && m.from == w.to })
}

// whole moves what was said after the last of several things to all of them: what
// was taken off, and how all of it was paid.
func (u *ear) whole(e *errand, lines []clause, tail int, filled []slotValues) {
	if _, counts := e.slot(lineCount); !counts || len(lines) < 2 {
		return
	}
	last := len(lines) - 1
	end := lines[last]
	n := bot.Value{Kind: bot.Number, N: int64(len(lines)) * thousandth}
	after := slotValues{}
	if tail > 0 && tail <= len(end.tokens) {
		after = u.fill(e, sub(end, len(end.tokens)-tail, len(end.tokens)))
	}
	off, taken := after[ownOff]
	if own, ok := filled[last][ownOff]; taken && ok && own.N == off.N {
		delete(filled[last], ownOff)
	}
	all := slotValues{lineCount: n}
	if taken {
		all[offSlot] = off
	}
	for _, slot := range []string{percentSlot, paidSlot, restWay, halfSlot} {
		if v, ok := filled[last][slot]; ok {
			all[slot] = v
		}
	}
	if way, ok := filled[last][payWay]; ok && len(all) > 1 {
		all[payWay] = way
	}
	if _, bill := filled[last][billSlot]; len(all) == 1 && !bill {
		return // each line by itself
	}
	for _, l := range filled {
		for slot, v := range all {
			l.put(slot, v)
		}
	}
}
