package intents

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// corrected reads "nahi, 8000", "galat, 700 tha", "5 nahi 8": the value of a
// slot said again, of the errand under way or else of the last one answered.
// Without anything to correct it is no correction.
func (u *ear) corrected(s *sentence) []bot.Command {
	if u.errands[s.top.class].pairs() && s.top.p >= u.threshold(s.top.class) && u.paired(s.clause) {
		return nil // "meetha matlab chini" says what a word means
	}
	var first []bot.Command
	for i, w := range u.correctable(s) {
		commands := u.correcting(s, w)
		if len(commands) > 0 && commands[0].Kind == bot.Fill {
			return commands
		}
		if i == 0 {
			first = commands
		}
	}
	return first
}

// wrong is what a correction may be of: an errand and what it was told.
type wrong struct {
	*errand
	told map[string]bot.Value
}

// correcting reads a sentence as a correction of one errand.
func (u *ear) correcting(s *sentence, w wrong) []bot.Command {
	e := w.errand
	rest, denied := u.afterDenial(s.clause)
	if !denied {
		if !u.wasSaid(s) {
			return nil
		}
		rest = s.clause
	}
	if rest = u.withoutNoise(s, rest); len(rest.marks) == 0 {
		if chosen := u.choice(e, rest); len(chosen) > 0 {
			return []bot.Command{{Kind: bot.Fill, Slots: chosen, Correction: true, Score: certain}}
		}
		return u.justDenied(s, rest)
	}
	rest = w.withoutOld(rest)
	if about := u.classify(rest); about.class != e.name && u.errands[about.class] != nil &&
		about.p >= u.threshold(about.class) && u.carries(rest) {
		return nil
	}
	slots := w.nearest(s, rest)
	if len(slots) == 0 {
		slots = u.fill(e, asMoney(s, e, rest))
		preferFirst(e, slots)
		for _, slot := range coming {
			if w.told[slot].From != "" {
				u.comes(e, rest, slots, slot)
			}
		}
		preferSecond(e, slots)
	}
	if len(slots) == 0 {
		slots = w.wholly(rest)
	}
	if len(slots) == 0 {
		return nil
	}
	return []bot.Command{{Kind: bot.Fill, Slots: slots, Correction: true, Score: certain}}
}

// wholly is a correction of an errand that reads its sentences by itself: all of it.
func (w wrong) wholly(rest clause) slotValues {
	value := func(m mark) bool { return m.shape.numeric() || m.shape == aDate || m.shape == aPeriod }
	if len(w.slots) == 0 || len(w.told) == 0 || !slices.ContainsFunc(rest.marks, value) ||
		slices.ContainsFunc(w.slots, func(s bot.Slot) bool { return s.Kind != bot.Text || s.Secret }) {
		return nil
	}
	return slotValues{w.slots[0].Name: {Kind: bot.Text, Text: trimmedText(rest.tokens)}}
}

// withoutOld drops a name that was told before when another of its kind is said:
// "Ramesh nahi, Suresh" is about Suresh.
func (w wrong) withoutOld(rest clause) clause {
	kept := slices.DeleteFunc(slices.Clone(rest.marks), func(m mark) bool {
		for _, v := range w.told {
			same := v.ID != "" && v.ID == m.value.ID || v.Text != "" && strings.EqualFold(v.Text, m.value.Text)
			if same && (m.shape == anItem || m.shape == aCustomer || m.shape == aStranger) {
				return true
			}
		}
		return false
	})
	if len(kept) > 0 {
		rest.marks = kept
	}
	return rest
}

// nearest reads a lone bare number as the new value of the slot whose old one it
// is nearest to: after "3 crocin at 22 each", 24 is the rate and 4 the quantity.
func (w wrong) nearest(s *sentence, rest clause) slotValues {
	if len(rest.marks) != 1 || rest.marks[0].shape != bareNumber || numeric(s.Asked.Kind) {
		return nil
	}
	n := rest.marks[0].value.N
	best, slot := 0.0, bot.Slot{}
	for _, candidate := range w.slots {
		old, told := w.told[candidate.Name]
		if !told || !numeric(candidate.Kind) || old.N <= 0 || n <= 0 {
			continue
		}
		if f := factor(inThousandths(old), n); slot.Name == "" || f < best {
			best, slot = f, candidate
		}
	}
	if slot.Name == "" {
		return nil
	}
	v := as(slot.Kind, rest.marks[0].value)
	v.Unit = w.told[slot.Name].Unit
	return slotValues{slot.Name: v}
}

// numeric reports whether values of a kind are numbers.
func numeric(k bot.Kind) bool { return k == bot.Money || k == bot.Quantity || k == bot.Number }

// inThousandths is a number as it would be said.
func inThousandths(v bot.Value) int64 {
	if v.Kind == bot.Money {
		return times(v.N, 10*thousandth) // a hundred paise are one rupee
	}
	return v.N
}

// factor is how many times the larger of two numbers above zero is the smaller.
func factor(a, b int64) float64 { return float64(max(a, b)) / float64(min(a, b)) }

