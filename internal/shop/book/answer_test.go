package book

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// anyEntry is an entry such as any errand could write, now or later: every number
// is drawn on its own.
func anyEntry(t *rapid.T, n int) shop.Entry {
	money := func(name string) shop.Money { return shop.Money(rapid.Int64Range(-500, 90_000).Draw(t, name)) }
	day := shop.DayOf(noon, india).Plus(-rapid.IntRange(0, 100).Draw(t, "ago"))
	e := shop.Entry{
		Ref:      shop.Ref{Turn: int64(n + 1), N: 1},
		Kind:     rapid.SampledFrom([]shop.Kind{shop.Selling, shop.Selling, shop.Selling, shop.Purchase, shop.Credit, shop.Repayment, shop.Counting, shop.Expense}).Draw(t, "kind"),
		Item:     rapid.SampledFrom([]string{"sugar", "maggi", "moong-dal", "atta", ""}).Draw(t, "item"),
		Customer: rapid.SampledFrom([]string{"", "", "c1", "c2", "c3"}).Draw(t, "customer"),
		Qty:      shop.Quantity(rapid.Int64Range(-5000, 5000).Draw(t, "qty")),
		Value:    money("value"), Cost: money("cost"), Revenue: money("revenue"), Discount: money("discount"),
		Cash: money("cash"), UPI: money("upi"), Due: money("due"), Spent: money("spent"),
		Bills: rapid.Int64Range(0, 1).Draw(t, "bills"), Sign: 1, Day: day, Hour: rapid.IntRange(-1, 23).Draw(t, "hour"), At: noon,
	}
	if rapid.IntRange(0, 3).Draw(t, "told") == 0 {
		e.Uncosted = e.Revenue
	}
	return e.Placed(e.Ref)
}

// bulk writes entries as a turn's are written, without the turn.
func (c *counter) bulk(entries []shop.Entry) {
	c.t.Helper()
	c.check(c.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error {
		return c.write(ctx, tx, c.shop, entries)
	}))
}

// anyQuestion is a question of any measure, group, filter and period.
func anyQuestion(t *rapid.T) shop.Question {
	pick := func(name string, among ...string) string { return rapid.SampledFrom(among).Draw(t, name) }
	today := shop.DayOf(noon, india)
	q := shop.Question{
		Of:       shop.Metric(pick("of", "revenue", "profit", "units", "margin", "bills")),
		By:       shop.Group(pick("by", "", "item", "category", "customer", "day", "weekday", "hour", "payment")),
		Item:     shop.Item{ID: pick("only item", "", "", "sugar", "maggi")},
		Category: pick("only category", "", "", "dal", "sugar-salt"),
		Customer: shop.Customer{ID: pick("only customer", "", "", "c1")},
		Payment:  shop.Payment(pick("only payment", "", "", "", "cash", "upi", "udhaar")),
		Least:    rapid.Bool().Draw(t, "least"),
		Limit:    rapid.IntRange(0, 4).Draw(t, "limit"),
	}
	if rapid.Bool().Draw(t, "from") {
		q.Period.From = today.Plus(-rapid.IntRange(0, 110).Draw(t, "from"))
	}
	if rapid.Bool().Draw(t, "to") {
		q.Period.To = today.Plus(-rapid.IntRange(0, 110).Draw(t, "to"))
	}
	return q
}

// scanned answers a question from the entries, one by one: the figure of each
// group, in words of its own.
func scanned(q shop.Question, entries []shop.Entry, category func(string) string) map[string]shop.Sums {
	out := map[string]shop.Sums{}
	for _, e := range entries {
		switch {
		case !q.Period.Has(e.Day), q.Item.ID != "" && e.Item != q.Item.ID, q.Customer.ID != "" && e.Customer != q.Customer.ID,
			q.Category != "" && category(e.Item) != q.Category:
			continue
		}
		at, _ := time.Parse(time.DateOnly, string(e.Day))
		key := map[shop.Group]string{
			shop.ByItem: e.Item, shop.ByCategory: category(e.Item), shop.ByCustomer: e.Customer, shop.ByDay: string(e.Day),
			shop.ByWeekday: fmt.Sprint(map[time.Weekday]int{0: 7}[at.Weekday()] + int(at.Weekday())), shop.ByHour: fmt.Sprintf("%02d", e.Hour),
		}[q.By]
		s := out[key]
		switch e.Kind {
		case shop.Selling:
			s.Revenue += e.Revenue
			s.Cost += e.Cost
			s.Uncosted += e.Uncosted
			s.Sold -= e.Qty
			s.Lines += e.Sign
			s.SaleCash += e.Cash
			s.SaleUPI += e.UPI
		case shop.Purchase:
			s.Cost += e.Cost
		}
		s.Bills += e.Bills
		out[key] = s
	}
	return out
}

