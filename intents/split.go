package intents

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// part is one errand of a message.
type part struct {
	clause
	guess guess
	slots slotValues
}

// piece is a stretch of a message between pauses and joining words.
type piece struct {
	clause
	hard    bool // a full stop comes before it
	line    bool // a line end comes before it
	tail    int  // tokens at its end that were joined to it, and name nothing
	carries bool // it says what to do, not only with what
	head    head // what it is about
}

// head is the kinds of things a piece names.
type head struct{ item, customer bool }

// maxPieces is how many pieces of a message are read: a few for each command it
// may hold.
const maxPieces = 3 * bot.MaxCommands

// split cuts a message into the errands it holds. Pieces that only name things
// ("1 maggi 12") share the words of the piece that says what to do with them.
// Of a message in more pieces than are read it tells that there are more.
func (u *ear) split(s *sentence) (out []part, more bool) {
	if e := u.errands[s.top.class]; e.joins() && s.top.p >= u.threshold(e.name) && u.paired(s.clause) {
		return []part{{clause: s.clause, guess: s.top, slots: u.fill(e, s.clause)}}, false // no half of "khand aur chini ek hi hai" says it
	}
	if e := u.errands[s.top.class]; s.top.exact && e != nil {
		return []part{{clause: s.clause, guess: s.top, slots: u.fill(e, s.clause)}}, false
	}
	pieces := u.sameSubject(u.pieces(s.clause))
	more = len(pieces) > maxPieces
	pieces = pieces[:min(len(pieces), maxPieces)]
	for _, group := range u.groups(pieces) {
		out = append(out, u.parts(group)...)
	}
	return out, more
}

// pieces cuts at commas, stops, line ends and joining words.
func (u *ear) pieces(c clause) []piece {
	var out []piece
	from, hard, line := 0, false, false
	cut := func(to int) {
		if to > from {
			p := u.piece(sub(c, from, to), hard)
			p.line = line
			out, hard, line = append(out, u.sever(p)...), false, false
		}
	}
	for i := 0; i < len(c.tokens); i++ {
		t := c.tokens[i]
		_, join := u.lex.join.at(c.tokens, i)
		if covered(c.marks, i) || t.class != comma && t.class != stop && join == 0 {
			continue
		}
		asks := 0
		if t.plain == "?" {
			asks = 1
		}
		cut(i + asks)
		hard = hard || t.class == stop && t.plain != "\n" // the lines of a bill are one bill
		line = line || t.plain == "\n"
		from = i + max(join, 1)
		i = from - 1
	}
	cut(len(c.tokens))
	return out
}

// piece describes a stretch.
func (u *ear) piece(c clause, hard bool) piece {
	return piece{clause: c, hard: hard, carries: u.carries(c) || u.asks(c), head: headOf(c)}
}

// asks reports whether a clause holds a question word. The "is" of "is hafte" is
// none: it is part of a week.
func (u *ear) asks(c clause) bool {
	for i, t := range c.tokens {
		if u.lex.ask[t.plain] && !covered(c.marks, i) {
			return true
		}
	}
	return false
}

// sever cuts a piece in which two errands follow each other without a pause, as
// a recogniser writes them: after a verb, where both sides are clear by
// themselves and about different things.
func (u *ear) sever(p piece) []piece {
	for i := 1; i < len(p.tokens)-1; i++ {
		if !u.lex.verb[p.tokens[i-1].plain] || u.lex.verb[p.tokens[i].plain] {
			continue
		}
		if m, at := markAt(p.marks, i); !at || m.from != i {
			continue
		}
		left, right := u.piece(sub(p.clause, 0, i), p.hard), u.piece(sub(p.clause, i, len(p.tokens)), true)
		if left.head == (head{}) || right.head == (head{}) || !right.carries {
			continue
		}
		a, b := u.classify(left.clause), u.classify(right.clause)
		if u.paysFor(u.errands[a.class], left.clause, right.clause) {
			continue
		}
		if a.class != b.class && u.clear(a) && u.clear(b) {
			return append([]piece{left}, u.sever(right)...)
		}
	}
	return []piece{p}
}

// clear reports whether a guess is an errand likely enough to be acted on.
func (u *ear) clear(g guess) bool {
	return u.errands[g.class] != nil && g.p >= u.threshold(g.class)
}

