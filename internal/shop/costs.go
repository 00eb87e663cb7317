package shop

import (
	"cmp"
	"context"
	"slices"
)

// Costs is what running the shop took in a period, against the one before.
type Costs struct {
	Period Period
	Before Period // zero when the period has none before it
	Heads  []HeadSum
	Total  Money
	Was    Money // the total of the period before
	Drawn  Money // taken home: in no total
}

// HeadSum is one head of [Costs].
type HeadSum struct {
	Head   Head
	Amount Money
	Was    Money // in the period before
}

// Costs adds up a period by head, the most first. A head narrows it; under
// [Home] it is what was taken home.
func (b *Book) Costs(ctx context.Context, p Period, only Head) (Costs, error) {
	out := Costs{Period: p}
	now, err := b.Sums(ctx, Query{Period: p, By: ByHead})
	if err != nil {
		return out, err
	}
	was := map[Head]Money{}
	if before, ok := p.Before(); ok {
		out.Before = before
		rows, err := b.Sums(ctx, Query{Period: before, By: ByHead})
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			h := Head(r.Key)
			if h.wanted(only) {
				was[h] = r.spent(only)
				out.Was += was[h]
			}
		}
	}
	for _, r := range now {
		h := Head(r.Key)
		if only == "" {
			out.Drawn += r.Drawn
		}
		if spent := r.spent(only); h.wanted(only) && (spent != 0 || was[h] != 0) {
			out.Heads = append(out.Heads, HeadSum{Head: h, Amount: spent, Was: was[h]})
			out.Total += spent
		}
	}
	slices.SortStableFunc(out.Heads, func(a, b HeadSum) int { return cmp.Compare(b.Amount, a.Amount) })
	return out, nil
}

// wanted reports whether a head is among those asked for.
func (h Head) wanted(only Head) bool { return only == "" || h == only }

// spent is what counts of a row: a cost, or of [Home] what was drawn.
func (s Sums) spent(only Head) Money {
	if only == Home {
		return s.Drawn
	}
	return s.Expense
}
