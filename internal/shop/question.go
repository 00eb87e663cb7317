package shop

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Metric is the figure a question is about.
type Metric string

// The metrics. Money is in paise, units in thousandths of the item's unit, a
// margin in hundredths of a percent of the sales whose cost is known.
const (
	Revenue    Metric = "revenue"
	Profit     Metric = "profit"
	Units      Metric = "units"
	Margin     Metric = "margin"
	Bills      Metric = "bills" // of an item, how many times it was sold
	StockValue Metric = "stock" // at moving-average cost, now, whatever the period
)

// The groups a question knows beyond those of a [Query].
const (
	ByCategory Group = "category"
	ByWeekday  Group = "weekday" // "1" is Monday, "7" Sunday
	ByPayment  Group = "payment"
)

// Question asks for one figure of the shop's trade: measure × group × filter ×
// period × order and limit. What is zero was not said.
type Question struct {
	Of       Metric // revenue unless said
	By       Group  // one figure of all, unless said
	Period   Period
	Item     Item
	Category string
	Customer Customer
	Payment  Payment
	Least    bool // the smallest first; items on the shelf that did not sell are among them
	Limit    int  // so many groups; 0 is all
}

// Lately is a question that names no period, asked of the last [CoverWindow] days,
// which hold each day of the week as often: not by day then, but by weekday.
func (q Question) Lately(today Day) Question {
	if q.Period != (Period{}) {
		return q
	}
	q.Period = Back(today, CoverWindow)
	q.Period.Name = fmt.Sprintf("last_%d_days", CoverWindow)
	if q.By == ByDay {
		q.By = ByWeekday
	}
	return q
}

// Answer is what there is to say to a question.
type Answer struct {
	Question        // with the item and the customer as the shop knows them
	Sums            // of all that was asked about
	Amount   int64  // of the metric
	Rows     []Line // the largest first, or the smallest
	Groups   int    // how many groups there are without the limit
	Loose    Money  // of Revenue: said as a total, no items named
	Doubtful int    // items whose count is in doubt now
	Days     int    // with sales, of an answer by weekday or day
}

// Line is one group of an answer.
type Line struct {
	Key      string   // item's or customer's id, category, day, hour, weekday, payment; "" for none named
	Item     Item     // of an answer by item
	Customer Customer // of an answer by customer
	Sums
	Amount int64
	Days   int // days added up, of an answer by weekday
}

// Earned is what is left of the sales whose cost is known.
func (s Sums) Earned() Money { return s.Revenue - s.Uncosted - s.Cost }

// Margin is what is earned on a hundred rupees of the sales whose cost is known,
// in paise: hundredths of a percent. 0 when there are none.
func (s Sums) Margin() int64 {
	n, err := mulDiv(int64(s.Earned()), 100_00, int64(s.Revenue-s.Uncosted))
	if err != nil {
		return 0
	}
	return n
}

// PaidBy is how much of the revenue was paid in one way.
func (s Sums) PaidBy(p Payment) Money {
	switch p {
	case Cash:
		return s.SaleCash
	case UPI:
		return s.SaleUPI
	case Udhaar:
		return s.Revenue - s.SaleCash - s.SaleUPI
	}
	return s.Revenue
}

// Answer answers a question from the summaries, never from single entries, and
// exactly. ErrNotFound when the shop knows no such item or customer, ErrNotKept
// for what no summary holds and what would mean nothing, like the kilos and
// packets of all items together.
func (b *Book) Answer(ctx context.Context, q Question) (Answer, error) {
	out := Answer{Question: q}
	if err := b.specify(ctx, &out.Question); err != nil {
		return out, err
	}
	if err := out.Question.kept(); err != nil {
		return out, err
	}
	if out.Of == StockValue {
		return b.stockValue(ctx, out)
	}
	rows, err := b.grouped(ctx, out.Question)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		out.Sums = out.Sums.Plus(r.Sums)
		if r.Revenue != 0 {
			out.Days += max(r.Days, 1)
		}
	}
	out.Amount = out.amount(out.Sums)
	if out.Rows, err = b.lines(ctx, out.Question, rows); err != nil {
		return out, err
	}
	out.order()
	if err := b.introduceLines(ctx, out.Question, out.Rows); err != nil {
		return out, err
	}
	return out, b.complete(ctx, &out)
}

// specify finds the item and the customer a question names, and fills in what was
// not said.
func (b *Book) specify(ctx context.Context, q *Question) error {
	if q.Of == "" {
		q.Of = Revenue
	}
	var r Report
	if err := b.narrow(ctx, &r, &Query{}, q.Item, q.Customer); err != nil {
		return err
	}
	q.Item, q.Customer = r.Item, r.Customer
	return nil
}

