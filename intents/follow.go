package intents

import "github.com/sahayak-dev/sahayak/bot"

// followed reads "aur kal?", "what about chini": the last question again with
// one thing changed. Numbers begin something new.
func (u *Understander) followed(s *sentence) []bot.Command {
	last := u.errands[s.Last]
	if last == nil || s.Errand != "" {
		return nil
	}
	_, w := u.lex.follow.at(s.tokens, 0)
	rest := sub(s.clause, w, len(s.tokens))
	if len(rest.marks) == 0 || !u.bare(rest) {
		return nil
	}
	said := w > 0 || u.saysAlso(rest)
	for _, m := range rest.marks {
		if m.shape.numeric() || !said && m.shape != aDate && m.shape != aPeriod {
			return nil
		}
	}
	slots := u.fill(last, rest)
	if len(slots) == 0 {
		return nil
	}
	return []bot.Command{{Kind: bot.Fill, Slots: slots, Score: certain}}
}

// saysAlso reports whether a clause asks for one thing more: "chini ka bhi".
func (u *Understander) saysAlso(c clause) bool {
	for i := range c.tokens {
		if u.lex.also.has(c.tokens, i) {
			return true
		}
	}
	return false
}

// bare reports whether a clause says nothing but its marks and the small words
// of a question.
func (u *Understander) bare(c clause) bool {
	for i, t := range c.tokens {
		if t.class != word || covered(c.marks, i) || u.lex.function[t.plain] {
			continue
		}
		if _, w := u.lex.question.at(c.tokens, i); w > 0 {
			continue
		}
		return false
	}
	return true
}
