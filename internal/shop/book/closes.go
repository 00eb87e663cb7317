package book

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// close adds one entry that closed a day.
func (t *totals) close(e shop.Entry) {
	if e.Kind == shop.Closing {
		c := t.closes[e.Day]
		t.closes[e.Day] = shop.Closed{Day: e.Day, Closes: c.Closes + e.Sign, Counted: c.Counted + e.Counted}
	}
}

// closeRows are closed days as rows, in order.
func closeRows(of bot.ShopID, all map[shop.Day]shop.Closed) [][]any {
	var rows [][]any
	for _, d := range slices.Sorted(maps.Keys(all)) {
		rows = append(rows, []any{of, string(d), all[d].Closes, int64(all[d].Counted)})
	}
	return rows
}

// LastClose is the latest day that is closed.
func (s source) LastClose(ctx context.Context, to shop.Day) (shop.Closed, error) {
	where, args := "", []any{s.shop}
	if to != "" {
		where, args = " and day <= $2", append(args, string(to))
	}
	var c shop.Closed
	err := s.read.QueryRowContext(ctx, "select day, closes, counted from day_close where shop = $1 and closes > 0"+where+
		" order by day desc limit 1", args...).Scan(&c.Day, &c.Closes, &c.Counted)
	return c, wrap("last close", orZero(err))
}

// Closings are the entries that closed a day.
func (s source) Closings(ctx context.Context, day shop.Day) ([]shop.Entry, error) {
	return s.entries(ctx, " and day = $2 and kind = $3 order by turn, n", string(day), string(shop.Closing))
}

// CashBy is the cash that each kind of entry moved on a day.
func (s source) CashBy(ctx context.Context, day shop.Day) (map[shop.Kind]shop.Money, error) {
	out := map[shop.Kind]shop.Money{}
	err := s.each(ctx, "select kind, sum(cash) from entry where shop = $1 and day = $2 group by kind", func(row *sql.Rows) error {
		var kind shop.Kind
		var cash shop.Money
		err := row.Scan(&kind, &cash)
		out[kind] = cash
		return err
	}, s.shop, string(day))
	return out, wrap("cash of a day", err)
}

// Sales are the last n sales and returns of an item.
func (s source) Sales(ctx context.Context, item, customer string, n int) ([]shop.Entry, error) {
	where, args := condition(shop.Query{Item: item, Customer: customer}, "day", shop.Period{})
	all, err := s.entries(ctx, where+" and kind in ('"+string(shop.Selling)+"', '"+string(shop.Return)+
		"') order by day desc, turn desc, n desc limit "+strconv.Itoa(n), args...)
	slices.Reverse(all)
	return all, err
}
