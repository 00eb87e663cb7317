package shop

import (
	"context"
	"errors"
	"testing"
)

// packets are so many of them.
func packets(n int64) Measure { return Measure{N: n * 1000, Unit: "packet"} }

// An item of the catalogue takes the unit it is first heard in, and with it goes what the
// catalogue says it costs. Taking that back takes the unit back.
func TestUnitFirstHeard(t *testing.T) {
	ctx, c, milk := context.Background(), open(), Item{ID: "milk-loose"}
	was := must[Item](t)(c.Item(ctx, milk.ID))
	if was.Unit != "l" || was.Price == 0 {
		t.Fatalf("the catalogue has %+v", was)
	}
	_, err := c.Sell(ctx, Sale{Item: milk, Qty: packets(2)})
	c.refuses(t, "a packet at the price of a litre", ErrNoPrice, err)
	bought := must[Stocked](t)(c.Buy(ctx, Bought{Item: milk, Qty: packets(20), Amount: 560 * Rupee}))
	if bought.Stock != packets(20) || bought.Reading.Total != 560*Rupee {
		t.Errorf("%+v", bought)
	}
	if it := must[Item](t)(c.Item(ctx, milk.ID)); it.Unit != "packet" || it.Price != 0 {
		t.Errorf("in the turn itself: %+v", it)
	}
	first := c.next()
	if _, err := c.Sell(ctx, Sale{Item: milk, Qty: Measure{N: 2000, Unit: "l"}, Amount: 120 * Rupee}); !errors.Is(err, ErrUnit) {
		t.Errorf("litres of what is counted in packets: %v", err)
	}
	c.effects = nil
	sold := must[Sold](t)(c.Sell(ctx, Sale{Item: milk, Qty: packets(2), Amount: 64 * Rupee}))
	if sold.Stock != packets(18) || sold.Item.Price != 32*Rupee {
		t.Errorf("%+v", sold)
	}
	second := c.next()
	// While packets of it stand, they are no litres.
	must[[]Reversed](t)(c.Reverse(ctx, first, false))
	c.next()
	if it := must[Item](t)(c.Item(ctx, milk.ID)); it.Unit != "packet" {
		t.Errorf("the unit went from under what was sold: %+v", it)
	}
	must[[]Reversed](t)(c.Reverse(ctx, second, false))
	c.next()
	if it := must[Item](t)(c.Item(ctx, milk.ID)); it.Unit != "packet" {
		t.Errorf("%+v", it)
	}
}

func TestUnitFirstHeardIsTakenBack(t *testing.T) {
	ctx, milk := context.Background(), Item{ID: "milk-loose"}
	for name, do := range map[string]func(*counter) error{
		"a purchase": func(c *counter) error {
			_, err := c.Buy(ctx, Bought{Item: milk, Qty: packets(20)})
			return err
		},
		"a sale": func(c *counter) error {
			_, err := c.Sell(ctx, Sale{Item: milk, Qty: packets(2), Amount: 64 * Rupee})
			return err
		},
		"a count": func(c *counter) error {
			_, err := c.Count(ctx, milk, packets(8))
			return err
		},
		"a loss": func(c *counter) error {
			_, err := c.Spoil(ctx, Gone{Item: milk, Qty: packets(1)})
			return err
		},
		"a price": func(c *counter) error {
			_, err := c.TellPriceOf(ctx, Pricing{Item: milk, Price: 30 * Rupee, Unit: "packet"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := open()
			was := must[Item](t)(c.Item(ctx, milk.ID))
			if err := do(c); err != nil {
				t.Fatal(err)
			}
			turn := c.next()
			if it := must[Item](t)(c.Item(ctx, milk.ID)); it.Unit != "packet" {
				t.Errorf("counted in %s", it.Unit)
			}
			must[[]Reversed](t)(c.Reverse(ctx, turn, false))
			for range 2 { // in the turn, and once it is written
				if it := must[Item](t)(c.Item(ctx, milk.ID)); it.Unit != was.Unit || it.Price != was.Price {
					t.Errorf("%+v, was %+v", it, was)
				}
				c.next()
			}
			if _, err := c.Count(ctx, milk, Measure{N: 500, Unit: "bag"}); err != nil {
				t.Errorf("nothing of it stands, and another unit is refused: %v", err)
			}
		})
	}
}

// Once something of it is known that a unit matters to, the unit stays.
func TestUnitStays(t *testing.T) {
	ctx, milk := context.Background(), Item{ID: "milk-loose"}
	for name, before := range map[string]func(*counter) error{
		"moved": func(c *counter) error {
			_, err := c.Buy(ctx, Bought{Item: milk, Qty: Measure{N: 1000, Unit: "l"}})
			return err
		},
		"counted": func(c *counter) error {
			_, err := c.Count(ctx, milk, Measure{})
			return err
		},
		"priced": func(c *counter) error {
			_, _, err := c.SetPrice(ctx, milk, 61*Rupee)
			return err
		},
		"packed": func(c *counter) error {
			_, _, err := c.SetPack(ctx, milk, Measure{N: 40_000, Unit: "l"}, Measure{N: 1000, Unit: "box"})
			return err
		},
	} {
		c := open()
		if err := before(c); err != nil {
			t.Fatal(err)
		}
		c.next()
		if _, err := c.Buy(ctx, Bought{Item: milk, Qty: packets(2)}); !errors.Is(err, ErrUnit) {
			t.Errorf("%s, and packets are taken: %v", name, err)
		}
	}
}

// The word of which several things are kinds makes one that is like them.
func TestGenericItem(t *testing.T) {
	ctx, c := context.Background(), open()
	rice := must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{Name: "chawal"}, Qty: Measure{N: 10_000}})).Item
	if rice.Unit != "kg" || rice.Category != "rice" || rice.Names["en"] != "rice" || rice.Names["hi"] != "चावल" || rice.Names["hi-Latn"] != "chawal" {
		t.Errorf("%+v", rice)
	}
	oil := must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{Name: "tel"}, Qty: Measure{N: 5000, Unit: "l"}})).Item
	if oil.Unit != "l" {
		t.Errorf("%+v", oil)
	}
	bag := must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{Name: "dal"}, Qty: Measure{N: 2000, Unit: "bag"}})).Item
	if bag.Unit != "bag" || bag.Category != "dal" {
		t.Errorf("%+v", bag)
	}
	other := must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{Name: "cement"}, Qty: Measure{N: 5000, Unit: "bag"}})).Item
	if other.Unit != "bag" || other.Category != "" || other.Names != nil {
		t.Errorf("%+v", other)
	}
}

// What a shop deals in is what it has anything of its own about.
func TestDealt(t *testing.T) {
	ctx, c, ids := context.Background(), open(), []string{"basmati", "toor-dal", "sugar"}
	dealt := func(want ...string) {
		t.Helper()
		if got := must[[]string](t)(c.Dealt(ctx, ids)); len(got) != len(want) || len(want) > 0 && got[0] != want[0] {
			t.Errorf("deals in %v, want %v", got, want)
		}
	}
	dealt()
	must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{ID: "toor-dal"}, Qty: kilo(5)}))
	dealt("toor-dal")
	turn := c.next()
	dealt("toor-dal")
	must[[]Reversed](t)(c.Reverse(ctx, turn, false))
	c.next()
	dealt()
	if _, _, err := c.SetPrice(ctx, Item{ID: "sugar"}, 46*Rupee); err != nil {
		t.Fatal(err)
	}
	c.next()
	dealt("sugar")
}
