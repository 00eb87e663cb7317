package book

import (
	"context"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// keys are those of the shop's vocabularies as they are now.
func (c *counter) keys() [2]string {
	c.t.Helper()
	all, err := c.Words(context.Background(), c.next())
	c.check(err)
	if len(all) != 2 {
		c.t.Fatalf("%d vocabularies", len(all))
	}
	return [2]string{all[0].Key, all[1].Key}
}

// A vocabulary's key stays while nobody is called otherwise, and changes with
// every new name.
func TestWordsKeys(t *testing.T) {
	c := open(t).shopFor(t)
	fresh := c.keys()
	c.buy(shop.Bought{Item: sugar, Qty: kilo(10), Amount: 400 * shop.Rupee})
	c.sell(shop.Sale{Item: sugar, Qty: kilo(2), Amount: 90 * shop.Rupee})
	if got := c.keys(); got != fresh {
		t.Errorf("trade changed the keys: %v, %v", fresh, got)
	}
	seen := map[string]bool{fresh[1]: true}
	for name, do := range map[string]func(context.Context, *shop.Book) error{
		"new item": func(ctx context.Context, b *shop.Book) error {
			_, err := b.EnsureItem(ctx, "khakhra", "packet")
			return err
		},
		"new customer": func(ctx context.Context, b *shop.Book) error {
			_, err := b.EnsureCustomer(ctx, "Ramesh")
			return err
		},
		"renamed": func(ctx context.Context, b *shop.Book) error {
			_, err := b.FixItem(ctx, sugar, "cheeni mota", "", 0)
			return err
		},
		"trade": func(ctx context.Context, b *shop.Book) error {
			_, err := b.SetProfile(ctx, shop.Profile{Trade: shop.Pharmacy})
			return err
		},
	} {
		c.do(do)
		if key := c.keys()[1]; seen[key] {
			t.Errorf("%s left the key %s", name, key)
		} else {
			seen[key] = true
		}
	}
	if c.keys()[0] == fresh[0] {
		t.Error("another trade has the same starter words")
	}
}

// The starter's names come first; a shop's own item overrides it with all it
// is called.
func TestWordsRead(t *testing.T) {
	c := open(t).shopFor(t)
	c.do(func(ctx context.Context, b *shop.Book) error {
		_, _, err := b.SetPrice(ctx, sugar, 48*shop.Rupee)
		return err
	})
	c.lend(shop.Lending{Customer: shop.Customer{Name: "Ramesh Patil"}, Amount: 500})
	all, err := c.Words(t.Context(), c.next())
	if err != nil {
		t.Fatal(err)
	}
	starter, err := all[0].Read(t.Context())
	if err != nil || len(starter) < 250 {
		t.Fatalf("%d starter words, %v", len(starter), err)
	}
	own, err := all[1].Read(t.Context())
	if err != nil || len(own) != 2 {
		t.Fatalf("own words %+v, %v", own, err)
	}
	if n := own[0]; n.Kind != bot.Item || n.ID != "sugar" || n.Names["hi"] != "चीनी" || n.Unit != "kg" {
		t.Errorf("item %+v", n)
	}
	if n := own[1]; n.Kind != bot.Customer || n.ID == "" || n.Text != "Ramesh Patil" {
		t.Errorf("customer %+v", n)
	}
}
