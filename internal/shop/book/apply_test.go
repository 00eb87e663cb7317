package book

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// stranger is an effect of somebody else's.
type stranger struct{}

func (stranger) Effect() {}

// apply writes a turn and returns what came of it.
func (c *counter) apply(t *bot.Turn) error {
	return c.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error { return c.Apply(ctx, tx, t) })
}

// A turn is in the book once: writing it again fails and changes nothing.
func TestApplyOnce(t *testing.T) {
	c := open(t).shopFor(t)
	turn := c.do(func(ctx context.Context, b *shop.Book) error {
		_, err := b.Sell(ctx, shop.Sale{Item: sugar, Qty: kilo(2), Amount: 90 * shop.Rupee})
		return err
	})
	before := c.dump()
	if err := c.apply(turn); err == nil {
		t.Error("written twice")
	}
	if after := c.dump(); after != before {
		t.Errorf("got:\n%swant:\n%s", after, before)
	}
}

// What cannot be written takes the whole turn with it.
func TestApplyAllOrNothing(t *testing.T) {
	for name, bad := range map[string]bot.Effect{
		"no such thing":  shop.Change{What: "weather", After: json.RawMessage(`"fine"`)},
		"no such field":  shop.Change{What: shop.ChangeProfile, Field: "colour", After: json.RawMessage(`"red"`)},
		"broken facts":   shop.Change{What: shop.ChangeItem, ID: "i1", After: json.RawMessage(`{`)},
		"broken profile": shop.Change{What: shop.ChangeProfile, Field: shop.ProfileName, After: json.RawMessage(`{}`)},
		"broken setting": shop.Change{What: shop.ChangeSetting, ID: "voice", After: json.RawMessage(`[]`)},
	} {
		c := open(t).shopFor(t)
		turn := c.next()
		if _, err := c.In(turn).Sell(t.Context(), shop.Sale{Item: shop.Item{Name: "khakhra"}, Qty: shop.Measure{N: 1000}, Amount: 6000}); err != nil {
			t.Fatal(err)
		}
		turn.Do(bad)
		if err := c.apply(turn); err == nil {
			t.Errorf("%s was written", name)
		}
		if got := c.dump(); got != "" {
			t.Errorf("%s left\n%s", name, got)
		}
	}
}

// Effects that are not the shop's are passed over, and keep their places.
func TestApplyPassesOver(t *testing.T) {
	c := open(t).shopFor(t)
	turn := c.next()
	turn.Do(stranger{})
	if _, err := c.In(turn).SellTotal(t.Context(), shop.Total{Amount: 90 * shop.Rupee}); err != nil {
		t.Fatal(err)
	}
	c.commit(turn)
	want := "cash       90\n1.2        sale revenue 90 cash 90 on 2026-11-22\n"
	if got := c.dump(); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	empty := c.next()
	c.commit(empty)
	if got := c.dump(); got != want {
		t.Errorf("an empty turn wrote:\n%s", got)
	}
}

// Every entry says who wrote it and when, the day it is booked on apart.
func TestEntriesSayWhoAndWhen(t *testing.T) {
	c := open(t).shopFor(t)
	c.take(shop.Receipt{Customer: shop.Customer{Name: "Ramesh"}, Amount: 200 * shop.Rupee, Day: "2026-11-20", Note: "parso diye the"})
	all, err := c.source(c.shop).Entries(t.Context(), 1)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	e := all[0]
	if e.By != 7 || !e.At.Equal(noon) || e.Day != "2026-11-20" || e.Hour != -1 || e.Note != "parso diye the" || e.Root != e.Ref {
		t.Errorf("%+v", e)
	}
}

// Rows in batches and rows one by one end up alike.
func TestInsertionText(t *testing.T) {
	in := insertion{table: "stock", columns: []string{"shop", "item", "qty"}, key: 2}
	want := "insert into stock (shop, item, qty) values ($1, $2, $3), ($4, $5, $6)" +
		" on conflict (shop, item) do update set qty = stock.qty + excluded.qty"
	if got := in.text(2); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	c := open(t).shopFor(t)
	const many = 3*manyRows + 1
	var entries []shop.Entry
	for n := range many {
		e := shop.Entry{Kind: shop.Purchase, Item: "sugar", Qty: 1, Spent: 1, Sign: 1, Day: "2026-11-22", At: noon}
		entries = append(entries, e.Placed(shop.Ref{Turn: 1, N: n + 1}))
	}
	c.check(c.j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error { return c.write(ctx, tx, c.shop, entries) }))
	s := c.source(c.shop)
	stored, err := s.Entries(t.Context(), 1)
	k, wrong := s.Stock(t.Context(), "sugar")
	if err != nil || wrong != nil || len(stored) != many || k.Qty != many {
		t.Errorf("%d rows, %s in stock, %v, %v", len(stored), k.Qty, err, wrong)
	}
}
