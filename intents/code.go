package intents

import "github.com/sahayak-dev/sahayak/bot"

// fillCode fills the text that is all an errand takes with a number that was said: a
// PIN code is nobody's amount.
func fillCode(e *errand, c clause, out slotValues) {
	if len(e.slots) != 1 || e.slots[0].Kind != bot.Text {
		return
	}
	for _, m := range c.marks {
		if m.shape == bareNumber {
			out.put(e.slots[0].Name, bot.Value{Kind: bot.Text, Text: said(c.tokens[m.from:m.to])})
		}
	}
}

// coded reads a sentence that begins an errand which takes nothing but the text that
// was asked for: "my PIN code is 411038" answers where the shop is.
func (u *ear) coded(s *sentence) []bot.Command {
	e := u.errands[s.top.class]
	if e == nil || e.name == s.Errand || s.Asked.Kind != bot.Text || len(e.slots) != 1 || e.slots[0].Name != s.Asked.Name {
		return nil
	}
	slots := slotValues{}
	fillCode(e, s.clause, slots)
	if len(slots) == 0 || s.top.p < u.threshold(e.name) {
		return nil
	}
	return []bot.Command{{Kind: bot.Fill, Slots: slots, Score: certain}}
}
