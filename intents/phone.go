package intents

import "github.com/sahayak-dev/sahayak/bot"

// phoneMark reads the phone number that begins at token i, in one piece or in
// two: "98765 43210".
func phoneMark(tokens []token, i int) (mark, bool) {
	w := 1
	switch {
	case tokens[i].class == phone:
	case i+1 < len(tokens) && half(tokens[i]) && half(tokens[i+1]) && isPhone(tokens[i].plain+tokens[i+1].plain):
		w = 2
	default:
		return mark{}, false
	}
	return mark{shape: aPhone, from: i, to: i + w, value: bot.Value{Kind: bot.Phone, Text: said(tokens[i : i+w])}}, true
}

// half reports whether a token is five digits: half a phone number.
func half(t token) bool { return t.class == figure && len(t.plain) == 5 && digits(t.plain) == 5 }

// fillPhones fills the slot for a phone number.
func fillPhones(e *errand, c clause, out slotValues) {
	for _, m := range c.marks {
		if m.shape == aPhone {
			out.put(firstOf(e, bot.Phone), m.value)
		}
	}
}

// askedPhone takes whatever digits are the answer to a question for a number, so
// that one with too few is said to have too few.
func (u *ear) askedPhone(s *sentence) (bot.Value, bool) {
	for _, t := range s.tokens {
		if t.class == word {
			return bot.Value{}, false
		}
	}
	text := trimmedText(s.tokens)
	return bot.Value{Kind: bot.Phone, Text: text}, text != ""
}
