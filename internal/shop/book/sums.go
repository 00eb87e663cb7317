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
// [sumsInto] takes them.
var sumColumns = []string{
	"sold", "bought", "revenue", "discount", "cost", "uncosted", "spent",
	"cash", "upi", "credit", "repaid", "bills", "lines", "expense", "drawn", "paid",
	"sale_cash", "sale_upi", "spoilt", "waste", "used", "upkeep",
}

// sumsOf is sums as columns.
func sumsOf(s shop.Sums) []any {
	return []any{
		int64(s.Sold), int64(s.Bought), int64(s.Revenue), int64(s.Discount), int64(s.Cost), int64(s.Uncosted), int64(s.Spent),
		int64(s.Cash), int64(s.UPI), int64(s.Credit), int64(s.Repaid), s.Bills, s.Lines,
		int64(s.Expense), int64(s.Drawn), int64(s.Paid), int64(s.SaleCash), int64(s.SaleUPI),
		int64(s.Spoilt), int64(s.Waste), int64(s.Used), int64(s.Upkeep),
	}
}

// sumsInto is where columns of a day summary are read to.
func sumsInto(s *shop.Sums, columns []string) []any {
	all := []any{
		&s.Sold, &s.Bought, &s.Revenue, &s.Discount, &s.Cost, &s.Uncosted, &s.Spent,
		&s.Cash, &s.UPI, &s.Credit, &s.Repaid, &s.Bills, &s.Lines,
		&s.Expense, &s.Drawn, &s.Paid, &s.SaleCash, &s.SaleUPI,
		&s.Spoilt, &s.Waste, &s.Used, &s.Upkeep,
	}
	var out []any
	for i, c := range sumColumns {
		if slices.Contains(columns, c) {
			out = append(out, all[i])
		}
	}
	return out
}

// rows reads keys, and of the sums the columns that were asked for, in the order of
// sumColumns; the others stay zero. All rows are read into the same place: years of a
// category are tens of thousands.
func (s source) rows(ctx context.Context, query string, hours bool, columns []string, args []any) ([]shop.Row, error) {
	var out []shop.Row
	var r shop.Row
	var hour int
	into := append([]any{&r.Key}, sumsInto(&r.Sums, columns)...)
	if hours {
		into[0] = &hour
	}
	err := s.each(ctx, query, func(row *sql.Rows) error {
		err := row.Scan(into...)
		if hours {
			r.Key = fmt.Sprintf("%02d", hour)
		}
		out = append(out, r)
		return err
	}, args...)
	return out, wrap("sums", err)
}

// scan adds up entries one by one.
func (s source) scan(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	where, args := condition(q, "day", q.Period)
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
