package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Report is what happened in a period, of all or of one item or customer.
type Report struct {
	Period   Period
	Item     Item     // zero for all
	Customer Customer // zero for all
	Sums
	Items    []ItemSums // what was sold, the most money first; empty for one item
	Days     int        // with sales
	Doubtful int        // items whose count is in doubt now
	Loose    Money      // of Revenue: said as a total, no items named
}

// ItemSums is one item of a report.
type ItemSums struct {
	Item Item
	Qty  Measure // sold
	Sums
}

// Profit is revenue less the cost of what was sold. It means nothing of what
// was sold at a cost nobody told (Uncosted).
func (s Sums) Profit() Money { return s.Revenue - s.Cost }

// Qty is what was sold of the report's one item.
func (r Report) Qty() Measure { return r.Item.Measure(r.Sold) }

// Report adds up a period. An item or customer narrows it; ErrNotFound when the
// shop knows none of that name.
func (b *Book) Report(ctx context.Context, p Period, item Item, customer Customer) (Report, error) {
	out := Report{Period: p}
	q := Query{Period: p}
	if err := b.narrow(ctx, &out, &q, item, customer); err != nil {
		return out, err
	}
	days, err := b.Sums(ctx, with(q, ByDay))
	if err != nil {
		return out, err
	}
	for _, d := range days {
		out.Sums = out.Sums.Plus(d.Sums)
		if d.Revenue != 0 {
			out.Days++
		}
	}
	if q.Item == "" {
		if out.Items, out.Loose, err = b.soldItems(ctx, q); err != nil {
			return out, err
		}
	}
	out.Doubtful, err = b.doubtful(ctx)
	return out, err
}

// narrow finds the item and the customer a report is about.
func (b *Book) narrow(ctx context.Context, out *Report, q *Query, item Item, customer Customer) error {
	if !item.None() {
		it, isNew, err := b.resolve(ctx, item, "")
		if err != nil || isNew {
			return errors.Join(nobody(err), missing(isNew))
		}
		out.Item, q.Item = it, it.ID
	}
	if !customer.None() {
		c, isNew, err := b.who(ctx, customer)
		if err != nil || isNew {
			return errors.Join(nobody(err), missing(isNew))
		}
		out.Customer, q.Customer = c, c.ID
	}
	return nil
}

// soldItems lists what was sold, and the sales that named no item.
func (b *Book) soldItems(ctx context.Context, q Query) ([]ItemSums, Money, error) {
	rows, err := b.Sums(ctx, with(q, ByItem))
	if err != nil {
		return nil, 0, err
	}
	items, err := b.index(ctx)
	if err != nil {
		return nil, 0, err
	}
	var out []ItemSums
	var loose Money
	for _, r := range rows {
		if r.Key == "" {
			loose += r.Revenue
			continue
		}
		it, ok := items[r.Key]
		if !ok {
			if it, err = b.Item(ctx, r.Key); err != nil {
				return nil, 0, fmt.Errorf("shop: report: item %s: %w", r.Key, err)
			}
		}
		if r.Lines != 0 || r.Revenue != 0 {
			out = append(out, ItemSums{Item: it, Qty: it.Measure(r.Sold), Sums: r.Sums})
		}
	}
	slices.SortFunc(out, func(a, b ItemSums) int {
		return cmp.Or(cmp.Compare(b.Revenue, a.Revenue), strings.Compare(a.Item.ID, b.Item.ID))
	})
	return out, loose, nil
}

// doubtful counts the items whose stock is in doubt.
func (b *Book) doubtful(ctx context.Context) (int, error) {
	stocks, err := b.stocks(ctx)
	n := 0
	for _, s := range stocks {
		if s.Doubt > 0 {
			n++
		}
	}
	return n, err
}

// Sums adds up entries by group, by key in ascending order; the groups of this
// turn's entries are in it, and groups that add up to nothing are not. What
// turned out to be one item counts as one.
func (b *Book) Sums(ctx context.Context, q Query) ([]Row, error) {
	ids, err := b.kin(ctx, q.Item)
	if err != nil {
		return nil, err
	}
	all := map[string]Sums{}
	for _, q.Item = range ids {
		rows, err := b.src.Sums(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("shop: sums: %w", err)
		}
		for _, r := range rows {
			all[r.Key] = all[r.Key].Plus(r.Sums)
		}
		for e := range b.entries() {
			if q.Takes(e) {
				all[q.Key(e)] = all[q.Key(e)].Plus(SumsOf(e))
			}
		}
	}
	if q.By == ByItem {
		err = b.asOne(ctx, all)
	}
	return rowsOf(all), err
}

// asOne adds sums by item to those of the item that theirs turned out to be.
func (b *Book) asOne(ctx context.Context, all map[string]Sums) error {
	into, err := b.merged(ctx)
	for from, to := range into {
		if s, ok := all[from]; ok {
			all[to] = all[to].Plus(s)
			delete(all, from)
		}
	}
	return err
}

// rowsOf orders sums by key and leaves out what adds up to nothing.
func rowsOf(all map[string]Sums) []Row {
	rows := make([]Row, 0, len(all))
	for key, s := range all {
		if s != (Sums{}) {
			rows = append(rows, Row{Key: key, Sums: s})
		}
	}
	slices.SortFunc(rows, func(a, b Row) int { return strings.Compare(a.Key, b.Key) })
	return rows
}

// Takes reports whether an entry is among those asked for.
func (q Query) Takes(e Entry) bool {
	return q.Period.Has(e.Day) && (q.By != ByHead || e.Head != "") && (q.Item == "" || q.Item == e.Item) &&
		(q.Items == nil || slices.Contains(q.Items, e.Item)) && (q.Customer == "" || q.Customer == e.Customer)
}

// Key is the group an entry falls into.
func (q Query) Key(e Entry) string {
	switch q.By {
	case ByItem:
		return e.Item
	case ByCustomer:
		return e.Customer
	case ByDay:
		return string(e.Day)
	case ByHead:
		return string(e.Head)
	case ByHour:
		return fmt.Sprintf("%02d", e.Hour)
	}
	return ""
}

// whole is the one sum of a query by [Whole]; zero when there was nothing.
func whole(rows []Row) Sums {
	if len(rows) == 0 {
		return Sums{}
	}
	return rows[0].Sums
}

func with(q Query, by Group) Query {
	q.By = by
	return q
}