// choice is the listed values a correction consists of: "nahi, UPI se".
func (u *ear) choice(e *errand, rest clause) slotValues {
	out := slotValues{}
	chosen := u.fillListed(e, rest, out)
	for i, t := range rest.tokens {
		if meaningful(t) && !chosen[i] && !u.lex.function[t.plain] {
			return nil // it says more than that
		}
	}
	return out
}

// withoutNoise drops unknown words after a denial that nothing shows to be a
// name: "nahi yaar" corrects nothing, "nahi, Dinesh" and "nahi Dinesh ko" do.
func (u *ear) withoutNoise(s *sentence, rest clause) clause {
	offset := len(s.tokens) - len(rest.tokens)
	rest.marks = slices.DeleteFunc(slices.Clone(rest.marks), func(m mark) bool {
		paused := offset+m.from > 0 && s.tokens[offset+m.from-1].class == comma
		return m.shape == aStranger && !paused && !u.customerAt(rest.tokens, m) && !u.named(rest.tokens[m.from:m.to])
	})
	return rest
}

// correctable are the errands a correction may be of: of an answered bubble only
// its own; else the one on top, and then the last one answered.
func (u *ear) correctable(s *sentence) []wrong {
	var out []wrong
	if !s.Quoting && (s.Errand != "" || len(s.Slots) > 0) {
		out = append(out, wrong{u.open(s), s.Filled})
	}
	switch last := u.errands[s.Last]; {
	case last != nil:
		out = append(out, wrong{last, s.Done})
	case s.Quoting:
		out = append(out, wrong{anyErrand(), nil})
	}
	return out
}

// anyErrand stands for the errand of a quoted bubble, which only the engine
// knows: the slots everyday errands share.
func anyErrand() *errand {
	return &errand{slots: []bot.Slot{
		{Name: "amount", Kind: bot.Money},
		{Name: "qty", Kind: bot.Quantity},
		{Name: "item", Kind: bot.Item},
		{Name: "customer", Kind: bot.Customer},
		{Name: "date", Kind: bot.Date},
	}}
}

// afterDenial is what follows "no" or "wrong" at the start, or "no" in the
// middle ("5 nahi 8").
func (u *ear) afterDenial(c clause) (rest clause, denied bool) {
	at := 0
	for at < len(c.tokens) {
		w := u.denial(c.tokens, at)
		if w == 0 && (at == 0 || meaningful(c.tokens[at])) {
			break
		}
		at += max(w, 1)
	}
	if at > 0 {
		return sub(c, at, len(c.tokens)), true
	}
	for i := 1; i < len(c.tokens)-1; i++ {
		if w := u.denial(c.tokens, i); w > 0 && !u.carries(sub(c, 0, i)) && !u.carries(sub(c, i+w, len(c.tokens))) {
			return sub(c, i+w, len(c.tokens)), true
		}
	}
	return c, false
}

// denial is the width of a word of denial at token i.
func (u *ear) denial(tokens []token, i int) int {
	_, no := u.lex.negation.at(tokens, i)
	_, wrong := u.lex.correction.at(tokens, i)
	return max(no, wrong)
}

// wasSaid reports "700 tha": a value and a word that it was so, nothing else.
// "Chini ka rate pehle kya tha" asks.
func (u *ear) wasSaid(s *sentence) bool {
	if !slices.ContainsFunc(s.marks, valued) || u.carries(s.clause) || u.asks(s.clause) {
		return false
	}
	for i := range s.tokens {
		if u.lex.was.has(s.tokens, i) && !covered(s.marks, i) {
			return true
		}
	}
	return s.Quoting
}

// justDenied is a denial with no value: wrong is to be undone, no is no. What is
// clearly something else is left to be read as that.
func (u *ear) justDenied(s *sentence, rest clause) []bot.Command {
	if s.top.p >= u.threshold(s.top.class) {
		return nil
	}
	for i := range s.tokens {
		if u.lex.correction.has(s.tokens, i) && !u.carries(rest) {
			return []bot.Command{{Kind: bot.Undo, Score: certain}}
		}
	}
	if !u.lex.negation.has(s.tokens, 0) {
		return nil
	}
	return []bot.Command{{Kind: bot.No, Score: certain}}
}

// asMoney reads a lone bare number as money where the errand has any: "nahi,
// 8000" is about the amount unless a quantity was asked for.
func asMoney(s *sentence, e *errand, c clause) clause {
	if len(c.marks) != 1 || c.marks[0].shape != bareNumber || !e.has(bot.Money) || s.Asked.Kind == bot.Quantity {
		return c
	}
	m := c.marks[0]
	m.shape, m.value = aMoney, as(bot.Money, m.value)
	c.marks = []mark{m}
	return c
}

// preferFirst moves an unknown name to the errand's first slot for a name:
// "nahi, Suresh" after an udhaar is the customer.
func preferFirst(e *errand, slots slotValues) {
	for _, s := range e.slots {
		if s.Kind != bot.Item && s.Kind != bot.Customer {
			continue
		}
		item, ok := slots[firstOf(e, bot.Item)]
		if ok && item.ID == "" && len(item.Among) == 0 && s.Kind == bot.Customer {
			delete(slots, firstOf(e, bot.Item))
			slots.put(s.Name, bot.Value{Kind: bot.Customer, Text: item.Text})
		}
		return
	}
}
