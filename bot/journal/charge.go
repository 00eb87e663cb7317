package journal

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Tariff knows what bubbles cost.
type Tariff interface {
	// Month is the month that a time is charged in.
	Month(at time.Time) string
	// Cost is what the nth bubble of its category in a month costs on a channel, in
	// millionths of a rupee, before tax; nth counts those before it.
	Cost(p bot.Price, at time.Time, nth int64) int64
}

// everyone is the shop under which the sums of all shops stand.
const everyone bot.ShopID = 0

// Spent is what messages of one category cost in a month.
type Spent struct {
	Category string
	N        int64
	Cost     int64 // millionths of a rupee, before tax
}

// charge counts bubbles that arrived among what is paid for, each once. Prices are told
// with every status of a bubble; what counts is that it was delivered.
func (j *Journal) charge(ctx context.Context, words []word) error {
	var due []word
	for _, w := range words {
		if w.price != nil && w.state >= bot.Delivered {
			due = append(due, w)
		}
	}
	if j.tariff == nil || len(due) == 0 {
		return nil
	}
	return j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		counted := map[item][]word{}
		for _, w := range due {
			shop, err := count(ctx, t, w)
			if errors.Is(err, sql.ErrNoRows) {
				continue // it is counted already, or not ours
			}
			if err != nil {
				return err
			}
			i := item{j.tariff.Month(time.UnixMilli(*w.at)), shop, *w.channel, w.price.Category}
			counted[i] = append(counted[i], w)
		}
		return j.book(ctx, t, counted)
	})
}

// item is one line of what is paid for.
type item struct {
	month    string
	shop     bot.ShopID
	channel  string
	category string
}

// count marks a bubble as counted, and returns whose it is; [sql.ErrNoRows] when it is
// counted already.
func count(ctx context.Context, t bot.Tx, w word) (shop bot.ShopID, err error) {
	err = t.QueryRowContext(ctx, `update bubble set charged = 1 where channel = $1 and blind = $2 and charged = 0
		returning (select o.shop from outbox o where o.id = bubble.outbox)`, w.channel, w.blind).Scan(&shop)
	return shop, err
}

// book adds what was counted to the sums, all in the same order.
func (j *Journal) book(ctx context.Context, t bot.Tx, counted map[item][]word) error {
	var lines []item
	for i := range counted {
		lines = append(lines, i)
	}
	slices.SortFunc(lines, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.channel, b.channel), cmp.Compare(a.category, b.category), cmp.Compare(a.shop, b.shop))
	})
	for _, i := range lines {
		all := i
		all.shop = everyone
		before, err := add(ctx, t, all, counted[i], 0)
		if err != nil {
			return err
		}
		var cost, nth int64
		for _, w := range counted[i] {
			cost += j.tariff.Cost(*w.price, time.UnixMilli(*w.at).UTC(), before+nth)
			nth += int64(billable(w))
		}
		if _, err := t.ExecContext(ctx, "update spent set cost = cost + $5 where month = $1 and shop = $2 and channel = $3 and category = $4",
			all.month, all.shop, all.channel, all.category, cost); err != nil {
			return err
		}
		if _, err := add(ctx, t, i, counted[i], cost); err != nil {
			return err
		}
	}
	return nil
}

// add adds to one sum, and returns how many were in it before.
func add(ctx context.Context, t bot.Tx, i item, words []word, cost int64) (before int64, err error) {
	n := 0
	for _, w := range words {
		n += billable(w)
	}
	err = t.QueryRowContext(ctx, `insert into spent (month, shop, channel, category, n, cost) values ($1, $2, $3, $4, $5, $6)
		on conflict (month, shop, channel, category) do update set n = spent.n + excluded.n, cost = spent.cost + excluded.cost
		returning n`, i.month, i.shop, i.channel, i.category, n, cost).Scan(&before)
	return before - int64(n), err
}

// billable is 1 for a bubble that is paid for.
func billable(w word) int {
	if w.price.Billable {
		return 1
	}
	return 0
}

// Spent lists what messages cost in a month, by category: of a shop, or of all when it is
// 0. The month is as the tariff calls it.
func (j *Journal) Spent(ctx context.Context, month string, shop bot.ShopID) ([]Spent, error) {
	var out []Spent
	rows, err := j.reader.QueryContext(ctx, `select category, sum(n), sum(cost) from spent
		where month = $1 and shop = $2 group by category order by category`, month, shop)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s Spent
		err := rows.Scan(&s.Category, &s.N, &s.Cost)
		out = append(out, s)
		return err
	})
	return out, wrap("spent", err)
}
