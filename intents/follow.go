package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// followed reads "aur kal?", "what about chini": the last question again with
// one thing changed. Numbers begin something new.
func (u *ear) followed(s *sentence) []bot.Command {
	last := u.errands[s.Last]
	_, w := u.lex.follow.at(s.tokens, 0)
	if last == nil || s.Errand != "" && (w == 0 || s.answers()) {
		return nil
	}
	rest := sub(s.clause, w, len(s.tokens))
	if kind := u.followedKind(last, rest); w > 0 && len(kind) > 0 {
		return []bot.Command{{Kind: bot.Fill, Errand: s.leansOn(), Slots: kind, Score: certain}}
	}
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
	return []bot.Command{{Kind: bot.Fill, Errand: s.leansOn(), Slots: slots, Score: certain}}
}

// answers reports whether a sentence names what the open question asks for.
func (s *sentence) answers() bool {
	want := map[bot.Kind]shape{bot.Item: anItem, bot.Customer: aCustomer, bot.Date: aDate, bot.Period: aPeriod}[s.Asked.Kind]
	return s.Asked.Kind == bot.Text || slices.ContainsFunc(s.marks, func(m mark) bool {
		return m.shape == want && want != 0 || m.shape == aStranger && s.asksName()
	})
}

// leansOn names the answered errand when another one is open, which would take
// the slots for its own.
func (s *sentence) leansOn() string {
	if s.Errand == "" {
		return ""
	}
	return s.Last
}

// saysAlso reports whether a clause asks for one thing more: "chini ka bhi".
func (u *ear) saysAlso(c clause) bool {
	for i := range c.tokens {
		if u.lex.also.has(c.tokens, i) {
			return true
		}
	}
	return false
}

// bare reports whether a clause says nothing but its marks and the small words
// of a question.
func (u *ear) bare(c clause) bool {
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

// followedKind reads "aur kiraya?", "sirf bijli" after a question over a period:
// a listed value of the errand and nothing else.
func (u *ear) followedKind(last *errand, c clause) slotValues {
	if !last.has(bot.Period) {
		return nil
	}
	out := slotValues{}
	chosen := u.fillListed(last, c, out)
	for i, t := range c.tokens {
		_, small := u.lex.question.at(c.tokens, i)
		if meaningful(t) && !chosen[i] && small == 0 && !u.lex.function[t.plain] {
			return nil
		}
	}
	return out
}
