package book

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Dump writes a shop's book as text, one fact a line, always in the same order:
// who the shop is, stock, balances, cash, then what was written, the oldest
// first. A reversal is marked with what it takes back.
//
//	stock      sugar 8 kg value 320
//	balance    Ramesh 500
//	cash       90
//	2.1        sale sugar -2 kg revenue 90 cost 80 cash 90 on 2026-11-22
//	3.1 ⟲ 2.1  sale sugar 2 kg revenue -90 cost -80 cash -90 on 2026-11-22
func (b *Book) Dump(ctx context.Context, of bot.ShopID) (string, error) {
	d := dump{source: b.source(of)}
	for _, part := range []func(context.Context) error{d.names, d.profile, d.stocks, d.batches, d.money, d.written} {
		if err := part(ctx); err != nil {
			return "", wrap("dump", err)
		}
	}
	return d.text.String(), nil
}

// dump is a listing under way.
type dump struct {
	source
	text  strings.Builder
	items map[string]shop.Item
	who   map[string]string
	gone  map[string]string // who was taken away
}

// line writes one fact.
func (d *dump) line(head, format string, args ...any) {
	fmt.Fprintf(&d.text, "%-10s %s\n", head, fmt.Sprintf(format, args...))
}

// names finds out what things are called.
func (d *dump) names(ctx context.Context) error {
	p, err := d.Profile(ctx)
	if err != nil {
		return err
	}
	own, err := d.OwnItems(ctx)
	if err != nil {
		return err
	}
	all, err := shop.Merge(p.Catalogue(), own)
	if err != nil {
		return err
	}
	d.items, d.who = make(map[string]shop.Item, len(all)), map[string]string{}
	for _, it := range all {
		d.items[it.ID] = it
	}
	people, err := d.Customers(ctx)
	for _, c := range people {
		d.who[c.ID] = c.Name
	}
	if err == nil {
		d.gone, err = d.former(ctx)
	}
	return err
}

// former are customers of any time, by what follows from their names, so that one
// who was taken away is called the same in every database.
func (d *dump) former(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	changes, err := d.changes(ctx, " order by turn, n")
	for _, c := range changes {
		if c.What == shop.ChangeCustomer && c.Creates() {
			out[c.ID] = "c" + shop.Customer{Name: named(c.After)}.Order()
		}
	}
	return out, err
}

// customer names a customer.
func (d *dump) customer(id string) string { return cmp.Or(d.who[id], d.gone[id], id) }

// thing names an item or a customer.
func (d *dump) thing(id string) string { return cmp.Or(d.who[id], d.gone[id], d.item(id)) }

// item names an item: a starter item by its id, an own one by its name.
func (d *dump) item(id string) string {
	it, ok := d.items[id]
	if !ok || len(it.Names) > 0 {
		return id
	}
	return strings.ReplaceAll(it.Name, " ", "_")
}

// profile lists who the shop is and its settings.
func (d *dump) profile(ctx context.Context) error {
	p, err := d.Profile(ctx)
	if err != nil {
		return err
	}
	for _, f := range [][2]string{{"name", p.Name}, {"trade", string(p.Trade)}, {"place", p.Place}} {
		if f[1] != "" {
			d.line("shop", "%s %s", f[0], f[1])
		}
	}
	var settings [][2]string
	err = d.each(ctx, "select name, value from setting where shop = $1 order by name", func(row *sql.Rows) error {
		var s [2]string
		err := row.Scan(&s[0], &s[1])
		settings = append(settings, s)
		return err
	}, d.shop)
	for _, s := range settings {
		if err != nil {
			return err
		}
		s[1], err = d.openText(ctx, settingPlace(d.shop, s[0]), s[1])
		d.line("setting", "%s %s", s[0], s[1])
	}
	return err
}

// stocks lists what there is.
func (d *dump) stocks(ctx context.Context) error {
	all, err := d.Stocks(ctx)
	if err != nil {
		return err
	}
	var lines []string
	for id, s := range all {
		line := fmt.Sprintf("%s %s %s", d.item(id), s.Qty, d.items[id].Unit)
		if s.Value != 0 {
			line += fmt.Sprintf(" value %s", s.Value)
		}
		if s.Doubt != 0 {
			line += fmt.Sprintf(" doubt %d", s.Doubt)
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	for _, l := range lines {
		d.line("stock", "%s", l)
	}
	return nil
}

// money lists who owes what, cash and UPI.
func (d *dump) money(ctx context.Context) error {
	dues, err := d.Balances(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for id, due := range dues {
		if due != 0 || d.who[id] != "" {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(d.who[a], d.who[b]), cmp.Compare(d.customer(a), d.customer(b)))
	})
	for _, id := range ids {
		d.line("balance", "%s %s", d.customer(id), dues[id])
	}
	if err := d.owed(ctx); err != nil {
		return err
	}
	t, err := d.Till(ctx)
	if t.Cash != 0 {
		d.line("cash", "%s", t.Cash)
	}
	if t.UPI != 0 {
		d.line("upi", "%s", t.UPI)
	}
	return err
}

// written lists entries and changes in the order they were written.
func (d *dump) written(ctx context.Context) error {
	entries, err := d.entries(ctx, " order by turn, n")
	if err != nil {
		return err
	}
	changes, err := d.changes(ctx, " order by turn, n")
	if err != nil {
		return err
	}
	number(entries, changes)
	for _, e := range entries {
		for len(changes) > 0 && earlier(changes[0].Ref, e.Ref) {
			d.change(changes[0])
			changes = changes[1:]
		}
		d.line(head(e.Ref, e.Reverses), "%s", d.entry(e))
	}
	for _, c := range changes {
		d.change(c)
	}
	return nil
}

// number counts the turns that wrote, from 1: what a book looks like does not
// depend on how many messages came in between.
func number(entries []shop.Entry, changes []shop.Change) {
	turns := map[int64]int64{}
	for _, e := range entries {
		turns[e.Turn] = 0
	}
	for _, c := range changes {
		turns[c.Turn] = 0
	}
	for i, turn := range slices.Sorted(maps.Keys(turns)) {
		turns[turn] = int64(i + 1)
	}
	for i := range entries {
		entries[i].Turn, entries[i].Reverses.Turn = turns[entries[i].Turn], turns[entries[i].Reverses.Turn]
	}
	for i := range changes {
		changes[i].Turn, changes[i].Reverses.Turn = turns[changes[i].Turn], turns[changes[i].Reverses.Turn]
	}
}

// earlier reports whether a stands before b.
func earlier(a, b shop.Ref) bool {
	return cmp.Or(cmp.Compare(a.Turn, b.Turn), cmp.Compare(a.N, b.N)) < 0
}

// head names a line, and the one it takes back.
func head(at, reverses shop.Ref) string {
	if reverses == (shop.Ref{}) {
		return fmt.Sprintf("%d.%d", at.Turn, at.N)
	}
	return fmt.Sprintf("%d.%d ⟲ %d.%d", at.Turn, at.N, reverses.Turn, reverses.N)
}
