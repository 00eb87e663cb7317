package intents

import "github.com/sahayak-dev/sahayak/bot"

// picked reads a typed choice: the words under the bubble, its number, or "the
// first one". A number is an amount when an amount was asked for.
func (u *ear) picked(s *sentence) []bot.Command {
	if len(s.Offered) == 0 {
		return nil
	}
	said := spoken(tokenise(normalise(s.Text)))
	for i, label := range s.Offered {
		if words := spoken(tokenise(normalise(label))); words != "" && words == said {
			return []bot.Command{{Kind: bot.Pick, N: i + 1, Score: certain}}
		}
	}
	if n := u.ordinal(s); n >= 1 && n <= len(s.Offered) {
		return []bot.Command{{Kind: bot.Pick, N: n, Score: certain}}
	}
	return nil
}

// ordinal reads a sentence that is only a number or a place in an order.
func (u *ear) ordinal(s *sentence) int {
	kept := make([]token, 0, len(s.tokens))
	for _, t := range s.tokens {
		if meaningful(t) && t.plain != ")" && t.plain != "(" {
			kept = append(kept, t)
		}
	}
	if n, w := u.lex.ordinals.at(kept, 0); w > 0 && w == len(kept) && kept[0].class == word {
		if _, number := u.lex.number(kept, 0); number == 0 || !asksNumber(s) {
			return n
		}
	}
	if n, w := u.lex.number(kept, 0); w > 0 && w == len(kept) && n%thousandth == 0 && !asksNumber(s) {
		return int(n / thousandth)
	}
	return 0
}

// asksNumber reports whether a number would answer the open question.
func asksNumber(s *sentence) bool {
	switch s.Asked.Kind {
	case bot.Money, bot.Quantity, bot.Number:
		return true
	}
	return false
}
