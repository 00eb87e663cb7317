package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// longestByname is how many words may stand between a name and "wala".
const longestByname = 2

// bynamed lets what people add to a name to tell two apart be part of it: "Ramesh
// dukaan wala" is not Ramesh Patil. It must be plain that a person is meant.
func (u *ear) bynamed(tokens []token, marks []mark) []mark {
	for i := 0; i < len(marks); i++ {
		m := marks[i]
		person := m.shape == aCustomer || m.shape == aStranger && u.named(tokens[m.from:m.to])
		to := u.bynameEnd(tokens, m.to)
		if !person || to == m.to || !u.nameEnds(tokens, to) {
			continue
		}
		marks[i] = mark{shape: m.shape, from: m.from, to: to, value: bot.Value{Kind: m.value.Kind, Text: said(tokens[m.from:to])}}
		marks = slices.DeleteFunc(marks, func(other mark) bool { return other.from >= m.to && other.to <= to })
	}
	return marks
}

// bynameEnd is where a byname that begins at token i ends, or i when none does.
func (u *ear) bynameEnd(tokens []token, i int) int {
	for n := 1; n <= longestByname && i+n < len(tokens); n++ {
		switch before := tokens[i+n-1]; {
		case before.class != word || u.lex.customerAfter.has(tokens, i+n-1) || u.lex.owner.has(tokens, i+n-1):
			return i
		case u.lex.byname.has(tokens, i+n):
			return i + n + 1
		}
	}
	return i
}
