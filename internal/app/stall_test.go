package app_test

import (
	"maps"
	"slices"
	"strings"
)

// stall is a shop's sugar on paper, in whole kilos: pages as [paper] keeps them, of
// sums named "qty", "value", "cash", "revenue", "due", "owed" and "batch 2026-03-08".
type stall struct {
	paper
	final map[*page]bool // what both shops have, and neither takes back alone
}

// now is what all pages come to.
func (s *stall) now() sums {
	out := sums{}
	for _, name := range s.names() {
		out[name] = s.total(name)
	}
	return out
}

// plus is a state after more.
func (s sums) plus(moves sums) sums {
	out := maps.Clone(s)
	for name, n := range moves {
		out[name] += n
	}
	return out
}

// same reports whether two states are alike, a sum of nothing being none.
func (s sums) same(other sums) bool {
	for name := range s.plus(other) {
		if s[name] != other[name] {
			return false
		}
	}
	return true
}

// pieces are the kilos on the shelf by the day they are good until, the first to
// expire first, those of no date last. More dates than there are goods cannot be: the
// first are gone then.
func (s sums) pieces() []string {
	var dated []string
	for name, n := range s {
		if day, ok := strings.CutPrefix(name, "batch "); ok {
			for ; n > 0; n-- {
				dated = append(dated, day)
			}
		}
	}
	slices.Sort(dated)
	n := int(max(s["qty"], 0))
	dated = dated[max(0, len(dated)-n):]
	for len(dated) < n {
		dated = append(dated, "")
	}
	return dated
}

// taken parts the pieces into n that go over the counter today, what is past its date
// last, and what stays.
func taken(pieces []string, n int64, today string) (gone, left []string) {
	order := slices.Clone(pieces)
	slices.SortStableFunc(order, func(a, b string) int { return over(a, today) - over(b, today) })
	return order[:n], order[n:]
}

// over is 1 for a day that is past.
func over(day, today string) int {
	if day != "" && day < today {
		return 1
	}
	return 0
}

// fresh is how many pieces are not past their date.
func fresh(pieces []string, today string) int64 {
	n := int64(0)
	for _, day := range pieces {
		n += 1 - int64(over(day, today))
	}
	return n
}

// laid are the moves that make the dates of a state those of some pieces.
func (s sums) laid(pieces []string) sums {
	moves := sums{}
	for name, n := range s {
		if strings.HasPrefix(name, "batch ") {
			moves[name] = -n
		}
	}
	for _, day := range pieces {
		if day != "" {
			moves["batch "+day]++
		}
	}
	return moves
}

// arrives are the moves of goods that come in for so much, each with its date.
func (s sums) arrives(pieces []string, paid int64) sums {
	moves := s.laid(append(s.pieces(), pieces...))
	moves["qty"], moves["value"] = int64(len(pieces)), paid
	if s["qty"] == 0 {
		moves["value"] -= s["value"] // what an undo left over
	}
	return moves
}

// leaves are the moves of n kilos that go over the counter for so much, and which.
func (s sums) leaves(n, charged int64, today string) (sums, []string) {
	gone, left := taken(s.pieces(), n, today)
	moves := s.laid(left)
	moves["qty"], moves["revenue"] = -n, charged
	moves["value"] = -half(s["value"]*n, s["qty"])
	return moves, gone
}

// half is a÷b to the nearest, half away from zero.
func half(a, b int64) int64 {
	if a < 0 {
		return -half(-a, b)
	}
	return (2*a + b) / (2 * b)
}
