package book

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Sums adds up day summaries, and of whole months month summaries: three years
// of a busy shop are a million lines in its entries and some ten thousand rows
// there. No summary holds the hours of an item or a customer, nor what was spent on one; those alone
// are added up from entries.
func (s source) Sums(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	// A query has a list in it and cannot be looked up by itself.
	all, err := once(s.seen, "sums", fmt.Sprintf("%q", q), func() ([]shop.Row, error) { return s.sums(ctx, q) })
	return slices.Clone(all), err
}

func (s source) sums(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	item := q.Item != "" || q.Items != nil || q.By == shop.ByItem
	customer := q.Customer != "" || q.By == shop.ByCustomer
	switch {
	case (q.By == shop.ByHour || q.By == shop.ByHead) && (item || customer):
		return s.scan(ctx, q)
	case q.By == shop.ByHead:
		return s.heads(ctx, q)
	case item && q.By == shop.ByCustomer && q.Customer == "":
		return s.buyers(ctx, q)
	case item && customer:
		return s.summed(ctx, q, "day_customer_item")
	case item && q.By != shop.ByDay:
		return s.summed(ctx, q, "day_item", "month_item")
	case item:
		return s.summed(ctx, q, "day_item")
	case customer && q.By != shop.ByDay:
		return s.summed(ctx, q, "day_customer", "month_customer")
	case customer:
		return s.summed(ctx, q, "day_customer")
	case q.By == shop.ByHour:
		return s.summed(ctx, q, "day_hour")
	}
	return s.summed(ctx, q, "day_total")
}

// buyers are the customers who took an item. Only those with a name have a row of
// their own for it; what is left of the item went to those without.
func (s source) buyers(ctx context.Context, q shop.Query) ([]shop.Row, error) {
	named, err := s.summed(ctx, q, "day_customer_item")
	if err != nil {
		return nil, err
	}
	q.By = shop.Whole
	all, err := s.summed(ctx, q, "day_item", "month_item")
	if err != nil {
		return nil, err
	}
	var rest shop.Sums
	for _, r := range all {
		rest = rest.Plus(r.Sums)
	}
	for _, r := range named {
		rest = rest.Plus(r.Negated())
	}
	return append([]shop.Row{{Sums: rest}}, named...), nil
}

// made are the sums a metric is made of, and those that say whether there was
// anything at all. Reading only them is what makes years fast.
func made(of shop.Metric) []string {
	switch of {
	case shop.Revenue:
		return []string{"sold", "revenue", "lines", "sale_cash", "sale_upi"}
	case shop.Profit, shop.Margin:
		return []string{"sold", "revenue", "cost", "uncosted", "lines"}
	case shop.Units:
		return []string{"sold", "revenue", "lines"}
	case shop.Bills:
		return []string{"revenue", "bills", "lines"}
	}
	return sumColumns
}

// added is columns, each added up.
func added(columns []string) string {
	var out []string
	for _, c := range sumColumns {
		if slices.Contains(columns, c) {
			out = append(out, "coalesce(sum("+c+"), 0)")
		}
	}
	return list(out)
}

// summed adds up one table of days, and its table of months where there is one.
// A key may come more than once: of the months, of the days around them, of each
// item.
func (s source) summed(ctx context.Context, q shop.Query, days string, months ...string) ([]shop.Row, error) {
	around, whole, ok := wholeMonths(q.Period)
	if len(months) == 0 || !ok {
		around = []shop.Period{q.Period}
	}
	var out []shop.Row
	if len(months) > 0 && ok {
		rows, err := s.table(ctx, q, months[0], "month", whole)
		if err != nil {
			return nil, err
		}
		out = rows
	}
	for _, p := range around {
		rows, err := s.table(ctx, q, days, "day", p)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// table adds up one table over a period of what its column of time holds.
func (s source) table(ctx context.Context, q shop.Query, table, column string, p shop.Period) ([]shop.Row, error) {
	key, group := "''", ""
	switch q.By { // a column's name, and nothing else, gets into the query
	case shop.ByItem, shop.ByCustomer, shop.ByDay, shop.ByHour:
		key, group = string(q.By), " group by "+string(q.By)
	}
	if len(q.Items) > 1 {
		return s.apiece(ctx, q, table, column, p)
	}
	where, args := condition(q, column, p)
	columns := made(q.Of)
	query := "select " + key + ", " + added(columns) + " from " + table + " where shop = $1" + where + group
	return s.rows(ctx, query, q.By == shop.ByHour, columns, append([]any{s.shop}, args...))
}

// apiece adds up several items one after another: each has its rows together in
// an index, which a database that knows no figures of the table would not use
// for all of them at once.
func (s source) apiece(ctx context.Context, q shop.Query, table, column string, p shop.Period) ([]shop.Row, error) {
	items := q.Items
	var out []shop.Row
	for i := range items {
		q.Items = items[i : i+1]
		rows, err := s.table(ctx, q, table, column, p)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// condition is what a query narrows to, its arguments beginning at $2.
func condition(q shop.Query, column string, p shop.Period) (where string, args []any) {
	with := func(text string, arg any) {
		args = append(args, arg)
		where += fmt.Sprintf(text, len(args)+1)
	}
	if q.Item != "" {
		with(" and item = $%d", q.Item)
	}
	if q.Items != nil {
		marks := make([]string, len(q.Items))
		for i, id := range q.Items {
			args = append(args, id)
			marks[i] = fmt.Sprintf("$%d", len(args)+1)
		}
		where += " and item in (" + strings.Join(marks, ", ") + ")"
	}
	if q.Customer != "" {
		with(" and customer = $%d", q.Customer)
	}
	if p.From != "" {
		with(" and "+column+" >= $%d", string(p.From))
	}
	if p.To != "" {
		with(" and "+column+" <= $%d", string(p.To))
	}
	return where, args
}

// wholeMonths splits a period into the months it holds whole, written as the
// month summaries name them, and the days before and after them. False when it
// holds none. Of an open end all is whole.
func wholeMonths(p shop.Period) (around []shop.Period, months shop.Period, ok bool) {
	if p.From != "" {
		from, err := time.Parse(time.DateOnly, string(p.From))
		if err != nil {
			return nil, months, false
		}
		first := from.AddDate(0, 0, 1-from.Day())
		if from.Day() > 1 {
			first = first.AddDate(0, 1, 0)
			around = append(around, shop.Period{From: p.From, To: dayBefore(first)})
		}
		months.From = monthOf(first)
	}
	if p.To != "" {
		to, err := time.Parse(time.DateOnly, string(p.To))
		if err != nil {
			return nil, months, false
		}
		next := to.AddDate(0, 0, 1)
		first := next.AddDate(0, 0, 1-next.Day())
		if next.Day() > 1 {
			around = append(around, shop.Period{From: shop.Day(first.Format(time.DateOnly)), To: p.To})
		}
		months.To = monthOf(first.AddDate(0, 0, -1))
	}
	return around, months, months.To == "" || months.From <= months.To
}

func dayBefore(t time.Time) shop.Day { return shop.Day(t.AddDate(0, 0, -1).Format(time.DateOnly)) }

// monthOf is the month of a day as the month summaries name it: "2026-11".
func monthOf(t time.Time) shop.Day { return shop.Day(t.Format("2006-01")) }

// month is the month of a day as it is written.
func month(d shop.Day) string { return string(d[:min(len(d), len("2006-01"))]) }
