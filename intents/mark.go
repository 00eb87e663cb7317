package intents

import (
	"slices"
	"sort"

	"github.com/sahayak-dev/sahayak/bot"
)

// shape is what a mark looks like, before it is known which slot it fills.
type shape uint8

// The shapes of marks.
const (
	bareNumber shape = iota + 1
	aMoney
	aRate
	aQuantity
	aDate
	aPeriod
	anItem
	aCustomer
	aPhone
	aPercent
	aStranger // a name the shop does not know yet
)

// tags are what stands for a mark in the text without its particulars.
var tags = [...]string{
	bareNumber: "NUM", aMoney: "MONEY", aRate: "RATE", aQuantity: "QTY",
	aDate: "DATE", aPeriod: "PERIOD", anItem: "ITEM", aCustomer: "CUST", aPhone: "PHONE", aPercent: "PCT", aStranger: "NAME",
}

// mark is a stretch of tokens that means one value.
type mark struct {
	shape    shape
	from, to int
	value    bot.Value
	whole    bool      // of a name: all of it was said
	due      bot.Value // of a day to do something by: that day, as one to come
	was      bot.Value // of another day of such a sentence: that day, as one gone by
	next     bot.Value // of a day: as one to come
}

// reader finds the marks of a message.
type reader struct {
	matcher
	clock clock
}

// marks finds names, then days, then quantities and money; they do not overlap
// and are in order. Whole names win over numbers (parle g, 7 up); a day wins
// over the number in it.
func (r reader) marks(tokens []token) []mark {
	names := r.nameMarks(tokens)
	out := make([]mark, 0, len(names)+4)
	for i, k := 0, 0; i < len(tokens); {
		for k < len(names) && names[k].from < i {
			k++
		}
		if k < len(names) && names[k].from == i {
			out = append(out, names[k])
			i = names[k].to
			continue
		}
		m, ok := r.measured(tokens, i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.to
	}
	return r.withoutPurposes(tokens, out)
}

// withoutPurposes drops the items that others are taken for: "chai ke liye 1
// packet doodh" is milk.
func (r reader) withoutPurposes(tokens []token, marks []mark) []mark {
	item := func(m mark) bool { return m.shape == anItem && !r.lex.purpose.has(tokens, m.to) }
	if !slices.ContainsFunc(marks, item) {
		return marks
	}
	return slices.DeleteFunc(marks, func(m mark) bool { return m.shape == anItem && !item(m) })
}

// measured reads the day, money, quantity or number that begins at token i.
func (r reader) measured(tokens []token, i int) (mark, bool) {
	if m, ok := phoneMark(tokens, i); ok {
		return m, true
	}
	if v, w := r.lex.period(tokens, i, r.clock); w > 0 {
		s := aPeriod
		if v.Kind == bot.Date {
			s = aDate
		}
		return r.dated(tokens, mark{shape: s, from: i, to: i + w, value: v}), true
	}
	if m, ok := r.lex.moneyMark(tokens, i); ok {
		return m, true
	}
	return r.lex.numberMark(tokens, i)
}

// nameMarks turns matches into marks; names that fit equally become one mark
// that is among them.
func (r reader) nameMarks(tokens []token) []mark {
	found := r.matches(tokens)
	var out []mark
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n].from == found[0].from {
			n++
		}
		m := r.nameMark(tokens, found[:n])
		found = found[n:]
		if last := len(out) - 1; last >= 0 && r.isOf(tokens, out[last], m) {
			out[last].to = m.to
			continue
		}
		out = append(out, m)
	}
	return out
}

// isOf reports whether b only says again what kind of thing a is: the tel of
// "sarson ka tel", when the shop has several.
func (r reader) isOf(tokens []token, a, b mark) bool {
	return a.value.ID != "" && b.from == a.to+1 && r.lex.owner.has(tokens, a.to) &&
		slices.ContainsFunc(b.value.Among, func(v bot.Value) bool { return v.Kind == a.value.Kind && v.ID == a.value.ID })
}

// nameMark makes one mark of the names that fit the same tokens; honorifics
// after a customer belong to him.
func (r reader) nameMark(tokens []token, found []match) mark {
	f := found[0]
	m := mark{shape: anItem, from: f.from, to: f.to, whole: f.whole, value: named(*f.name)}
	if f.name.Kind == bot.Customer {
		m.shape = aCustomer
		for m.to < len(tokens) && r.lex.honorific[tokens[m.to].plain] {
			m.to++
		}
	}
	if len(found) > 1 {
		m.value = r.among(tokens[f.from:f.to], found)
	}
	return m
}

// named is a known name as a value.
func named(n bot.Name) bot.Value {
	return bot.Value{Kind: n.Kind, ID: n.ID, Text: n.Text, Names: n.Names, Unit: n.Unit}
}

// said is tokens as they were written.
func said(tokens []token) string {
	var out []byte
	for i, t := range tokens {
		if i > 0 && !t.glued {
			out = append(out, ' ')
		}
		out = append(out, t.said...)
	}
	return string(out)
}

// markAt returns the mark over token i; marks are in order and do not overlap.
func markAt(marks []mark, i int) (mark, bool) {
	k := sort.Search(len(marks), func(k int) bool { return marks[k].to > i })
	if k == len(marks) || marks[k].from > i {
		return mark{}, false
	}
	return marks[k], true
}

// covered reports whether a mark covers token i.
func covered(marks []mark, i int) bool {
	_, at := markAt(marks, i)
	return at
}
