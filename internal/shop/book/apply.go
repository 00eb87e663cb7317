package book

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Apply writes the effects of a turn in its transaction. Effects that are not
// the shop's are passed over.
func (b *Book) Apply(ctx context.Context, tx bot.Tx, t *bot.Turn) error {
	defer b.seen(t).forget() // it is of before what is written now
	var entries []shop.Entry
	var others []shop.Elsewhere
	settles := false
	for i, effect := range t.Effects() {
		ref := shop.Ref{Turn: int64(t.ID), N: i + 1}
		var err error
		switch e := effect.(type) {
		case shop.Entry:
			entries = append(entries, e.Placed(ref))
		case shop.Change:
			e.Ref = ref
			settles = settles || settlesIn(e)
			err = b.change(ctx, tx, t, t.Shop, e)
		case shop.Elsewhere:
			others = append(others, e)
		case shop.EnterDemo:
			err = b.enterDemo(ctx, tx, t, ref)
		case shop.LeaveDemo:
			err = b.leaveDemo(ctx, tx, t, ref)
		case shop.OpenShop:
			err = b.openShop(ctx, tx, t, ref, e)
		}
		if err != nil {
			return wrap("apply", err)
		}
	}
	err := b.write(ctx, tx, t.Shop, entries)
	if err == nil && settles {
		err = b.settle(ctx, tx, t.Shop)
	}
	if err == nil {
		err = b.elsewhere(ctx, tx, t, others)
	}
	return wrap("apply", err)
}

// write adds entries and moves what they add up to.
func (b *Book) write(ctx context.Context, tx bot.Tx, of bot.ShopID, entries []shop.Entry) error {
	rows := make([][]any, len(entries))
	sums := newTotals()
	for i, e := range entries {
		sums.take(e)
		var err error
		if e.Note, err = b.journal.Keys().In(tx).Text(ctx, notePlace(of, e.Customer, e.Ref), e.Note); err != nil {
			return err
		}
		rows[i] = append([]any{of}, columnsOf(e)...)
	}
	err := insertion{table: "entry", columns: append([]string{"shop"}, entryColumns...)}.run(ctx, tx, rows)
	if err != nil {
		return err
	}
	return sums.write(ctx, tx, of)
}

// totals is what a batch of entries adds up to.
type totals struct {
	stocks    map[string]shop.Stock
	dues      map[string]shop.Money
	owed      map[string]shop.Money
	batches   map[batch]shop.Quantity
	till      shop.Till
	closes    map[shop.Day]shop.Closed
	days      map[shop.Day]shop.Sums
	items     map[place[string]]shop.Sums
	hours     map[place[int]]shop.Sums
	customers map[place[string]]shop.Sums
	heads     map[place[string]]shop.Sums
	taken     map[place[taken]]shop.Sums // by customers who have a name
}

// taken is an item that went to a customer, or from a supplier.
type taken struct{ customer, item string }

// place is where in the day summaries an entry belongs.
type place[K comparable] struct {
	day shop.Day
	key K
}

func newTotals() *totals {
	return &totals{
		stocks: map[string]shop.Stock{}, dues: map[string]shop.Money{}, owed: map[string]shop.Money{}, batches: map[batch]shop.Quantity{}, days: map[shop.Day]shop.Sums{},
		items: map[place[string]]shop.Sums{}, hours: map[place[int]]shop.Sums{}, customers: map[place[string]]shop.Sums{},
		heads: map[place[string]]shop.Sums{}, closes: map[shop.Day]shop.Closed{},
		taken: map[place[taken]]shop.Sums{},
	}
}

// take adds one entry.
func (t *totals) take(e shop.Entry) {
	if e.Expires != "" {
		t.batches[batch{e.Item, e.Expires}] += e.Batch
	}
	if e.Item != "" {
		t.stocks[e.Item] = t.stocks[e.Item].Plus(e)
	}
	if e.Customer != "" && e.Due != 0 {
		t.dues[e.Customer] += e.Due
	}
	if e.Customer != "" && e.Owed != 0 {
		t.owed[e.Customer] += e.Owed
	}
	t.close(e)
	t.till.Cash += e.Cash
	t.till.UPI += e.UPI
	s := shop.SumsOf(e)
	if s == (shop.Sums{}) {
		return
	}
	t.days[e.Day] = t.days[e.Day].Plus(s)
	item, hour, customer := place[string]{e.Day, e.Item}, place[int]{e.Day, e.Hour}, place[string]{e.Day, e.Customer}
	t.items[item] = t.items[item].Plus(s)
	t.hours[hour] = t.hours[hour].Plus(s)
	t.customers[customer] = t.customers[customer].Plus(s)
	if e.Head != "" {
		head := place[string]{e.Day, string(e.Head)}
		t.heads[head] = t.heads[head].Plus(s)
	}
	if e.Customer != "" {
		his := place[taken]{e.Day, taken{e.Customer, e.Item}}
		t.taken[his] = t.taken[his].Plus(s)
	}
}

