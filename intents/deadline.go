package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// deadline reports whether tokens from..to are a day that something is to be done
// by: "10 tareekh tak", "by 10 March".
func (l *lexicon) deadline(tokens []token, from, to int) bool {
	if l.untilAfter.has(tokens, to) {
		return true
	}
	for i := max(from-3, 0); i < from; i++ {
		if _, w := l.untilBefore.at(tokens, i); w > 0 && i+w == from {
			return true
		}
	}
	return false
}

// dated completes the mark of a day with how it reads as one to come, if it is a
// deadline, and as one gone by, if not: which is meant, the errand decides.
func (r reader) dated(tokens []token, m mark) mark {
	c, read := r.clock, &m.was
	c.future = r.lex.deadline(tokens, m.from, m.to)
	if c.future {
		read = &m.due
	}
	if v, w := r.lex.period(tokens, m.from, c); w == m.to-m.from {
		*read = v
	}
	m.next = m.value
	c.future = true
	if v, w := r.lex.period(tokens, m.from, c); w == m.to-m.from {
		m.next = v
	}
	return m
}

// untilSlot is what a slot is called that takes the day something is to be done by: one
// to come, whatever the tense.
const untilSlot = "until"

// fillDeadline gives the day to do something by to the second slot for a day, and
// says which mark it was; -1 for none. Of an errand that takes no other day it is any.
func (u *ear) fillDeadline(e *errand, c clause, out slotValues) int {
	switch firstOf(e, bot.Date) {
	case "":
		return -1
	case untilSlot:
		i := firstDay(c)
		if i >= 0 {
			out.put(untilSlot, lastDay(c.marks[i].next))
		}
		return i
	}
	slot := slotValues{firstOf(e, bot.Date): {}}.free(e, bot.Date)
	for i, m := range c.marks {
		if v := m.due; slot != "" && v.From != "" {
			day := v.From
			if v.To != "" {
				day = v.To // of a week or month, its end
			}
			out.put(slot, bot.Value{Kind: bot.Date, From: day})
			return i
		}
	}
	return -1
}

// dues reports whether a clause that names nobody says by when what was said before is
// to be paid: "gave vijay 2000, will pay on friday" is one errand, which takes the day.
func (u *ear) dues(before, alone *errand, c clause) bool {
	takes := func(e *errand) bool {
		return e != nil && slices.ContainsFunc(e.slots, func(s bot.Slot) bool { return s.Name == untilSlot })
	}
	return takes(before) && takes(alone) && firstDay(c) >= 0
}
