package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Lost is what left the shelf in a period without being sold.
type Lost struct {
	Period   Period
	Item     Item    // zero for all
	Damaged  LostSum // broken or gone bad
	Used     LostSum // taken by the shop's own people
	Missing  LostSum // that a count did not find; nobody has said where it went
	Doubtful int     // items whose count is in doubt now
}

// LostSum is goods that went one way, the dearest first.
type LostSum struct {
	Lines    []LostLine
	Cost     Money // of what it is known of
	Uncosted bool  // there is some it is not known of
}

// LostLine is so much of one item.
type LostLine struct {
	Item Item
	Qty  Measure
	Cost Money // at moving average; 0 is not known
}

// Shortfall is what counts did not find of an item, and what that had cost; both are
// above zero.
type Shortfall struct {
	Qty  Quantity
	Cost Money
}

// Lost adds up what left the shelf in a period without being sold, of all items or one.
// ErrNotFound when the shop knows no such item.
func (b *Book) Lost(ctx context.Context, p Period, item Item) (Lost, error) {
	out := Lost{Period: p}
	var named Report
	q := Query{Period: p, By: ByItem}
	if err := b.narrow(ctx, &named, &q, item, Customer{}); err != nil {
		return out, err
	}
	out.Item = named.Item
	rows, err := b.Sums(ctx, q)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		if err := errors.Join(b.lose(ctx, &out.Damaged, r.Key, r.Spoilt, r.Waste), b.lose(ctx, &out.Used, r.Key, r.Used, r.Upkeep)); err != nil {
			return out, err
		}
	}
	missing, err := b.missing(ctx, p)
	if err != nil {
		return out, err
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		if q.Item != "" && id != q.Item {
			continue
		}
		if err := b.lose(ctx, &out.Missing, id, missing[id].Qty, missing[id].Cost); err != nil {
			return out, err
		}
	}
	for _, s := range []*LostSum{&out.Damaged, &out.Used, &out.Missing} {
		slices.SortStableFunc(s.Lines, func(a, b LostLine) int { return cmp.Compare(b.Cost, a.Cost) })
	}
	out.Doubtful, err = b.doubtful(ctx)
	return out, err
}

// lose adds so much of an item.
func (b *Book) lose(ctx context.Context, s *LostSum, id string, q Quantity, cost Money) error {
	if q == 0 || id == "" {
		return nil
	}
	it, err := b.Item(ctx, id)
	if err != nil {
		return fmt.Errorf("shop: lost: item %s: %w", id, err)
	}
	s.Lines = append(s.Lines, LostLine{Item: it, Qty: it.Measure(q), Cost: cost})
	s.Cost += cost
	s.Uncosted = s.Uncosted || cost == 0
	return nil
}

// missing is what counts did not find, by item, as of now.
func (b *Book) missing(ctx context.Context, p Period) (map[string]Shortfall, error) {
	all, err := b.src.Shortfalls(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("shop: shortfalls: %w", err)
	}
	for e := range b.entries() {
		if p.Has(e.Day) {
			all[e.Item] = all[e.Item].plus(e)
		}
	}
	into, err := b.merged(ctx)
	for from, to := range into {
		s, now := all[from], all[to]
		all[to] = Shortfall{Qty: now.Qty + s.Qty, Cost: now.Cost + s.Cost}
		delete(all, from)
	}
	return all, err
}

// plus adds one entry, if it is of a count that did not find all.
func (s Shortfall) plus(e Entry) Shortfall {
	if e.Kind != Counting || int64(e.Qty)*e.Sign >= 0 {
		return s
	}
	return Shortfall{Qty: s.Qty - e.Qty, Cost: s.Cost - e.Value}
}
