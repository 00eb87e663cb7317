package intents

import "github.com/sahayak-dev/sahayak/bot"

// expirySlot is what a slot is called that takes the day goods go bad. That day is
// one to come, whatever the tense: "10 packet doodh aaya, expiry 25 tareekh".
const expirySlot = "expiry"

// How many words may lie between a word for going bad and its day.
const expiryAfter, expiryBefore = 3, 3

// fillExpiry gives the day that something goes bad to the slot for it, and says
// which mark it was; -1 for none. Of an errand that takes no other day it is any.
func (u *ear) fillExpiry(e *errand, c clause, out slotValues) int {
	if s, ok := e.slot(expirySlot); !ok || s.Kind != bot.Date {
		return -1
	}
	i := u.spoils(c)
	if i < 0 && firstOf(e, bot.Date) == expirySlot {
		i = firstDay(c)
	}
	if i >= 0 {
		out.put(expirySlot, lastDay(c.marks[i].next))
	}
	return i
}

// spoils is the mark of the day that stands by a word for going bad: after it, or
// else before it; -1 for none.
func (u *ear) spoils(c clause) int {
	for t := range c.tokens {
		_, w := u.lex.expiry.at(c.tokens, t)
		if w == 0 {
			continue
		}
		before := -1
		for i, m := range c.marks {
			switch {
			case m.next.From == "":
			case m.from >= t+w && m.from <= t+w+expiryAfter:
				return i
			case m.to <= t && m.to >= t-expiryBefore:
				before = i
			}
		}
		if before >= 0 {
			return before
		}
	}
	return -1
}

// addsExpiry reports whether a clause only says when goods of an errand go bad:
// "10 packet bread aayi, expiry parso ki".
func (u *ear) addsExpiry(e *errand, c clause) bool {
	if _, ok := e.slot(expirySlot); !ok || u.spoils(c) < 0 {
		return false
	}
	for i := 0; i < len(c.tokens); i++ {
		if _, w := u.lex.expiry.at(c.tokens, i); w > 0 {
			i += w - 1
			continue
		}
		t := c.tokens[i]
		m, at := markAt(c.marks, i)
		if day := at && m.next.From != ""; meaningful(t) && !day && !u.lex.function[t.plain] && !u.lex.periods.starts(t.plain) {
			return false
		}
	}
	return true
}

// firstDay is the first mark of a day; -1 for none.
func firstDay(c clause) int {
	for i, m := range c.marks {
		if m.next.From != "" {
			return i
		}
	}
	return -1
}

// lastDay is a day, of a week or month its last.
func lastDay(v bot.Value) bot.Value {
	if v.To != "" {
		v.From = v.To
	}
	return bot.Value{Kind: bot.Date, Text: v.From, From: v.From}
}

// comes gives the day a clause names to a slot for one to come, where that is what was
// asked for, or told before and is corrected.
func (u *ear) comes(e *errand, c clause, slots slotValues, slot string) {
	i := firstDay(c)
	if _, ok := e.slot(slot); !ok || i < 0 {
		return
	}
	if other, ok := slots[firstOf(e, bot.Date)]; ok && other.From == c.marks[i].value.From {
		delete(slots, firstOf(e, bot.Date))
	}
	slots[slot] = lastDay(c.marks[i].next)
}

// coming are the slots for days to come.
var coming = [...]string{expirySlot, untilSlot}
