package book

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Whatever two shops do, every read of the book in one of them, with the
// other's ids too, is what it would be were the other not there.
func TestProperty44_OnlyOwnShop(t *testing.T) {
	b := open(t, unsealed)
	rapid.Check(t, func(t *rapid.T) {
		mine, other, alone := b.shopFor(t), b.shopFor(t), b.shopFor(t)
		var theirs []string
		for range rapid.IntRange(1, 8).Draw(t, "turns") {
			if rapid.Bool().Draw(t, "other") {
				theirs = append(theirs, trade(t, other, "other's ")...)
				continue
			}
			seed := rapid.Int64Range(1, 1000).Draw(t, "seed")
			tradeOf(mine, seed, "")
			tradeOf(alone, seed, "")
		}
		for turn := range other.turn {
			if err := mine.Undo(context.Background(), mine.next(), turn+1+mine.turn, false); !errors.Is(err, bot.ErrNothing) {
				t.Fatalf("undo of a turn that is not the shop's: %v", err)
			}
			mine.turn--
		}
		if got, want := readAll(t, mine, theirs), readAll(t, alone, theirs); !reflect.DeepEqual(got, want) {
			t.Fatalf("with a neighbour:\n%v\nalone:\n%v", got, want)
		}
	})
}

// trade lets a shop do something of its own and returns the ids it made.
func trade(t *rapid.T, c *counter, prefix string) []string {
	return tradeOf(c, rapid.Int64Range(1, 1000).Draw(t, "theirs"), prefix)
}

// tradeOf works one turn: a new item sold on a new customer's account, a
// purchase, a setting, the shop's name and a count of the till.
func tradeOf(c *counter, seed int64, prefix string) []string {
	var ids []string
	c.do(func(ctx context.Context, b *shop.Book) error {
		sold, err := b.Sell(ctx, shop.Sale{
			Item: shop.Item{Name: prefix + "thing"}, Qty: shop.Measure{N: seed}, Amount: shop.Money(seed), As: shop.AsTotal, Sure: true,
			Customer: shop.Customer{Name: prefix + "Ramesh"}, Payment: shop.Udhaar,
		})
		if err != nil {
			return err
		}
		ids = append(ids, sold.Item.ID, sold.Customer.ID)
		if _, err := b.Buy(ctx, shop.Bought{Item: sugar, Qty: shop.Measure{N: seed}, Amount: shop.Money(seed), As: shop.AsTotal, Sure: true, Expires: b.Today().Plus(int(seed))}); err != nil {
			return err
		}
		if _, err := b.SetProfile(ctx, shop.Profile{Name: prefix + "shop"}); err != nil {
			return err
		}
		if _, err := b.CloseDay(ctx, shop.Close{Counted: shop.Money(seed)}); err != nil {
			return err
		}
		return b.SetSetting(ctx, "limit.sale", prefix+"1")
	})
	return ids
}

// readAll is the answer of every method of the source, asked for the ids of
// both shops.
func readAll(t *rapid.T, c *counter, ids []string) map[string]any {
	s, ctx, out := c.source(c.shop), context.Background(), map[string]any{}
	keep := func(name string, v any, err error) {
		if err != nil && !errors.Is(err, shop.ErrNotFound) {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = v
	}
	one := func(name, id string) {
		_, own, err := s.OwnItem(ctx, shop.Item{ID: id})
		keep("item "+name, own, err)
		c, err := s.Customer(ctx, id)
		keep("customer "+name, c, err)
		k, err := s.Stock(ctx, id)
		keep("stock "+name, k, err)
		dates, err := s.Batches(ctx, id)
		keep("dates "+name, dates, err)
		due, err := s.Balance(ctx, id)
		keep("balance "+name, due, err)
		days, err := s.Credits(ctx, id)
		keep("credits "+name, days, err)
		for _, what := range []string{shop.ChangeItem, shop.ChangeCustomer} {
			n, err := s.Used(ctx, what, id)
			keep("used "+what+name, n, err)
			f, err := s.Former(ctx, what, id)
			keep("former "+what+name, string(f), err)
		}
	}
	for _, id := range append(ids, "sugar") {
		one(id, id)
	}
	readLists(ctx, s, keep)
	for turn := range int64(10) {
		e, err := s.Entries(ctx, turn)
		keep("entries", len(e), err)
		ch, err := s.Changes(ctx, turn)
		keep("changes", len(ch), err)
		n, err := s.Standing(ctx, shop.Ref{Turn: turn, N: 1})
		keep("standing", n, err)
	}
	return out
}

// readLists asks for what takes no id.
func readLists(ctx context.Context, s source, keep func(string, any, error)) {
	p, err := s.Profile(ctx)
	keep("profile", p, err)
	v, err := s.Setting(ctx, "limit.sale")
	keep("setting", v, err)
	items, err := s.OwnItems(ctx)
	keep("items", items, err)
	people, err := s.Customers(ctx)
	keep("customers", people, err)
	stocks, err := s.Stocks(ctx)
	keep("stocks", stocks, err)
	dates, err := s.AllBatches(ctx)
	keep("dates", dates, err)
	moved, err := s.Moved(ctx)
	keep("moved", moved, err)
	dues, err := s.Balances(ctx)
	keep("balances", dues, err)
	till, err := s.Till(ctx)
	keep("till", till, err)
	days, err := s.Credits(ctx, "")
	keep("credits", days, err)
	last, err := s.LastClose(ctx, "")
	keep("last close", last, err)
	closings, err := s.Closings(ctx, shop.DayOf(noon, india))
	keep("closings", len(closings), err)
	by, err := s.CashBy(ctx, shop.DayOf(noon, india))
	keep("cash by", by, err)
	sales, err := s.Sales(ctx, "sugar", "", 5)
	keep("sales", len(sales), err)
	for _, q := range queries("sugar", "") {
		rows, err := s.Sums(ctx, q)
		keep("sums "+string(q.By)+q.Item, rows, err)
	}
}

// queries are all shapes of a query about an item and a customer.
func queries(item, customer string) []shop.Query {
	var out []shop.Query
	today := shop.DayOf(noon, india)
	for _, by := range []shop.Group{shop.Whole, shop.ByItem, shop.ByCustomer, shop.ByDay, shop.ByHour, shop.ByHead} {
		for _, p := range []shop.Period{{}, shop.Over(today), {From: today.Plus(-1)}, {To: today.Plus(-1)}} {
			for _, it := range []string{"", item} {
				for _, c := range []string{"", customer} {
					out = append(out, shop.Query{Period: p, Item: it, Customer: c, By: by})
				}
			}
		}
	}
	return out
}

// The words of one shop hold none of another's names, and have another key.
func TestWordsAreOwn(t *testing.T) {
	b := open(t)
	mine, other := b.shopFor(t), b.shopFor(t)
	tradeOf(other, 10, "secret ")
	read := func(c *counter) (string, []bot.Name) {
		all, err := c.Words(t.Context(), c.next())
		c.check(err)
		names, err := all[1].Read(t.Context())
		c.check(err)
		return all[1].Key, names
	}
	key, names := read(mine)
	otherKey, others := read(other)
	if len(names) != 0 || len(others) != 3 || key == otherKey {
		t.Errorf("mine %s %+v, other %s %+v", key, names, otherKey, others)
	}
}
