package shop

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// shelved writes that what came back lies with the goods it was sold from: it
// expires on the day it always did. What covers what was oversold is gone already.
func (b *Book) shelved(ctx context.Context, e Entry, was Stock, lots []lot) error {
	told, err := b.told(ctx, e.Item)
	if err != nil {
		return err
	}
	want := split(was.Qty, told).Dated
	for _, l := range lots {
		back, err := b.lotDates(ctx, l)
		if err != nil {
			return err
		}
		want = append(want, back...)
	}
	if len(told) > 0 || len(want) > 0 {
		b.lay(e, told, split(was.Qty+e.Qty, summed(want)).Dated)
	}
	return nil
}

// lotDates is what of a lot has a date.
func (b *Book) lotDates(ctx context.Context, l lot) ([]Batch, error) {
	taken, err := b.takenBy(ctx, l.sale)
	var out []Batch
	var at Quantity
	for _, t := range taken {
		part := Batch{t.Expires, min(at+t.Qty, l.to) - max(at, l.from)}
		at += t.Qty
		if part.Qty > 0 && part.Expires != "" {
			out = append(out, part)
		}
	}
	return out, err
}

// takenBy is what a sale took of each batch, in the order it took it; what had no
// date is a batch of no day.
func (b *Book) takenBy(ctx context.Context, sale Entry) ([]Batch, error) {
	whole, dating, err := b.datings(ctx, sale.Root)
	if err != nil {
		return nil, err
	}
	undated := -whole.Qty
	var out []Batch
	for _, e := range slices.Backward(dating) { // what was too much before it went first, and is not of the sale
		if q := min(-e.Batch, undated); q > 0 {
			out = append(out, Batch{e.Expires, q})
			undated -= q
		}
	}
	if undated > 0 {
		out = append(out, Batch{Qty: undated})
	}
	slices.SortStableFunc(out, func(x, y Batch) int {
		return cmp.Or(cmp.Compare(sellFirst(x, whole.Day), sellFirst(y, whole.Day)), cmp.Compare(x.Expires, y.Expires))
	})
	return out, nil
}

// datings are an entry and what was written along with it of its item's dates.
// One of this turn stands where it follows, as [Book.deals] has it.
func (b *Book) datings(ctx context.Context, of Ref) (Entry, []Entry, error) {
	var turn []Entry
	at := -1 - of.N
	if of.Turn == b.turn.ID && of.N < 0 {
		turn = slices.Collect(b.entries())
	} else {
		var err error
		if turn, err = b.src.Entries(ctx, of.Turn); err != nil {
			return Entry{}, nil, fmt.Errorf("shop: entries: %w", err)
		}
		at = slices.IndexFunc(turn, func(e Entry) bool { return e.Ref == of })
	}
	if at < 0 || at >= len(turn) {
		return Entry{}, nil, nil
	}
	end := at + 1
	for end < len(turn) && turn[end].Kind == Dating && turn[end].Reverses == (Ref{}) {
		end++
	}
	return turn[at], turn[at+1 : end], nil
}