// write moves the stored sums along.
func (t *totals) write(ctx context.Context, tx bot.Tx, of bot.ShopID) error {
	var stocks, till, days [][]any
	for _, id := range slices.Sorted(maps.Keys(t.stocks)) {
		s := t.stocks[id]
		stocks = append(stocks, []any{of, id, int64(s.Qty), int64(s.Value), s.Doubt})
	}
	if t.till != (shop.Till{}) {
		till = append(till, []any{of, int64(t.till.Cash), int64(t.till.UPI)})
	}
	for _, d := range slices.Sorted(maps.Keys(t.days)) {
		days = append(days, append([]any{of, string(d)}, sumsOf(t.days[d])...))
	}
	for _, step := range []struct {
		into insertion
		rows [][]any
	}{
		{insertion{"stock", []string{"shop", "item", "qty", "value", "doubt"}, 2}, stocks},
		{insertion{"batch", []string{"shop", "item", "expires", "qty"}, 3}, batchRows(of, t.batches)},
		{insertion{"balance", []string{"shop", "customer", "due"}, 2}, accounts(of, t.dues)},
		{insertion{"owed", []string{"shop", "customer", "owed"}, 2}, accounts(of, t.owed)},
		{insertion{"cash", []string{"shop", "cash", "upi"}, 1}, till},
		{insertion{"day_close", []string{"shop", "day", "closes", "counted"}, 2}, closeRows(of, t.closes)},
		{insertion{"day_total", summaryColumns("day"), 2}, days},
		{insertion{"day_item", summaryColumns("day", "item"), 3}, places(of, t.items)},
		{insertion{"day_hour", summaryColumns("day", "hour"), 3}, places(of, t.hours)},
		{insertion{"day_customer", summaryColumns("day", "customer"), 3}, places(of, t.customers)},
		{insertion{"day_head", headColumns, 3}, headRows(of, t.heads)},
		{insertion{"day_customer_item", summaryColumns("day", "customer", "item"), 4}, takings(of, t.taken)},
		{insertion{"month_item", summaryColumns("month", "item"), 3}, places(of, months(t.items))},
		{insertion{"month_customer", summaryColumns("month", "customer"), 3}, places(of, months(t.customers))},
	} {
		if err := step.into.run(ctx, tx, step.rows); err != nil {
			return err
		}
	}
	return nil
}

// summaryColumns are those of a day summary with the given key.
func summaryColumns(key ...string) []string {
	return slices.Concat([]string{"shop"}, key, sumColumns)
}

// places are the rows of a day summary, in order.
func places[K cmp.Ordered](of bot.ShopID, all map[place[K]]shop.Sums) [][]any {
	keys := slices.SortedFunc(maps.Keys(all), func(a, b place[K]) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.key, b.key))
	})
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = append([]any{of, string(k.day), k.key}, sumsOf(all[k])...)
	}
	return rows
}

// takings are the rows of what customers took, in order.
func takings(of bot.ShopID, all map[place[taken]]shop.Sums) [][]any {
	keys := slices.SortedFunc(maps.Keys(all), func(a, b place[taken]) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.key.customer, b.key.customer), cmp.Compare(a.key.item, b.key.item))
	})
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = append([]any{of, string(k.day), k.key.customer, k.key.item}, sumsOf(all[k])...)
	}
	return rows
}

// months adds up days by month; the place's day is the month then.
func months(days map[place[string]]shop.Sums) map[place[string]]shop.Sums {
	out := map[place[string]]shop.Sums{}
	for k, s := range days {
		k.day = shop.Day(month(k.day))
		out[k] = out[k].Plus(s)
	}
	return out
}
