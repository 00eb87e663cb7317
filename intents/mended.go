package intents

import "slices"

// mended takes back in the same breath what was just said: "5 kilo chini becha… nahi 6
// kilo" sold six. Only a number is put right this way, and only when nothing else
// comes after it.
func (u *ear) mended(c clause) clause {
	for i := len(c.tokens) - 2; i > 0; i-- {
		w := u.takesBack(c, i)
		if w == 0 {
			continue
		}
		k := slices.IndexFunc(c.marks, func(m mark) bool { return m.from >= i })
		right, alone := u.onlyNumber(sub(c, i+w, len(c.tokens)))
		if k < 1 || !alone || headOf(sub(c, 0, i)) == (head{}) {
			return c // "2 kilo nahi 3 kilo" corrects what was written before
		}
		for j := k - 1; j >= 0; j-- {
			if wrong := c.marks[j]; wrong.shape == right.shape && wrong.value.Unit == right.value.Unit {
				out := clause{tokens: upTo(c.tokens[:i]), marks: slices.Clone(c.marks[:k])}
				out.marks[j].value = right.value
				return out
			}
		}
		return c
	}
	return c
}

// takesBack is how many words from token i say that what came before was wrong; 0
// for none.
func (u *ear) takesBack(c clause, i int) int {
	if covered(c.marks, i) {
		return 0
	}
	_, no := u.lex.negation.at(c.tokens, i)
	_, wrong := u.lex.correction.at(c.tokens, i)
	return max(no, wrong)
}

// upTo leaves out the pauses at the end.
func upTo(tokens []token) []token {
	for len(tokens) > 0 && !meaningful(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}
