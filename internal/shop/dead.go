package shop

import (
	"cmp"
	"context"
	"slices"
)

// Movement is when an item first moved and was last sold; Sold is "" when it
// never was.
type Movement struct {
	First Day
	Sold  Day
}

// Idle is stock that does not sell.
type Idle struct {
	OnHand
	Sold Day // when it last was; "" when it never was
	Days int // since then, or since it first came
}

// DeadStock is what lies on the shelf and does not sell.
type DeadStock struct {
	Days  int
	Items []Idle // what cost most first
	Tied  Money  // what all of them cost
	Known int    // days the book goes back
}

// Dead lists what is in stock and was not sold for so many days; what came in
// first within them has had no time to.
func (b *Book) Dead(ctx context.Context, days int) (DeadStock, error) {
	out := DeadStock{Days: days}
	moved, err := b.moved(ctx)
	if err != nil {
		return out, err
	}
	held, err := b.Held(ctx)
	if err != nil {
		return out, err
	}
	for _, h := range held {
		m, ok := moved[h.Item.ID]
		if !ok {
			continue
		}
		out.Known = max(out.Known, m.First.until(b.Today()))
		idle := Idle{OnHand: h, Sold: m.Sold, Days: max(m.Sold, m.First).until(b.Today())}
		if h.Qty.N > 0 && idle.Days >= days {
			out.Items = append(out.Items, idle)
			out.Tied += max(h.Value, 0)
		}
	}
	slices.SortStableFunc(out.Items, func(a, b Idle) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(b.Days, a.Days))
	})
	return out, nil
}

// with is when either of two moved.
func (m Movement) with(other Movement) Movement {
	if m.First == "" || other.First != "" && other.First < m.First {
		m.First = other.First
	}
	m.Sold = max(m.Sold, other.Sold)
	return m
}

// moved is when items in stock moved, as of now.
func (b *Book) moved(ctx context.Context) (map[string]Movement, error) {
	all, err := b.src.Moved(ctx)
	for e := range b.entries() {
		m, ok := all[e.Item]
		if e.Item == "" || err != nil {
			continue
		}
		if !ok || e.Day < m.First {
			m.First = e.Day
		}
		if e.Kind == Selling && e.Sign > 0 {
			m.Sold = max(m.Sold, e.Day)
		}
		all[e.Item] = m
	}
	if err != nil {
		return nil, err
	}
	into, err := b.merged(ctx)
	for from, to := range into {
		if m, some := all[from]; some {
			all[to] = m.with(all[to])
			delete(all, from)
		}
	}
	return all, err
}
