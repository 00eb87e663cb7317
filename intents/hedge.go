package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// hedged reports whether a clause that would change the book only asks about it,
// or tells what somebody else says: "kya Ramesh ne 500 diye", "Suresh kehta hai
// 700 diye the". Neither is a command; what is meant is asked, unless the errand
// is about just that: its own phrases tell what others say.
func (u *ear) hedged(e *errand, c clause) bool {
	if !e.has(bot.Money) && !e.has(bot.Quantity) || u.tells[e.name] {
		return false
	}
	if u.reported(c.tokens) || slices.ContainsFunc(c.tokens, func(t token) bool { return t.plain == "?" }) {
		return true
	}
	return u.lex.whether.has(c.tokens, 0)
}

// reported reports whether tokens tell what somebody else says.
func (u *ear) reported(tokens []token) bool {
	for i := range tokens {
		if u.lex.reported.has(tokens, i) {
			return true
		}
	}
	return false
}

// leftOver reports whether a clause that would change the book says a quantity more
// than the errand has room for: "10 kilo chini 7 litre" may be either.
func leftOver(e *errand, p part) bool {
	room := e.room(bot.Quantity)
	for _, m := range p.clause.marks {
		if m.shape == aQuantity {
			room--
		}
	}
	return room < 0 && e.has(bot.Quantity)
}
