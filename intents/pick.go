package intents

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// picked reads a typed choice: the words under the bubble, its number, or "the
// first one". A number is an amount when an amount was asked for.
func (u *ear) picked(s *sentence) []bot.Command {
	if len(s.Offered) == 0 {
		return nil
	}
	said := spoken(tokenise(normalise(s.Text)))
	for i, label := range s.Offered {
		if words := spoken(tokenise(normalise(label))); words != "" && words == said {
			return pick(i + 1)
		}
	}
	if s.Worded {
		return nil
	}
	if n := u.ordinal(s); n >= 1 && n <= len(s.Offered) {
		return pick(n)
	}
	return nil
}

// pick takes the n-th choice.
func pick(n int) []bot.Command { return []bot.Command{{Kind: bot.Pick, N: n, Score: certain}} }

// ordinal reads a sentence that is only a number or a place in an order: "1", "(1)",
// "1️⃣", "pehla", "no. 1", "2 number". Anything beside it makes it something else.
func (u *ear) ordinal(s *sentence) int {
	kept := make([]token, 0, len(s.tokens))
	for _, t := range s.tokens {
		if meaningful(t) && !bracketing[t.plain] {
			kept = append(kept, asFigure(t))
		}
	}
	if n, w := u.lex.ordinals.at(kept, 0); w > 0 && w == len(kept) && kept[0].class == word {
		if _, number := u.lex.number(kept, 0); number == 0 || !asksNumber(s) {
			return n
		}
	}
	if asksNumber(s) || u.denies(s, kept) {
		return 0
	}
	return u.placeIn(kept)
}

// bracketing are the signs around and beside a number in a list.
var bracketing = map[string]bool{")": true, "(": true, "]": true, "[": true, "#": true, ":": true, "．": true, "（": true, "）": true}

// asFigure reads the one keycap that is not written with figures.
func asFigure(t token) token {
	if t.said == "🔟" {
		t.class, t.n = figure, 10*thousandth
	}
	return t
}

// placeIn reads a whole number with nothing but the words of places beside it.
func (u *ear) placeIn(kept []token) int {
	at := u.beside(kept, 0)
	n, w := u.lex.number(kept, at)
	if w == 0 || n%thousandth != 0 {
		return 0
	}
	at += w
	if word, wide := u.lex.periods.at(kept, at); wide > 0 && word == theOrdinal && kept[at].glued {
		at += wide // 4th
	}
	if u.beside(kept, at) < len(kept) {
		return 0
	}
	return int(n / thousandth)
}

// beside is where the words of places end that begin at token i.
func (u *ear) beside(tokens []token, i int) int {
	for i < len(tokens) {
		_, w := u.lex.place.at(tokens, i)
		if w == 0 {
			break
		}
		i += w
	}
	return i
}

// denies reports whether "no 1" says that something told before was 1: nothing is asked,
// and there is something to put right. "No. 1" is a place.
func (u *ear) denies(s *sentence, kept []token) bool {
	return s.Errand == "" && len(s.Done) > 0 && u.lex.negation.has(kept, 0) && !strings.Contains(s.Text, ".")
}

// asksNumber reports whether a number would answer the open question.
func asksNumber(s *sentence) bool {
	switch s.Asked.Kind {
	case bot.Money, bot.Quantity, bot.Number:
		return true
	}
	return false
}

// How far from a choice's words a misspelling of them may be, in hundredths of a letter,
// and how much nearer it must be than to any other's.
const (
	furthestMisspelt = letterCost + vowelCost
	clearlyNearer    = vowelCost
	somethingElse    = furthestMisspelt + clearlyNearer // at least: no misspelling of it
	leastMisspelt    = 5                                // letters and signs of a word that may be misspelt: one less of "nahi" is another word
)

// misspelt reads words that are spelled nearly as those of one choice, and say nothing
// else: a word that the language has is no misspelling of another.
func (u *ear) misspelt(s *sentence) []bot.Command {
	said := wordsOf(s.Text)
	if !slices.ContainsFunc(said, func(t token) bool { return t.class == word }) && asksNumber(s) {
		return nil // 60 is an amount, and no "₹60"
	}
	best, next, n := furthestMisspelt+1, somethingElse, 0
	for i, label := range s.Offered {
		switch d := u.apart(s, said, wordsOf(label)); {
		case d < best && n == 0:
			best, n = d, i+1
		case d < best:
			best, next, n = d, best, i+1
		case d < next:
			next = d
		}
	}
	if n == 0 || next-best < clearlyNearer {
		return nil
	}
	return pick(n)
}

// wordsOf are the words and figures of a text.
func wordsOf(text string) []token {
	return slices.DeleteFunc(tokenise(normalise(text)), func(t token) bool { return t.class != word && t.class != figure })
}

// apart is how differently what was said is spelled from the words of a choice, in
// hundredths of a letter: at most [furthestMisspelt], or something else.
func (u *ear) apart(s *sentence, said, label []token) int {
	if len(said) == 0 || len(said) != len(label) {
		return somethingElse
	}
	sum := 0
	for i, t := range said {
		if sum += u.slip(s, t, label[i]); sum > furthestMisspelt {
			return somethingElse
		}
	}
	return sum
}

// slip is how differently one word is spelled.
func (u *ear) slip(s *sentence, said, label token) int {
	switch {
	case said.class != label.class || said.n != label.n:
		return somethingElse
	case said.plain == label.plain:
		return 0
	case utf8.RuneCountInString(label.said) < leastMisspelt, said.fold == "" || label.fold == "", initial(said.fold) != initial(label.fold), u.knows(s, said):
		return somethingElse
	}
	return min(distance(said.fold, label.fold, furthestMisspelt), distance(said.plain, label.plain, furthestMisspelt))
}

// knows reports whether a word is one by itself: phrases use it, it belongs to a closed
// set, or it is the whole name of something.
func (u *ear) knows(s *sentence, t token) bool {
	if u.carriers.has(t.plain) || u.lex.closed(t.plain) || u.lex.place.starts(t.plain) {
		return true
	}
	return slices.ContainsFunc(s.marks, func(m mark) bool {
		named := m.shape == anItem || m.shape == aCustomer
		return named && m.whole && m.to-m.from == 1 && s.tokens[m.from].plain == t.plain
	})
}