// kept reports ErrNotKept for a question no summary answers.
func (q Question) kept() error {
	item := !q.Item.None() || q.Category != ""
	paid := q.Payment != "" || q.By == ByPayment
	switch {
	case !slices.Contains([]Group{Whole, ByItem, ByCategory, ByCustomer, ByDay, ByWeekday, ByHour, ByPayment}, q.By),
		!slices.Contains([]Metric{Revenue, Profit, Units, Margin, Bills, StockValue}, q.Of),
		!slices.Contains([]Payment{"", Cash, UPI, Udhaar}, q.Payment):
		return ErrNotKept
	case paid && (q.Of != Revenue || q.By == ByPayment && q.Payment != ""):
		return ErrNotKept // one sale can be paid in two ways
	case q.By == ByHour && (item || !q.Customer.None()):
		return ErrNotKept
	case q.Of == Units && q.Item.None() && q.By != ByItem:
		return ErrNotKept
	case q.Of == StockValue && (!q.Customer.None() || q.By != Whole && q.By != ByItem && q.By != ByCategory):
		return ErrNotKept
	}
	return nil
}

// amount is the figure of some sums.
func (q Question) amount(s Sums) int64 {
	switch q.Of {
	case Profit:
		return int64(s.Earned())
	case Margin:
		return s.Margin()
	case Units:
		return int64(s.Sold)
	case Bills:
		if q.By == ByItem || q.By == ByCategory || !q.Item.None() || q.Category != "" {
			return s.Lines
		}
		return s.Bills
	}
	return int64(s.PaidBy(q.Payment))
}

// tally is a group being added up.
type tally struct {
	Row
	Days int
}

// grouped adds up what a question asks, by its groups.
func (b *Book) grouped(ctx context.Context, q Question) ([]tally, error) {
	query := Query{Period: q.Period, Item: q.Item.ID, Customer: q.Customer.ID, By: q.By, Of: q.Of}
	key := func(r Row) string { return r.Key }
	switch q.By {
	case ByWeekday:
		query.By, key = ByDay, func(r Row) string { return weekday(Day(r.Key)) }
	case ByPayment:
		query.By = Whole
	}
	if q.Category != "" || q.By == ByCategory {
		items, err := b.index(ctx)
		if err != nil {
			return nil, err
		}
		if q.Category != "" {
			query.Items = of(items, q.Category)
		}
		if q.By == ByCategory {
			query.By, key = ByItem, func(r Row) string { return shelfOf(items, r.Key) }
		}
	}
	rows, err := b.Sums(ctx, query)
	if err != nil {
		return nil, err
	}
	if q.By == ByPayment {
		return byPayment(whole(rows)), nil
	}
	return fold(rows, key), nil
}

// noItem is the key, in an answer by category, of sales that named no item.
const noItem = "-"

// shelfOf is the category of an item by its id; "" of one that has none.
func shelfOf(items map[string]Item, id string) string {
	if id == "" {
		return noItem
	}
	return items[id].Category
}

// of are the ids of a category's items, in order; never nil.
func of(items map[string]Item, category string) []string {
	out := []string{}
	for id, it := range items {
		if it.Category == category {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// fold adds rows up under fewer keys.
func fold(rows []Row, key func(Row) string) []tally {
	at := map[string]int{}
	var out []tally
	for _, r := range rows {
		k := key(r)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, tally{Row: Row{Key: k}})
		}
		out[i].Sums = out[i].Plus(r.Sums)
		if r.Revenue != 0 {
			out[i].Days++
		}
	}
	return out
}

// byPayment splits sales by how they were paid; only the revenue can be split.
func byPayment(s Sums) []tally {
	var out []tally
	for _, p := range []Payment{Cash, UPI, Udhaar} {
		if m := s.PaidBy(p); m != 0 {
			part := tally{Row: Row{Key: string(p), Sums: Sums{Revenue: m}}}
			switch p {
			case Cash:
				part.SaleCash = m
			case UPI:
				part.SaleUPI = m
			}
			out = append(out, part)
		}
	}
	return out
}

// weekday is the day of the week as a key.
func weekday(d Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return fmt.Sprint((int(t.Weekday())+6)%7 + 1)
}

// complete says how much the book knows of what was asked.
func (b *Book) complete(ctx context.Context, out *Answer) error {
	var err error
	if out.Item.None() && out.Category == "" {
		var rows []Row
		rows, err = b.Sums(ctx, Query{Period: out.Period, Items: []string{""}, Customer: out.Customer.ID, Of: Revenue})
		out.Loose = whole(rows).PaidBy(out.Payment)
	}
	if err == nil {
		out.Doubtful, err = b.doubtful(ctx)
	}
	return err
}
