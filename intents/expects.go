package intents

import (
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// completed reads a number alone, with its unit or without, as what the last bubble
// asked for: "12" after "how many are left?".
func (u *ear) completed(s *sentence) []bot.Command {
	e := u.errands[s.Expects.Errand]
	m, ok := u.onlyNumber(s.clause)
	if e == nil || !ok {
		return nil
	}
	i := slices.IndexFunc(e.slots, func(slot bot.Slot) bool {
		_, known := s.Expects.Slots[slot.Name]
		return !known && slot.Kind == bot.Quantity
	})
	if i < 0 || m.shape != bareNumber && m.shape != aQuantity {
		return nil
	}
	do := s.Expects
	do.Slots, do.Score = maps.Clone(do.Slots), certain
	if do.Slots == nil {
		do.Slots = map[string]bot.Value{}
	}
	do.Slots[e.slots[i].Name] = as(bot.Quantity, m.value)
	return []bot.Command{do}
}

// onlyNumber is the one number a clause says, beside which it says nothing.
func (u *ear) onlyNumber(c clause) (mark, bool) {
	if len(c.marks) != 1 || !c.marks[0].shape.numeric() {
		return mark{}, false
	}
	for i, t := range c.tokens {
		if meaningful(t) && !covered(c.marks, i) && !u.lex.function[t.plain] {
			return mark{}, false
		}
	}
	return c.marks[0], true
}