// sub is a stretch of a clause, its marks counted from its own start.
func sub(c clause, from, to int) clause {
	out := clause{tokens: c.tokens[from:to]}
	for _, m := range c.marks {
		if m.from >= from && m.to <= to {
			m.from, m.to = m.from-from, m.to-from
			out.marks = append(out.marks, m)
		}
	}
	return out
}

// carries reports whether a clause holds words that say what to do.
func (u *ear) carries(c clause) bool {
	for i, t := range c.tokens {
		if t.class != word || covered(c.marks, i) {
			continue
		}
		if u.lex.verb[t.plain] || !u.lex.closed(t.plain) && u.ordinary(t) {
			return true
		}
	}
	return false
}

// headOf tells what a clause names.
func headOf(c clause) (h head) {
	for _, m := range c.marks {
		switch m.shape {
		case anItem:
			h.item = true
		case aCustomer:
			h.customer = true
		case aStranger:
			if m.value.Kind == bot.Customer {
				h.customer = true
			} else {
				h.item = true
			}
		}
	}
	return h
}

// group is pieces that share what is to be done.
type group struct {
	pieces  []piece
	carrier int // which of them says it; -1 for none
}

// groups gathers pieces: those that carry nothing go with the one that carries
// on in the same sentence, or else with the one before; pieces that name nothing
// belong to their neighbour.
func (u *ear) groups(pieces []piece) []group {
	var out []group
	var waiting []piece
	for _, p := range pieces {
		last := len(out) - 1
		if (p.hard || p.line && p.carries && numbered(p.clause)) && len(waiting) > 0 && (last >= 0 || u.clear(u.classify(group{pieces: waiting}.whole()))) {
			out, waiting = settle(out, waiting), nil
			last = len(out) - 1
		}
		switch {
		case p.carries && len(waiting) == 0 && last >= 0 && u.continues(out[last], p):
			out[last].join(p)
		case p.carries:
			out = append(out, group{pieces: append(waiting, p), carrier: len(waiting)})
			waiting = nil
		default:
			waiting = append(waiting, p)
		}
	}
	return settle(out, waiting)
}

// settle gives pieces that found nothing to go with to the group before, or
// makes them a group.
func settle(out []group, waiting []piece) []group {
	if len(waiting) == 0 {
		return out
	}
	if len(out) == 0 {
		return append(out, group{pieces: waiting, carrier: -1})
	}
	last := &out[len(out)-1]
	last.pieces = append(last.pieces, waiting...)
	return out
}

// shortest is how many words a piece must be longer than to begin an errand about
// somebody or something that it does not name.
const shortest = 2

// continues reports whether a piece that carries goes on with what the group
// before is about, rather than beginning another errand.
func (u *ear) continues(g group, p piece) bool {
	if !p.hard && u.paysFor(u.errands[u.classify(g.whole()).class], g.whole(), p.clause) {
		return true
	}
	if p.hard || p.head.item || p.head.customer {
		return false
	}
	before, alone := u.classify(g.whole()), u.classify(p.clause)
	if u.adds(u.errands[before.class], p) || u.dues(u.errands[before.class], u.errands[alone.class], p.clause) {
		return true
	}
	if e := u.errands[alone.class]; len(p.tokens) <= shortest && e != nil && firstNamed(e) != bot.Text {
		return true // "5 off" goes with what was sold: it names nobody
	}
	return alone.class == before.class || alone.p < u.threshold(alone.class)
}

// join adds a piece to the last one of the group.
func (g *group) join(p piece) {
	last := &g.pieces[len(g.pieces)-1]
	last.clause = concat(last.clause, p.clause)
	last.tail += len(p.tokens)
	last.carries = last.carries || p.carries
}

// whole is all of a group as one clause.
func (g group) whole() clause {
	out := g.pieces[0].clause
	for _, p := range g.pieces[1:] {
		out = concat(out, p.clause)
	}
	return out
}

// concat puts one clause after another.
func concat(a, b clause) clause {
	out := clause{
		tokens: append(slices.Clone(a.tokens), b.tokens...),
		marks:  slices.Clone(a.marks),
	}
	for _, m := range b.marks {
		m.from, m.to = m.from+len(a.tokens), m.to+len(a.tokens)
		out.marks = append(out.marks, m)
	}
	return out
}
