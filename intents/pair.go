package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// fillPair fills the items of an errand about two names, in the order they are
// said, and then what a thing is to be called.
func fillPair(e *errand, c clause, chosen []bool, out slotValues) {
	free := slices.Clone(e.slots)
	for _, m := range apart(c).marks {
		if m.shape != anItem && m.shape != aStranger || slices.Contains(chosen[m.from:min(m.to, len(chosen))], true) {
			continue
		}
		i := slices.IndexFunc(free, func(s bot.Slot) bool {
			return s.Kind == bot.Item || s.Kind == bot.Text && s.Name == nameSlot
		})
		if i < 0 {
			return
		}
		v := m.value
		if free[i].Kind == bot.Text || m.shape == aStranger {
			v = bot.Value{Kind: free[i].Kind, Text: said(c.tokens[m.from:m.to])}
		}
		out.put(free[i].Name, v)
		free = slices.Delete(free, i, i+1)
	}
}

// apart tells two names from each other: neighbours that are more than the two are
// one name ("mithi chini matlab chini"), and the longer of two that were read as one
// item is a name of its own ("desi ghee aur ghee").
func apart(c clause) clause {
	c.marks = compound(c.marks)
	first := -1
	for i, m := range c.marks {
		switch {
		case m.shape != anItem || m.value.ID == "":
		case first < 0:
			first = i
		case c.marks[first].value.ID == m.value.ID && m.to-m.from != c.marks[first].to-c.marks[first].from:
			c.marks = slices.Clone(c.marks)
			if m.to-m.from < c.marks[first].to-c.marks[first].from {
				i = first
			}
			c.marks[i].shape = aStranger
			return c
		}
	}
	return c
}

// compound makes one unknown name of names side by side, where there are more than
// two.
func compound(marks []mark) []mark {
	names := 0
	for _, m := range marks {
		if m.shape == anItem || m.shape == aStranger {
			names++
		}
	}
	out := make([]mark, 0, len(marks))
	for _, m := range marks {
		last := len(out) - 1
		name := m.shape == anItem || m.shape == aStranger
		if names > 2 && last >= 0 && name && out[last].to == m.from && (out[last].shape == anItem || out[last].shape == aStranger) {
			out[last].shape, out[last].to = aStranger, m.to
			names--
			continue
		}
		out = append(out, m)
	}
	return out
}

// measure puts the one of an errand's two quantities first: "12 packet = 1 peti"
// says it of one peti.
func (v slotValues) measure(e *errand) {
	if !e.measures() {
		return
	}
	first := firstOf(e, bot.Quantity)
	for _, s := range e.slots {
		a, b := v[first], v[s.Name]
		if s.Kind == bot.Quantity && s.Name != first && b.N == thousandth && a.N != thousandth {
			delete(v, s.Name)
			if a.Kind != "" {
				v[s.Name] = a
			}
			v[first] = b
		}
	}
}

// paired reports whether a clause names two things, and not one instead of the
// other: "chini nahi atta".
func (u *ear) paired(c clause) bool {
	first, last := -1, -1
	for _, m := range c.marks {
		switch {
		case m.shape != anItem && m.shape != aStranger:
		case first < 0:
			first = m.to
		default:
			last = m.from
		}
	}
	for i := first; i < last; i++ {
		if u.lex.negation.has(c.tokens, i) {
			return false
		}
	}
	return last >= 0
}

// preferSecond moves a lone name to the second of the two an errand is about: "nahi,
// atta" after "besan matlab maida" is what besan means.
func preferSecond(e *errand, slots slotValues) {
	first := firstOf(e, bot.Item)
	v, ok := slots[first]
	if !e.pairs() || !ok {
		return
	}
	for _, s := range e.slots {
		if _, filled := slots[s.Name]; s.Name == first || filled {
			continue
		}
		switch {
		case s.Kind == bot.Text && s.Name == nameSlot && v.ID == "" && len(v.Among) == 0:
			v = bot.Value{Kind: bot.Text, Text: v.Text}
		case s.Kind != bot.Item:
			continue
		}
		delete(slots, first)
		slots[s.Name] = v
		return
	}
}
