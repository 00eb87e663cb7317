package intents

import "github.com/sahayak-dev/sahayak/bot"

// hedged reports whether a clause that would change the book only asks about it,
// or tells what somebody else says: "kya Ramesh ne 500 diye", "Suresh kehta hai
// 700 diye the". Neither is a command; what is meant is asked.
func (u *Understander) hedged(e *errand, c clause) bool {
	if !e.has(bot.Money) && !e.has(bot.Quantity) {
		return false
	}
	for i, t := range c.tokens {
		if u.lex.reported.has(c.tokens, i) || t.plain == "?" {
			return true
		}
	}
	return u.lex.whether.has(c.tokens, 0)
}
