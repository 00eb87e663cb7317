package shop

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// Batch is so much of an item that expires on one day. It is still good on it.
type Batch struct {
	Expires Day
	Qty     Quantity
}

// Batches is an item's stock by the day it expires. Together it is always the
// stock: what no date was said of is undated, and so is every difference.
type Batches struct {
	Dated   []Batch // the first to expire first; all above zero
	Undated Quantity
}

// split lays a stock out over what entries say of its dates. Of dated goods there
// are never more than there is in all: what is too much is taken to be gone, the
// first to expire first.
func split(stock Quantity, told []Batch) Batches {
	var out Batches
	var dated Quantity
	for _, l := range told {
		if l.Qty > 0 {
			out.Dated = append(out.Dated, l)
			dated += l.Qty
		}
	}
	over := dated - max(stock, 0)
	for over > 0 {
		gone := min(over, out.Dated[0].Qty)
		out.Dated[0].Qty -= gone
		over -= gone
		dated -= gone
		if out.Dated[0].Qty == 0 {
			out.Dated = out.Dated[1:]
		}
	}
	out.Undated = stock - dated
	return out
}

// order says which goods go first. It takes a batch for two figures, smaller ones
// first; what is undated is a batch of no day.
type order func(l Batch, today Day) int

// Those who sell take what is good: the first to expire first, then what has no
// date. What is past its date stays apart until it is thrown away, unless nothing
// else is left.
func sellFirst(l Batch, today Day) int {
	switch {
	case l.Expires == "":
		return 1
	case l.Expires < today:
		return 2
	}
	return 0
}

// What has gone bad is what is past its date, then what comes next.
func spoilFirst(l Batch, _ Day) int {
	if l.Expires == "" {
		return 1
	}
	return 0
}

// What a count misses was undated, so that dates stay as they were told as long
// as they can.
func missFirst(l Batch, _ Day) int {
	if l.Expires == "" {
		return 0
	}
	return 1
}

// without is what is left when q went, in an order.
func (l Batches) without(q Quantity, first order, today Day) []Batch {
	all := slices.Clone(l.Dated)
	if l.Undated > 0 {
		all = append(all, Batch{Qty: l.Undated})
	}
	slices.SortStableFunc(all, func(a, b Batch) int {
		return cmp.Or(cmp.Compare(first(a, today), first(b, today)), cmp.Compare(a.Expires, b.Expires))
	})
	for i := range all {
		gone := min(q, all[i].Qty)
		all[i].Qty -= gone
		q -= gone
	}
	return slices.DeleteFunc(all, func(b Batch) bool { return b.Expires == "" })
}

// drawn writes which batches an entry that moved the stock took from; was is the
// stock before it. What comes in without a date goes to none.
func (b *Book) drawn(ctx context.Context, e Entry, was Stock, first order) error {
	told, err := b.told(ctx, e.Item)
	if err != nil || len(told) == 0 {
		return err
	}
	b.lay(e, told, split(was.Qty, told).without(max(-e.Qty, 0), first, e.Day))
	return nil
}

// received writes when the goods of a purchase expire. Those that went to cover
// what was oversold are gone already, in the order they would have been sold in.
func (b *Book) received(ctx context.Context, e Entry, was Stock, came Batches) error {
	told, err := b.told(ctx, e.Item)
	if err != nil || len(told) == 0 && len(came.Dated) == 0 {
		return err
	}
	owing := max(-was.Qty, 0)
	b.lay(e, told, append(split(was.Qty, told).Dated, came.without(owing, sellFirst, e.Day)...))
	return nil
}

// lay writes what makes batches that entries tell of those that there are, along
// with e: mostly what e itself moved, and what undoing something else left askew.
func (b *Book) lay(e Entry, told, want []Batch) {
	moves := map[Day]Quantity{}
	for _, l := range want {
		moves[l.Expires] += l.Qty
	}
	for _, l := range told {
		moves[l.Expires] -= l.Qty
	}
	for _, day := range slices.Sorted(maps.Keys(moves)) {
		if moves[day] != 0 {
			b.do(Entry{
				Ref: Ref{Turn: e.Turn}, Kind: Dating, Item: e.Item, Batch: moves[day], Expires: day,
				Sign: 1, Day: e.Day, Hour: e.Hour, At: e.At, By: e.By,
			})
		}
	}
}

// told is what entries say of the dates of an item as of now, and of all that
// turned out to be it.
func (b *Book) told(ctx context.Context, item string) ([]Batch, error) {
	ids, err := b.kin(ctx, item)
	if err != nil {
		return nil, err
	}
	var all []Batch
	for _, id := range ids {
		stored, err := b.src.Batches(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("shop: batches: %w", err)
		}
		all = append(all, stored...)
	}
	for e := range b.entries() {
		if e.Expires != "" && slices.Contains(ids, e.Item) {
			all = append(all, Batch{e.Expires, e.Batch})
		}
	}
	return summed(all), nil
}

// allTold is that of every item.
func (b *Book) allTold(ctx context.Context) (map[string][]Batch, error) {
	all, err := b.src.AllBatches(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: batches: %w", err)
	}
	for e := range b.entries() {
		if e.Expires != "" {
			all[e.Item] = summed(append(slices.Clone(all[e.Item]), Batch{e.Expires, e.Batch}))
		}
	}
	into, err := b.merged(ctx)
	for from, to := range into {
		if told, some := all[from]; some {
			all[to] = summed(slices.Concat(all[to], told))
			delete(all, from)
		}
	}
	return all, err
}

// summed adds up batches by day, in order, and leaves out what adds up to nothing.
func summed(all []Batch) []Batch {
	if len(all) == 0 {
		return nil
	}
	days := map[Day]Quantity{}
	for _, l := range all {
		days[l.Expires] += l.Qty
	}
	out := make([]Batch, 0, len(days))
	for _, day := range slices.Sorted(maps.Keys(days)) {
		if days[day] != 0 {
			out = append(out, Batch{day, days[day]})
		}
	}
	return out
}

// Keeps refuses a day that goods cannot be good until: ErrNoDay when there is no
// such day, ErrPast when it is over. No day is no matter.
func (b *Book) Keeps(until Day) error {
	switch {
	case until == "":
		return nil
	case !until.Valid():
		return ErrNoDay
	case until < b.Today():
		return ErrPast
	}
	return nil
}
