package book

import (
	"context"
	"fmt"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// looks are what a turn can see of its shop's present state.
var looks = map[string]func(context.Context, *shop.Book) (any, error){
	"profile":   func(ctx context.Context, b *shop.Book) (any, error) { return b.Profile(ctx) },
	"setting":   func(ctx context.Context, b *shop.Book) (any, error) { return b.Setting(ctx, "limit.sale") },
	"item":      func(ctx context.Context, b *shop.Book) (any, error) { return b.Item(ctx, "sugar") },
	"items":     func(ctx context.Context, b *shop.Book) (any, error) { return b.Items(ctx) },
	"stock":     func(ctx context.Context, b *shop.Book) (any, error) { return b.Stock(ctx, sugar) },
	"held":      func(ctx context.Context, b *shop.Book) (any, error) { return b.Held(ctx) },
	"customers": func(ctx context.Context, b *shop.Book) (any, error) { return b.Customers(ctx) },
	"balance": func(ctx context.Context, b *shop.Book) (any, error) {
		return b.Balance(ctx, shop.Customer{Name: "Ramesh"})
	},
	"owing": func(ctx context.Context, b *shop.Book) (any, error) { return b.Owing(ctx) },
	"tag": func(ctx context.Context, b *shop.Book) (any, error) {
		return b.Tag(ctx, sugar, shop.Customer{Name: "Ramesh"})
	},
	"prices": func(ctx context.Context, b *shop.Book) (any, error) {
		_, all, err := b.PriceHistory(ctx, sugar, 10)
		return all, err
	},
	"price list": func(ctx context.Context, b *shop.Book) (any, error) { return b.PriceList(ctx, "") },
	"sums":       func(ctx context.Context, b *shop.Book) (any, error) { return b.Sums(ctx, shop.Query{By: shop.ByItem}) },
}

// seenBy is all that a turn sees, as text.
func (c *counter) seenBy(t *bot.Turn) map[string]string {
	c.t.Helper()
	out := map[string]string{}
	for name, at := range looks {
		v, err := at(context.Background(), c.In(t))
		c.check(err)
		out[name] = fmt.Sprintf("%+v", v)
	}
	return out
}

// trades moves everything a turn can look at.
func (c *counter) trades(n int) {
	c.t.Helper()
	c.do(func(ctx context.Context, b *shop.Book) error {
		if _, err := b.SetProfile(ctx, shop.Profile{Name: fmt.Sprint("Kirana ", n), Place: "Pune"}); err != nil {
			return err
		}
		if _, _, err := b.SetPrice(ctx, sugar, shop.Money(n)*shop.Rupee); err != nil {
			return err
		}
		if _, err := b.TellPriceOf(ctx, shop.Pricing{
			Item: sugar, Price: shop.Money(n) * shop.Rupee, Customer: shop.Customer{Name: "Ramesh"}, Sure: true,
		}); err != nil {
			return err
		}
		return b.SetSetting(ctx, "limit.sale", fmt.Sprint(n))
	})
	c.buy(shop.Bought{Item: sugar, Qty: kilo(10), Amount: shop.Money(400+n) * shop.Rupee, As: shop.AsTotal, Sure: true})
	c.lend(shop.Lending{Customer: shop.Customer{Name: "Ramesh"}, Amount: 500, Sure: true})
	c.lend(shop.Lending{Customer: shop.Customer{Name: fmt.Sprint("Sunita ", n)}, Amount: 700, Sure: true})
}

// TestTurnSeesOneState has others trade while a turn is under way: it sees what it
// saw first; the next turn, the turn that is taken again and the turn once it is
// written see what stands now; and in another shop it never sees any of it.
func TestTurnSeesOneState(t *testing.T) {
	b := open(t)
	c, other := b.shopFor(t), b.shopFor(t)
	c.trades(1)
	turn := c.next()
	first := c.seenBy(turn)
	c.trades(2)
	again := bot.NewTurn(turn.ID, c.shop, 7, c.now)
	again.Zone = india
	now := c.seenBy(again)
	for name := range looks {
		if now[name] == first[name] {
			t.Errorf("%s has not moved", name)
		}
	}
	same := func(who string, got, want map[string]string) {
		t.Helper()
		for name := range looks {
			if got[name] != want[name] {
				t.Errorf("%s sees of %s\n%s\nnot\n%s", who, name, got[name], want[name])
			}
		}
	}
	same("the turn", c.seenBy(turn), first)
	same("the next turn", c.seenBy(c.next()), now)
	other.trades(3)
	turn.Shop = other.shop
	same("the turn in another shop", c.seenBy(turn), other.seenBy(other.next()))
	turn.Shop = c.shop
	c.commit(turn)
	same("the turn that is written", c.seenBy(turn), now)
}

// What a turn is given is its own: spoiling it spoils nothing that it sees later.
func TestSeenIsNotSpoilt(t *testing.T) {
	c := open(t).shopFor(t)
	c.trades(1)
	ctx, s := t.Context(), c.of(c.next())
	spoil := func() {
		items, err := s.OwnItems(ctx)
		c.check(err)
		stocks, err := s.Stocks(ctx)
		c.check(err)
		dues, err := s.Balances(ctx)
		c.check(err)
		people, err := s.Customers(ctx)
		c.check(err)
		credits, err := s.Credits(ctx, "")
		c.check(err)
		rows, err := s.Sums(ctx, shop.Query{By: shop.ByItem})
		c.check(err)
		if len(items) != 1 || len(stocks) != 1 || len(dues) != 2 || people[0].Name == "" || credits[0].Amount == 0 || rows[len(rows)-1].Bought == 0 {
			t.Fatalf("spoilt: %v, %v, %v, %v, %v, %v", items, stocks, dues, people, credits, rows)
		}
		clear(items)
		clear(stocks)
		clear(dues)
		people[0], credits[0], rows[len(rows)-1] = shop.Customer{}, shop.CreditDay{}, shop.Row{}
	}
	spoil()
	spoil()
}

// What could not be read is asked again, and nothing is remembered where nobody does.
func TestOnce(t *testing.T) {
	var s *seen
	n := 0
	next := func() (int, error) {
		if n++; n == 1 {
			return n, shop.ErrNotFound
		}
		return n, nil
	}
	for range 3 {
		n = 1
		if v, err := once(s, "x", 1, next); v != 2 || err != nil {
			t.Errorf("nobody remembers %d, %v", v, err)
		}
	}
	s, n = &seen{things: map[any]any{}}, 0
	if _, err := once(s, "x", 1, next); err == nil {
		t.Error("no failure")
	}
	for range 2 {
		if v, err := once(s, "x", 1, next); v != 2 || err != nil {
			t.Errorf("%d, %v", v, err)
		}
	}
	if v, err := once(s, "x", 2, next); v != 3 || err != nil {
		t.Errorf("of another %d, %v", v, err)
	}
	s.forget()
	if v, err := once(s, "x", 1, next); v != 4 || err != nil {
		t.Errorf("after it is forgotten %d, %v", v, err)
	}
}
