package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// shortestOrder is how many lines a list has at least that says neither what was
// done nor for how much.
const shortestOrder = 2

// ordered reads what somebody wants: a message that was forwarded, a list with no
// prices, or goods with a word like "send". It says nothing of what was sold, and
// makes a draft of it.
func (u *ear) ordered(s *sentence) []part {
	e := u.billing()
	if e == nil || !slices.ContainsFunc(s.marks, counts) || !s.Passed && !u.wanted(s, e) {
		return nil
	}
	named := false
	g := group{carrier: -1}
	for _, p := range u.pieces(s.clause) {
		if p.head.item && slices.ContainsFunc(p.marks, counts) {
			named = true
		} else if !p.head.item && (p.head != (head{}) || len(g.pieces) == 0 || !slices.ContainsFunc(p.marks, counts)) && !u.tellsWhom(p) {
			continue // a greeting, or where to bring it
		}
		p.clause = u.withoutListed(e, p.clause)
		g.pieces = append(g.pieces, p)
	}
	if !named || s.Passed && u.otherwise(s, e) {
		return nil
	}
	lines, filled := u.fillLines(e, g)
	var out []part
	for i, c := range lines {
		if _, item := filled[i][firstOf(e, bot.Item)]; item {
			out = append(out, part{clause: c, guess: guess{class: e.name, p: certain}, slots: filled[i]})
		}
	}
	return out
}

// wanted reports whether a message that he wrote himself says what somebody else
// wants: in so many words, as a list, or as what that person says.
func (u *ear) wanted(s *sentence, e *errand) bool {
	switch {
	case u.list(s):
		return true
	case u.reported(s.tokens):
		return s.top.class == e.name || u.tells[s.top.class] || u.wants(s.clause)
	}
	return u.wants(s.clause) && (s.top.class == e.name || !u.clear(s.top))
}

// otherwise reports whether a forwarded message is clearly about something else.
func (u *ear) otherwise(s *sentence, e *errand) bool {
	return s.top.class != e.name && u.clear(s.top) && !u.list(s) && !u.wants(s.clause)
}

// tellsWhom reports whether a piece names a customer.
func (u *ear) tellsWhom(p piece) bool { return p.head.customer }

// billing is the errand whose lines make a bill.
func (u *ear) billing() *errand {
	for _, e := range u.errands {
		if _, lines := e.slot(lineCount); lines {
			return e
		}
	}
	return nil
}

// wants reports whether a clause names goods and a word that somebody wants them.
func (u *ear) wants(c clause) bool {
	if !headOf(c).item || u.asks(c) {
		return false
	}
	for i := range c.tokens {
		if u.lex.wanted.has(c.tokens, i) && !covered(c.marks, i) {
			return true
		}
	}
	return false
}

// list reports whether a message is lines of goods and nothing else: how much of
// each, no price and no word of what was done.
func (u *ear) list(s *sentence) bool {
	if s.Errand != "" || u.carries(s.clause) || u.asks(s.clause) {
		return false
	}
	lines := 0
	for _, p := range u.lineEnds(s.clause) {
		if !p.item {
			continue
		}
		if !p.counted || p.priced {
			return false
		}
		lines++
	}
	return lines >= shortestOrder
}

// lineShape is what one written line of a message names.
type lineShape struct{ item, counted, priced bool }

// lineEnds describes the written lines of a message.
func (u *ear) lineEnds(c clause) []lineShape {
	var out []lineShape
	from := 0
	for i := 0; i <= len(c.tokens); i++ {
		if i < len(c.tokens) && (c.tokens[i].class != stop || c.tokens[i].plain != "\n") {
			continue
		}
		if i > from {
			line := sub(c, from, i)
			numbers := 0
			for _, m := range line.marks {
				if m.shape.numeric() {
					numbers++
				}
			}
			out = append(out, lineShape{item: headOf(line).item, counted: slices.ContainsFunc(line.marks, counts), priced: numbers > 1})
		}
		from = i + 1
	}
	return out
}

// sameSubject lets "ramesh ne 100 diye aur 1 kilo chini li" say whose the second
// is: who did the first thing took the goods too.
func (u *ear) sameSubject(pieces []piece) []piece {
	for i := 1; i < len(pieces); i++ {
		p, before := pieces[i], pieces[i-1]
		if p.hard || p.head.customer || !p.head.item || !u.takesGoods(p.clause) {
			continue
		}
		if subject, ok := u.subject(before.clause); ok {
			pieces[i] = u.piece(concat(subject, p.clause), true)
		}
	}
	return pieces
}

// subject is who does what a clause says: "ramesh ne …".
func (u *ear) subject(c clause) (clause, bool) {
	for _, m := range c.marks {
		person := m.shape == aCustomer || m.shape == aStranger && (u.customerAt(c.tokens, m) || u.named(c.tokens[m.from:m.to]))
		if !person || m.from > 1 {
			continue
		}
		to := m.to
		if to < len(c.tokens) && (c.tokens[to].plain == "ne" || c.tokens[to].plain == plainOf("ने")) {
			return sub(c, m.from, to+1), true
		}
		return sub(c, m.from, to), to < len(c.tokens) && c.tokens[to].in == latin && !u.lex.customerAfter.has(c.tokens, to)
	}
	return clause{}, false
}

// takesGoods reports whether a clause ends in, or begins with, what a customer does
// with goods.
func (u *ear) takesGoods(c clause) bool {
	for i := range c.tokens {
		if _, w := u.lex.taken.at(c.tokens, i); w > 0 && (i == 0 || i+w == len(c.tokens)) {
			return true
		}
	}
	return false
}
