package crash

import "slices"

// sums are amounts by name: "due ramesh", "qty chini", "cash", "upi", "revenue".
// Money is paise, a quantity thousandths.
type sums map[string]int64

// page is one turn on paper.
type page struct {
	by    string // who wrote
	lines []line
	anew  bool  // it says something new, and not only that something is not so
	takes *page // the page it takes back
	own   bool  // what that page had itself taken back stays so
	gone  bool  // it was taken back itself
	once  bool  // it was so at any time, though it may stand again
}

// line is one thing written. Taking it back is one more line about the same.
type line struct {
	moves  sums
	counts *bool // whether the thing counts
	minus  bool  // the line takes it away
	back   bool  // the line is of a page that takes another back
}

// paper is the book of one shop as one would keep it by hand: a page for every
// turn. It is written without looking at the book it is held against.
type paper struct {
	pages []*page
	total sums
}

func newPaper() *paper { return &paper{total: sums{}} }

// entry is a page that says something new.
func entry(by string, moves sums) *page {
	counts := true
	return &page{by: by, lines: []line{{moves: moves, counts: &counts}}, anew: true}
}

// write turns a page over: it counts from now on. Down the chain of what takes
// back what, every second page is gone, and every other stands again.
func (p *paper) write(pg *page) *page {
	p.pages = append(p.pages, pg)
	for _, l := range pg.lines {
		*l.counts = !l.minus
		for name, n := range l.moves {
			p.total[name] += n
		}
	}
	of, own := pg.takes, pg.own
	for gone := true; of != nil; gone = !gone {
		of.gone, of.once = gone, of.once || gone
		next := of.takes
		if own {
			next = nil
		}
		of, own = next, of.own
	}
	return pg
}

// last is the page that somebody's "undo" means: the last that said something new
// and still stands; nil for none.
func (p *paper) last(by string) *page {
	for _, pg := range slices.Backward(p.pages) {
		if pg.by == by && pg.anew && !pg.gone {
			return pg
		}
	}
	return nil
}

// undo is a page that takes another back, or an empty one when that is gone, or
// never was anything.
func undo(by string, of *page, own bool) *page {
	if of == nil || of.gone || len(of.lines) == 0 {
		return &page{by: by}
	}
	pg := &page{by: by, takes: of, own: own}
	for _, l := range of.lines {
		if own && l.back || *l.counts == l.minus {
			continue
		}
		pg.lines = append(pg.lines, line{moves: opposite(l.moves), counts: l.counts, minus: !l.minus, back: true})
	}
	return pg
}

// correct is a page that takes another back and says something else.
func correct(by string, of *page, moves sums) *page {
	pg, with := undo(by, of, true), entry(by, moves)
	pg.lines, pg.anew = append(pg.lines, with.lines...), true
	return pg
}

func opposite(s sums) sums {
	out := make(sums, len(s))
	for name, n := range s {
		out[name] = -n
	}
	return out
}
