package app_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// projections are what the book keeps as sums of entries, each beside the same
// sums taken of the entries themselves.
var projections = []struct{ kept, summed string }{
	{
		"select item, qty, value, doubt from stock where shop = $1",
		"select item, sum(qty), sum(value), sum(doubt) from entry where shop = $1 and item <> '' group by item",
	},
	{
		"select item || ' ' || expires, qty, 0, 0 from batch where shop = $1",
		"select item || ' ' || expires, sum(batch), 0, 0 from entry where shop = $1 and expires <> '' group by item, expires",
	},
	{
		"select day || item, spoilt, waste, upkeep from day_item where shop = $1",
		`select day || item, sum(case when kind = 'damage' then -qty else 0 end), sum(case when kind = 'damage' then -value else 0 end),
			sum(case when kind = 'use' then -value else 0 end) from entry where shop = $1 group by day, item`,
	},
	{
		"select month || item, spoilt, waste, used from month_item where shop = $1",
		"select substr(day, 1, 7) || item, sum(spoilt), sum(waste), sum(used) from day_item where shop = $1 group by substr(day, 1, 7), item",
	},
	{
		"select customer, due, 0, 0 from balance where shop = $1",
		"select customer, sum(due), 0, 0 from entry where shop = $1 and customer <> '' group by customer",
	},
	{
		"select customer, owed, 0, 0 from owed where shop = $1",
		"select customer, sum(owed), 0, 0 from entry where shop = $1 and customer <> '' group by customer",
	},
	{
		"select day || head, expense, drawn, cash from day_head where shop = $1",
		`select day || head, sum(case when kind = 'expense' then -cash - upi else 0 end),
			sum(case when kind = 'drawing' then -cash - upi else 0 end), sum(cash) from entry where shop = $1 and head <> '' group by day, head`,
	},
	{
		"select day, expense, drawn, paid from day_total where shop = $1",
		`select day, sum(case when kind = 'expense' then -cash - upi else 0 end),
			sum(case when kind = 'drawing' then -cash - upi else 0 end), sum(case when kind = 'payout' then -owed else 0 end)
			from entry where shop = $1 group by day`,
	},
	{
		"select '', cash, upi, 0 from cash where shop = $1",
		"select '', sum(cash), sum(upi), 0 from entry where shop = $1 group by shop",
	},
	{
		"select day, revenue, cash, upi from day_total where shop = $1",
		"select day, sum(revenue), sum(cash), sum(upi) from entry where shop = $1 group by day",
	},
	{
		"select day || item, revenue, cost, uncosted from day_item where shop = $1",
		`select day || item, sum(revenue), sum(case when kind in ('sale', 'return', 'purchase') then cost else 0 end), sum(uncosted)
			from entry where shop = $1 group by day, item`,
	},
	{
		"select day || customer, credit, repaid, bills from day_customer where shop = $1",
		`select day || customer, sum(case when kind in ('sale', 'credit', 'opening') then due else 0 end),
			sum(case when kind = 'payment' then -due else 0 end), sum(bills) from entry where shop = $1 group by day, customer`,
	},
	{
		"select day || customer || item, revenue, sale_cash, sale_upi from day_customer_item where shop = $1",
		`select day || customer || item, sum(revenue), sum(case when kind in ('sale', 'return') then cash else 0 end),
			sum(case when kind in ('sale', 'return') then upi else 0 end) from entry where shop = $1 and customer <> '' group by day, customer, item`,
	},
	{
		"select month || item, revenue, sold, sale_upi from month_item where shop = $1",
		"select substr(day, 1, 7) || item, sum(revenue), sum(sold), sum(sale_upi) from day_item where shop = $1 group by substr(day, 1, 7), item",
	},
	{
		"select month || customer, revenue, credit, bills from month_customer where shop = $1",
		"select substr(day, 1, 7) || customer, sum(revenue), sum(credit), sum(bills) from day_customer where shop = $1 group by substr(day, 1, 7), customer",
	},
}

// sound fails unless every projection of a shop's book is what its entries add
// up to.
func (w *world) sound(t rapid.TB, id bot.ShopID) {
	t.Helper()
	for _, p := range projections {
		kept, summed := w.sums(t, p.kept, id), w.sums(t, p.summed, id)
		if kept != summed {
			t.Fatalf("%s\nkept:   %s\nsummed: %s", p.kept, kept, summed)
		}
	}
}

// sums are the rows of a query that are not all zero, in order.
func (w *world) sums(t rapid.TB, query string, id bot.ShopID) string {
	t.Helper()
	rows, err := w.Journal.Read().QueryContext(context.Background(), query+" order by 1", id)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		var key string
		var a, b, c int64
		if err := rows.Scan(&key, &a, &b, &c); err != nil {
			t.Fatal(err)
		}
		if a != 0 || b != 0 || c != 0 {
			fmt.Fprintf(&out, "%s %d %d %d; ", key, a, b, c)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// leaks are what no person should ever read.
var leaks = regexp.MustCompile(`<no value>|<nil>|%!|\{\{|\}\}|\b(?:bot|book|sales|stock|udhaar|settings|pricing|profit|demand|sharing|festivals|expenses|alerts|account|shelf)\.[a-z]+(?:\.[a-z-]+)*\b`)

// clean fails when an answer shows its inside: the key of a text, a template, a
// value that is not there. What the person wrote himself may be said back.
func clean(t rapid.TB, a answer) {
	t.Helper()
	if len(a.bubbles) == 0 {
		t.Fatalf("%q was not answered", short(a.Text))
	}
	text := a.text()
	if strings.TrimSpace(a.bubbles[0].Text) == "" {
		t.Fatalf("%q was answered with an empty bubble", short(a.Text))
	}
	for _, leak := range leaks.FindAllString(text, -1) {
		if !strings.Contains(a.Text, leak) {
			t.Fatalf("%q was answered with %q in\n%s", short(a.Text), leak, text)
		}
	}
}

// strays are letters of an answer in the other script than its language is
// written in, that the person did not write himself.
func strays(a answer, lang string) string {
	var out strings.Builder
	for _, r := range a.text() {
		stray := lang == "hi" && r < unicode.MaxASCII && unicode.IsLetter(r) || lang != "hi" && unicode.Is(unicode.Devanagari, r)
		if stray && !strings.ContainsRune(a.Text, r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// short is the beginning of a text.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