// ofScan is the figure of scanned sums.
func ofScan(q shop.Question, s shop.Sums) int64 {
	switch q.Of {
	case shop.Profit:
		return int64(s.Revenue - s.Uncosted - s.Cost)
	case shop.Units:
		return int64(s.Sold)
	case shop.Margin:
		return s.Margin()
	case shop.Bills:
		if q.Item.ID != "" || q.Category != "" || q.By == shop.ByItem || q.By == shop.ByCategory {
			return s.Lines
		}
		return s.Bills
	}
	switch q.Payment {
	case shop.Cash:
		return int64(s.SaleCash)
	case shop.UPI:
		return int64(s.SaleUPI)
	case shop.Udhaar:
		return int64(s.Revenue - s.SaleCash - s.SaleUPI)
	}
	return int64(s.Revenue)
}

// Every question is answered with what a full scan of the entries gives, to the
// paisa, and from summaries alone: the entries are gone when it is asked.
func TestAnswersAreScans(t *testing.T) {
	b := open(t)
	rapid.Check(t, func(t *rapid.T) {
		c := b.shopFor(t)
		var entries []shop.Entry
		for n := range rapid.IntRange(1, 40).Draw(t, "entries") {
			entries = append(entries, anyEntry(t, n))
		}
		c.bulk(entries)
		people(c)
		forgetEntries(c)
		view := c.view()
		category := categories(t, view)
		for range 20 {
			q := anyQuestion(t)
			got, err := view.Answer(context.Background(), q)
			if errors.Is(err, shop.ErrNotKept) {
				continue
			}
			c.check(err)
			holds(t, q, got, scanned(q, entries, category))
		}
	})
}

// people gives the customers of anyEntry names.
func people(c *counter) {
	c.check(c.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error {
		for _, id := range []string{"c1", "c2", "c3"} {
			turn := c.next()
			turn.Do(shop.Change{What: shop.ChangeCustomer, ID: id, Before: []byte("null"), After: []byte(`{"name":"` + id + `"}`)})
			if err := c.Apply(ctx, tx, turn); err != nil {
				return err
			}
		}
		return nil
	}))
}

// forgetEntries takes the entries away, so that what reads them cannot answer.
func forgetEntries(c *counter) {
	c.check(c.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, "delete from entry where shop = $1", c.shop)
		return err
	}))
}

// categories is what category an item is of.
func categories(t *rapid.T, view *shop.Book) func(string) string {
	items, err := view.Items(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{"": "-"}
	for _, it := range items {
		of[it.ID] = it.Category
	}
	return func(id string) string { return of[id] }
}

// holds fails unless an answer is what was scanned.
func holds(t *rapid.T, q shop.Question, got shop.Answer, want map[string]shop.Sums) {
	var all shop.Sums
	for s := range maps.Values(want) {
		all = all.Plus(s)
	}
	if got.Amount != ofScan(q, all) {
		t.Fatalf("%+v: %d, want %d", q, got.Amount, ofScan(q, all))
	}
	if q.Limit > 0 && len(got.Rows) > q.Limit {
		t.Fatalf("%+v: %d rows", q, len(got.Rows))
	}
	last := int64(0)
	for i, r := range got.Rows {
		figure := ofScan(q, want[r.Key])
		if q.By == shop.ByPayment {
			by := q
			by.Payment = shop.Payment(r.Key)
			figure = ofScan(by, all)
		}
		if r.Amount != figure {
			t.Fatalf("%+v: %q is %d, want %d", q, r.Key, r.Amount, figure)
		}
		if i > 0 && r.Amount != last && (r.Amount > last) != q.Least {
			t.Fatalf("%+v: out of order: %+v", q, got.Rows)
		}
		last = r.Amount
	}
	if q.Limit == 0 && q.By != shop.Whole && q.By != shop.ByPayment {
		for key, s := range want {
			named := key != "-" && (key != "" || q.By != shop.ByItem && q.By != shop.ByCustomer)
			if found := has(got.Rows, key); s.Revenue != 0 && named && !found && q.Of != shop.Margin {
				t.Fatalf("%+v: no row for %q", q, key)
			}
		}
	}
}

func has(rows []shop.Line, key string) bool {
	for _, r := range rows {
		if r.Key == key {
			return true
		}
	}
	return false
}
