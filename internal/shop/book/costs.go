package book

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// headColumns are those of what was spent by head: of the sums, the few that
// such entries have.
var headColumns = []string{"shop", "day", "head", "expense", "drawn", "cash", "upi"}

// headRows are its rows, in order.
func headRows(of bot.ShopID, all map[place[string]]shop.Sums) [][]any {
	keys := slices.SortedFunc(maps.Keys(all), func(a, b place[string]) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.key, b.key))
	})
	rows := make([][]any, len(keys))
	for i, k := range keys {
		s := all[k]
		rows[i] = []any{of, string(k.day), k.key, int64(s.Expense), int64(s.Drawn), int64(s.Cash), int64(s.UPI)}
	}
	return rows
}

// heads adds up what was spent by head.
func (s source) heads(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	where, args := condition(q, "day", q.Period)
	var out []shop.Row
	err := s.each(ctx, `select head, sum(expense), sum(drawn), sum(cash), sum(upi) from day_head
		where shop = $1`+where+" group by head order by head", func(row *sql.Rows) error {
		var r shop.Row
		err := row.Scan(&r.Key, &r.Expense, &r.Drawn, &r.Cash, &r.UPI)
		out = append(out, r)
		return err
	}, append([]any{s.shop}, args...)...)
	return out, wrap("heads", err)
}

// accounts are amounts by person as rows, in order.
func accounts(of bot.ShopID, all map[string]shop.Money) [][]any {
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(all)) {
		rows = append(rows, []any{of, id, int64(all[id])})
	}
	return rows
}

// owed lists what is owed to whom.
func (d *dump) owed(ctx context.Context) error {
	all, err := d.AllOwed(ctx)
	if err != nil {
		return err
	}
	ids := slices.DeleteFunc(slices.Collect(maps.Keys(all)), func(id string) bool { return all[id] == 0 })
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(d.customer(a), d.customer(b)) })
	for _, id := range ids {
		d.line("owed", "%s %s", d.customer(id), all[id])
	}
	return nil
}

// withOwed adds what the shop owes whom an entry was about, or has paid him
// ahead, when the entry moved that.
func withOwed(a bot.Args, r shop.Reversed) bot.Args {
	switch {
	case r.Entry.Owed == 0:
	case r.Owed < 0:
		a["Ahead"] = -r.Owed
	default:
		a["Owed"] = r.Owed
	}
	return a
}
