package app_test

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// paper is a book as one would keep it on paper: every page a turn, every line
// what it moved, and nothing added up before it is asked for. It is written
// without looking at the book it is held against.
type paper struct {
	pages []*page
}

// page is one turn.
type page struct {
	turn     bot.TurnID
	bubble   string // what it answered with
	lines    []*line
	finished int // errands
	undoes   *page
	own      bool // what it undoes had itself undone stays undone
	undoneBy *page
	asks     bool                    // it left a question open
	said     string                  // the sentence
	again    func(money int64) *page // the same with another amount, as a page of its own; nil when it had none
	when     string                  // the day "again" holds good on
	lo, hi   int64                   // amounts "again" can be about
}

// line is one thing written. A line taken back is one more line.
type line struct {
	moves  sums
	counts *bool // whether the thing counts; shared by all lines about it
	back   bool  // it takes another back
	minus  bool  // it takes the thing away
}

// sums are amounts by name: "due ramesh", "qty chini", "cash", "upi" and
// "revenue 2026-03-02".
type sums map[string]int64

// entry is a page with one new line.
func entry(moves sums) *page {
	counts := true
	return &page{lines: []*line{{moves: moves, counts: &counts}}, finished: 1}
}

// total is what all lines come to.
func (p *paper) total(name string) int64 {
	var n int64
	for _, pg := range p.pages {
		for _, l := range pg.lines {
			n += l.moves[name]
		}
	}
	return n
}

// names are all that ever moved.
func (p *paper) names() []string {
	var out []string
	for _, pg := range p.pages {
		for _, l := range pg.lines {
			for name := range l.moves {
				if !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// last is the last page that "undo" alone means: it changed something, is not
// undone, and is not itself an undo, unless it wrote something instead.
func (p *paper) last() *page {
	for _, pg := range slices.Backward(p.pages) {
		if len(pg.lines) > 0 && pg.undoneBy == nil && (pg.undoes == nil || pg.finished > 0) {
			return pg
		}
	}
	return nil
}

// undo writes a page that takes another back; nil when nothing of it counts any
// more. With own set, what that page had itself taken back stays so.
func (p *paper) undo(of *page, own bool) *page {
	out := &page{undoes: of, own: own}
	for _, l := range of.lines {
		if own && l.back || *l.counts == l.minus {
			continue
		}
		moves := sums{}
		for name, n := range l.moves {
			moves[name] = -n
		}
		*l.counts = l.minus
		out.lines = append(out.lines, &line{moves: moves, counts: l.counts, back: true, minus: !l.minus})
	}
	if len(out.lines) == 0 {
		return nil
	}
	return out
}

// stands reports whether all a page turned over is still as it left it: what it
// took back is taken back by it, what came to life with it is alive.
func (p *page) stands() bool {
	above, own := p, false
	for free := true; above.undoes != nil && !own; free = !free {
		below := above.undoes
		if free && below.undoneBy != above || !free && below.undoneBy != nil {
			return false
		}
		above, own = below, above.own
	}
	return true
}

// add turns a page over: it counts from now on. Down the chain of undos every
// second page is undone, every other stands again.
func (p *paper) add(pg *page) {
	p.pages = append(p.pages, pg)
	by, of, own := pg, pg.undoes, pg.own
	for mark := true; of != nil; mark = !mark {
		of.undoneBy = nil
		if mark {
			of.undoneBy = by
		}
		next := of.undoes
		if own {
			next = nil
		}
		by, of, own = of, next, of.own
	}
}
