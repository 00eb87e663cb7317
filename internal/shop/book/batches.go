package book

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// batch is goods of an item that expire on one day.
type batch struct {
	item    string
	expires shop.Day
}

// batchRows are the rows of what batches moved by, in order.
func batchRows(of bot.ShopID, all map[batch]shop.Quantity) [][]any {
	keys := slices.SortedFunc(maps.Keys(all), func(a, b batch) int {
		return cmp.Or(cmp.Compare(a.item, b.item), cmp.Compare(a.expires, b.expires))
	})
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = []any{of, k.item, string(k.expires), int64(all[k])}
	}
	return rows
}

// Batches are an item's goods by the day they expire.
func (s source) Batches(ctx context.Context, item string) ([]shop.Batch, error) {
	g, err := s.goods(ctx, item)
	return slices.Clone(g.told), wrap("batches", err)
}

// AllBatches are those of all items.
func (s source) AllBatches(ctx context.Context) (map[string][]shop.Batch, error) {
	all, err := once(s.seen, "batches", nil, func() (map[string][]shop.Batch, error) {
		out := map[string][]shop.Batch{}
		err := s.each(ctx, "select item, expires, qty from batch where shop = $1 and qty <> 0 order by item, expires", func(row *sql.Rows) error {
			var item string
			var l shop.Batch
			err := row.Scan(&item, &l.Expires, &l.Qty)
			out[item] = append(out[item], l)
			return err
		}, s.shop)
		return out, err
	})
	return maps.Clone(all), wrap("batches", err)
}

// Moved is when items in stock, or oversold, first moved and were last sold: of each, the two
// ends of an index.
func (s source) Moved(ctx context.Context) (map[string]shop.Movement, error) {
	out := map[string]shop.Movement{}
	err := s.each(ctx, `select item,
			coalesce((select e.day from entry e where e.shop = stock.shop and e.item = stock.item order by e.day limit 1), ''),
			coalesce((select d.day from day_item d where d.shop = stock.shop and d.item = stock.item and d.lines > 0 order by d.day desc limit 1), '')
		from stock where shop = $1 and qty <> 0`, func(row *sql.Rows) error {
		var item string
		var m shop.Movement
		err := row.Scan(&item, &m.First, &m.Sold)
		out[item] = m
		return err
	}, s.shop)
	return out, wrap("moved", err)
}

// batches lists what expires when.
func (d *dump) batches(ctx context.Context) error {
	all, err := d.AllBatches(ctx)
	var lines []string
	for id, told := range all {
		for _, l := range told {
			lines = append(lines, fmt.Sprintf("%s %s %s expires %s", d.item(id), l.Qty, d.items[id].Unit, l.Expires))
		}
	}
	slices.Sort(lines)
	for _, l := range lines {
		d.line("batch", "%s", l)
	}
	return err
}

// beside tells the entries that go without saying: which batch a sale drew from,
// where the sale is said.
func beside(all []shop.Reversed) func(shop.Reversed) bool {
	moved := map[string]bool{}
	for _, r := range all {
		if r.Entry.Kind != "" && r.Entry.Kind != shop.Dating {
			moved[r.Entry.Item] = true
		}
	}
	told := map[string]bool{}
	return func(r shop.Reversed) bool {
		if r.Entry.Kind != shop.Dating {
			return false
		}
		again := told[r.Entry.Item] || moved[r.Entry.Item]
		told[r.Entry.Item] = true
		return again
	}
}
