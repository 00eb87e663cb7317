package book

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Shortfalls are what counts did not find, by item. An entry that takes such a count back
// has the opposite signs, so it is among them and takes its sums away.
func (s source) Shortfalls(ctx context.Context, p shop.Period) (map[string]shop.Shortfall, error) {
	where, args := condition(shop.Query{}, "day", p)
	out := map[string]shop.Shortfall{}
	err := s.each(ctx, "select item, sum(-qty), sum(-value) from entry where shop = $1"+where+
		" and kind = '"+string(shop.Counting)+"' and qty * sign < 0 group by item", func(row *sql.Rows) error {
		var item string
		var f shop.Shortfall
		err := row.Scan(&item, &f.Qty, &f.Cost)
		if f != (shop.Shortfall{}) {
			out[item] = f
		}
		return err
	}, append([]any{s.shop}, args...)...)
	return out, wrap("shortfalls", err)
}

// MovedSince counts the entries about an item that still count, of turns after one.
func (s source) MovedSince(ctx context.Context, item string, turn int64) (int64, error) {
	return s.count(ctx, "item = $2 and turn > $3", item, turn)
}
