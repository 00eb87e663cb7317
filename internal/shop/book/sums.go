package book

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// sumColumns are those of every day summary, in the order [sumsOf] gives and
// [scanSums] takes them.
var sumColumns = []string{
	"sold", "bought", "revenue", "discount", "cost", "uncosted", "spent",
	"cash", "upi", "credit", "repaid", "bills", "lines", "expense", "drawn", "paid",
}

// sumsOf is sums as columns.
func sumsOf(s shop.Sums) []any {
	return []any{
		int64(s.Sold), int64(s.Bought), int64(s.Revenue), int64(s.Discount), int64(s.Cost), int64(s.Uncosted), int64(s.Spent),
		int64(s.Cash), int64(s.UPI), int64(s.Credit), int64(s.Repaid), s.Bills, s.Lines,
		int64(s.Expense), int64(s.Drawn), int64(s.Paid),
	}
}

// scanSums reads a key and sums from a row.
func scanSums(row *sql.Rows, key any) (shop.Sums, error) {
	var s shop.Sums
	err := row.Scan(key, &s.Sold, &s.Bought, &s.Revenue, &s.Discount, &s.Cost, &s.Uncosted, &s.Spent,
		&s.Cash, &s.UPI, &s.Credit, &s.Repaid, &s.Bills, &s.Lines,
		&s.Expense, &s.Drawn, &s.Paid)
	return s, err
}

// summed is the columns added up.
var summed = "coalesce(sum(" + strings.Join(sumColumns, "), 0), coalesce(sum(") + "), 0)"

// Sums adds up day summaries where one holds what is asked for, and entries
// where none does.
func (s source) Sums(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	all, err := once(s.seen, "sums", q, func() ([]shop.Row, error) { return s.sums(ctx, q) })
	return slices.Clone(all), err
}

func (s source) sums(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	if q.By == shop.ByHead && q.Item == "" && q.Customer == "" {
		return s.heads(ctx, q)
	}
	table, key, only := summary(q)
	if table == "" {
		return s.scan(ctx, q)
	}
	where, args := days(q.Period)
	args = append([]any{s.shop}, args...)
	if only != "" {
		args = append(args, q.Item+q.Customer) // one of them is empty
		where += fmt.Sprintf(" and %s = $%d", only, len(args))
	}
	query := "select " + key + ", " + summed + " from " + table + " where shop = $1" + where
	if q.By != shop.Whole {
		query += " group by " + key + " order by " + key
	}
	return s.rows(ctx, query, q.By == shop.ByHour, args)
}

// summary is the table that holds the sums asked for, the column they are
// grouped by and the one they are narrowed by; no table when none does.
func summary(q shop.Query) (table, key, only string) {
	switch {
	case q.Item != "" && q.Customer != "":
		return "", "", ""
	case q.Item != "":
		return narrowed(q.By, shop.ByItem, "day_item", "item")
	case q.Customer != "":
		return narrowed(q.By, shop.ByCustomer, "day_customer", "customer")
	}
	switch q.By {
	case shop.ByItem:
		return "day_item", "item", ""
	case shop.ByCustomer:
		return "day_customer", "customer", ""
	case shop.ByHour:
		return "day_hour", "hour", ""
	case shop.ByDay:
		return "day_total", "day", ""
	}
	return "day_total", "''", ""
}

// narrowed is [summary] for one item or one customer.
func narrowed(by, own shop.Group, table, column string) (string, string, string) {
	switch by {
	case shop.Whole:
		return table, "''", column
	case shop.ByDay:
		return table, "day", column
	case own:
		return table, column, column
	}
	return "", "", ""
}

// days is the condition a period makes, its arguments beginning at $2.
func days(p shop.Period) (where string, args []any) {
	if p.From != "" {
		args = append(args, string(p.From))
		where += fmt.Sprintf(" and day >= $%d", len(args)+1)
	}
	if p.To != "" {
		args = append(args, string(p.To))
		where += fmt.Sprintf(" and day <= $%d", len(args)+1)
	}
	return where, args
}

// rows reads keys and sums.
func (s source) rows(ctx context.Context, query string, hours bool, args []any) ([]shop.Row, error) {
	var out []shop.Row
	err := s.each(ctx, query, func(row *sql.Rows) error {
		var r shop.Row
		var hour int
		var err error
		if hours {
			r.Sums, err = scanSums(row, &hour)
			r.Key = fmt.Sprintf("%02d", hour)
		} else {
			r.Sums, err = scanSums(row, &r.Key)
		}
		out = append(out, r)
		return err
	}, args...)
	return out, wrap("sums", err)
}

// scan adds up entries one by one.
func (s source) scan(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	where, args := days(q.Period)
	if q.Item != "" {
		args = append(args, q.Item)
		where += fmt.Sprintf(" and item = $%d", len(args)+1)
	}
	if q.Customer != "" {
		args = append(args, q.Customer)
		where += fmt.Sprintf(" and customer = $%d", len(args)+1)
	}
	entries, err := s.entries(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	var out []shop.Row
	at := map[string]int{}
	for _, e := range entries {
		if !q.Takes(e) {
			continue
		}
		key := q.Key(e)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, shop.Row{Key: key})
		}
		out[i].Sums = out[i].Plus(shop.SumsOf(e))
	}
	slices.SortFunc(out, func(a, b shop.Row) int { return strings.Compare(a.Key, b.Key) })
	return out, nil
}

// list joins column names.
func list(columns []string) string { return strings.Join(columns, ", ") }
