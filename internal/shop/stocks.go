package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// OnHand is what there is of one item.
type OnHand struct {
	Item     Item
	Qty      Measure
	Value    Money // at moving-average cost
	Average  Money // cost per unit; 0 when it is not known
	Doubtful bool  // more was sold than there was, and nobody has counted since
	Low      bool
	Never    bool    // nothing of it was ever bought, sold or counted
	Daily    Measure // sold per day over the last [CoverWindow] days
	Days     int     // it lasts at that rate; -1 when it does not sell, or has not for [LeastDays]
}

// Stock is what there is of an item. ErrNotFound when the shop knows none of
// that name.
func (b *Book) Stock(ctx context.Context, named Item) (OnHand, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return OnHand{Item: named}, errors.Join(nobody(err), missing(isNew))
	}
	s, err := b.stock(ctx, it.ID)
	if err != nil {
		return OnHand{Item: it}, err
	}
	sold, err := b.Sums(ctx, Query{Period: Back(b.Today(), CoverWindow), Item: it.ID})
	if err != nil {
		return OnHand{Item: it}, err
	}
	days, err := b.sellingDays(ctx)
	return onHand(it, s, whole(sold), days), err
}

// Held lists the items that ever moved, by name.
func (b *Book) Held(ctx context.Context) ([]OnHand, error) {
	stocks, err := b.stocks(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := b.Sums(ctx, Query{Period: Back(b.Today(), CoverWindow), By: ByItem})
	if err != nil {
		return nil, err
	}
	sold := make(map[string]Sums, len(rows))
	for _, r := range rows {
		sold[r.Key] = r.Sums
	}
	items, err := b.index(ctx)
	if err != nil {
		return nil, err
	}
	days, err := b.sellingDays(ctx)
	if err != nil {
		return nil, err
	}
	var out []OnHand
	for id, s := range stocks {
		it, ok := items[id]
		if !ok {
			it, err = b.Item(ctx, id)
			if errors.Is(err, ErrNotFound) {
				continue // taken away again, with all that was about it
			}
			if err != nil {
				return nil, err
			}
		}
		out = append(out, onHand(it, s, sold[id], days))
	}
	slices.SortFunc(out, byName)
	return out, nil
}

// Low lists the items that are running out, the first to be gone first.
func (b *Book) Low(ctx context.Context) ([]OnHand, error) {
	all, err := b.Held(ctx)
	if err != nil {
		return nil, err
	}
	low := slices.DeleteFunc(all, func(h OnHand) bool { return !h.Low })
	slices.SortStableFunc(low, sooner)
	return low, nil
}

// Soonest picks at most n of the items that sell, the first to be gone first.
func Soonest(held []OnHand, n int) []OnHand {
	selling := slices.DeleteFunc(slices.Clone(held), func(h OnHand) bool { return h.Days < 0 || h.Qty.N <= 0 })
	slices.SortStableFunc(selling, sooner)
	return selling[:min(n, len(selling))]
}

// sooner puts what is gone first, then what lasts the fewest days, then what
// nobody can tell of.
func sooner(a, b OnHand) int { return cmp.Compare(a.lasts(), b.lasts()) }

// lasts is how many days are left of an item: more than any when it is not known.
func (h OnHand) lasts() int {
	switch {
	case h.Qty.N <= 0:
		return -1
	case h.Days < 0:
		return math.MaxInt
	}
	return h.Days
}

// index is all items by id.
func (b *Book) index(ctx context.Context) (map[string]Item, error) {
	all, err := b.Items(ctx)
	out := make(map[string]Item, len(all))
	for _, it := range all {
		out[it.ID] = it
	}
	return out, err
}

// shelves is what there is of every item that ever moved, and all items by id.
func (b *Book) shelves(ctx context.Context) (map[string]Stock, map[string]Item, error) {
	stocks, err := b.stocks(ctx)
	if err != nil {
		return nil, nil, err
	}
	items, err := b.index(ctx)
	return stocks, items, err
}

// sellingDays is over how many days the shop's rate of sale is known: since its
// first sale, at most [CoverWindow]; 0 while that is less than [LeastDays].
func (b *Book) sellingDays(ctx context.Context) (Quantity, error) {
	sales, err := b.Sums(ctx, Query{Period: Back(b.Today(), CoverWindow), By: ByDay})
	if n := selling(sales, b.Today()); n >= LeastDays {
		return Quantity(n), err
	}
	return 0, err
}

// selling counts the days from the first with sales until today; 0 when fewer
// than [LeastDays] of them had any.
func selling(days []Row, today Day) int {
	first, sold := Day(""), 0
	for _, d := range days {
		if d.Lines == 0 && d.Revenue == 0 {
			continue
		}
		if sold++; first == "" {
			first = Day(d.Key)
		}
	}
	if sold < LeastDays {
		return 0
	}
	return Period{From: first, To: today}.Days()
}

// onHand puts together what there is to say of an item that was sold over so
// many days.
func onHand(it Item, s Stock, sold Sums, days Quantity) OnHand {
	h := OnHand{
		Item: it, Qty: it.Measure(s.Qty), Value: s.Value, Average: s.Average(it.Cost),
		Doubtful: s.Doubt > 0, Never: s == (Stock{}) && sold == (Sums{}), Days: -1,
	}
	if sold.Sold > 0 && days > 0 {
		h.Daily = it.Measure((sold.Sold + days/2) / days)
		h.Days = int(max(s.Qty, 0) * days / sold.Sold)
	}
	if it.Reorder > 0 {
		h.Low = s.Qty <= it.Reorder
	} else {
		h.Low = !h.Never && (s.Qty <= 0 || h.Days >= 0 && h.Days < LowDays)
	}
	return h
}

func byName(a, b OnHand) int {
	return cmp.Or(strings.Compare(Fold(a.Item.Name), Fold(b.Item.Name)), strings.Compare(a.Item.ID, b.Item.ID))
}

// stock is what there is of one item as of now, with all that turned out to be it.
func (b *Book) stock(ctx context.Context, id string) (Stock, error) {
	ids, err := b.kin(ctx, id)
	if err != nil {
		return Stock{}, err
	}
	var all Stock
	for _, id := range ids {
		s, err := b.src.Stock(ctx, id)
		if err != nil {
			return s, fmt.Errorf("shop: stock: %w", err)
		}
		all = all.and(s)
	}
	for e := range b.entries() {
		if slices.Contains(ids, e.Item) {
			all = all.Plus(e)
		}
	}
	return all, nil
}

// stocks is what there is of every item that ever moved, as of now.
func (b *Book) stocks(ctx context.Context) (map[string]Stock, error) {
	all, err := b.src.Stocks(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: stocks: %w", err)
	}
	for e := range b.entries() {
		if e.Item != "" {
			all[e.Item] = all[e.Item].Plus(e)
		}
	}
	into, err := b.merged(ctx)
	for from, to := range into {
		if s, moved := all[from]; moved {
			all[to] = all[to].and(s)
			delete(all, from)
		}
	}
	return all, err
}
