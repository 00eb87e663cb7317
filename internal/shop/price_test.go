package shop

import (
	"context"
	"errors"
	"testing"
)

var sugarItem = Item{ID: "sugar"}

func TestTellPriceOf(t *testing.T) {
	ramesh := Customer{Name: "Ramesh"}
	for name, tt := range map[string]struct {
		said Pricing
		want Rate
		err  error
		loss bool
	}{
		"said":                  {said: Pricing{Price: 46 * Rupee}, want: Rate{46 * Rupee, "kg"}},
		"of a gram's kilo":      {said: Pricing{Price: 46 * Rupee, Unit: "kg"}, want: Rate{46 * Rupee, "kg"}},
		"by so much more":       {said: Pricing{Price: 2 * Rupee, Way: Up}, want: Rate{47 * Rupee, "kg"}},
		"by so much less":       {said: Pricing{Price: 2 * Rupee, Way: Down}, want: Rate{43 * Rupee, "kg"}},
		"raised to":             {said: Pricing{Price: 48 * Rupee, Way: Up}, want: Rate{48 * Rupee, "kg"}},
		"below cost":            {said: Pricing{Price: 38 * Rupee}, want: Rate{38 * Rupee, "kg"}, loss: true},
		"of a bag":              {said: Pricing{Price: 2200 * Rupee, Unit: "bag"}, want: Rate{2200 * Rupee, "bag"}},
		"that a bag may cost":   {said: Pricing{Price: 2200 * Rupee}, err: ErrWhichUnit},
		"a customer's own":      {said: Pricing{Price: 43 * Rupee, Customer: ramesh}, want: Rate{43 * Rupee, "kg"}},
		"his, twice the usual":  {said: Pricing{Price: 90 * Rupee, Customer: ramesh}, err: ErrPriceOdd},
		"his, agreed to":        {said: Pricing{Price: 90 * Rupee, Customer: ramesh, Sure: true}, want: Rate{90 * Rupee, "kg"}},
		"a hundred times":       {said: Pricing{Price: 4600 * Rupee, Unit: "kg"}, err: ErrPriceOdd},
		"a hundred times, sure": {said: Pricing{Price: 4600 * Rupee, Unit: "kg", Sure: true}, want: Rate{4600 * Rupee, "kg"}},
		"nothing":               {said: Pricing{}, err: ErrZero},
		"less than nothing":     {said: Pricing{Price: -Rupee}, err: ErrNegative},
		"too much":              {said: Pricing{Price: MaxMoney + 1, Sure: true}, err: ErrTooLarge},
		"of another kind":       {said: Pricing{Price: 46 * Rupee, Unit: "l"}, err: ErrUnit},
		"printed":               {said: Pricing{Price: 50 * Rupee, Told: TellMRP}, want: Rate{50 * Rupee, "kg"}},
		"bought at":             {said: Pricing{Price: 41 * Rupee, Told: TellCost}, want: Rate{41 * Rupee, "kg"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := stocked(t)
			tt.said.Item = sugarItem
			got, err := c.TellPriceOf(context.Background(), tt.said)
			if tt.err != nil {
				c.refuses(t, name, tt.err, err)
				return
			}
			if err != nil || got.Rate != tt.want || got.Loss() != tt.loss {
				t.Errorf("%v of %+v, loss %v: want %+v", err, got.Rate, got.Loss(), tt.want)
			}
		})
	}
}

func TestMRPIsACap(t *testing.T) {
	ctx, c := context.Background(), stocked(t)
	must[Priced](t)(c.TellPriceOf(ctx, Pricing{Item: sugarItem, Price: 50 * Rupee, Told: TellMRP}))
	c.next()
	_, err := c.TellPriceOf(ctx, Pricing{Item: sugarItem, Price: 51 * Rupee, Sure: true})
	c.refuses(t, "a price above MRP", ErrOverMRP, err)
	_, err = c.TellPriceOf(ctx, Pricing{Item: sugarItem, Price: 51 * Rupee, Customer: Customer{Name: "Ramesh"}, Sure: true})
	c.refuses(t, "a customer's own above MRP", ErrOverMRP, err)
	_, err = c.TellPriceOf(ctx, Pricing{Item: sugarItem, Price: 2501 * Rupee, Unit: "bag", Sure: true})
	c.refuses(t, "a bag's above that of its kilos", ErrOverMRP, err)
	must[Priced](t)(c.TellPriceOf(ctx, Pricing{Item: sugarItem, Price: 50 * Rupee}))
}

// What is sold to somebody at no price said goes at his own.
func TestOwnPriceCounts(t *testing.T) {
	ctx, c := context.Background(), stocked(t)
	ramesh := Customer{Name: "Ramesh"}
	must[Priced](t)(c.TellPriceOf(ctx, Pricing{Item: sugarItem, Price: 43 * Rupee, Customer: ramesh}))
	c.next()
	for who, want := range map[string]Money{"Ramesh": 86 * Rupee, "Sunita": 90 * Rupee} {
		sold := must[Sold](t)(c.Sell(ctx, Sale{Item: sugarItem, Qty: kilo(2), Customer: Customer{Name: who}}))
		if sold.Reading.Total != want || sold.Own != (who == "Ramesh") {
			t.Errorf("%s paid %d, own %v", who, sold.Reading.Total, sold.Own)
		}
	}
}

func TestMergeItems(t *testing.T) {
	ctx, c := context.Background(), stocked(t)
	must[Stocked](t)(c.Buy(ctx, Bought{Item: Item{ID: "khand"}, Qty: kilo(4), Amount: 240 * Rupee}))
	c.next()
	_, err := c.MergeItems(ctx, sugarItem, sugarItem)
	c.refuses(t, "an item into itself", ErrSame, err)
	_, err = c.MergeItems(ctx, sugarItem, Item{ID: "maggi"})
	c.refuses(t, "kilos and packets", ErrUnit, err)
	_, err = c.MergeItems(ctx, Item{Name: "xyzzy"}, Item{Name: "plugh"})
	c.refuses(t, "two nobody knows", ErrNotFound, err)
	out := must[Merged](t)(c.MergeItems(ctx, Item{ID: "khand"}, sugarItem))
	if out.Into.ID != "sugar" || out.Added != kilo(4) || out.Stock != kilo(14) {
		t.Errorf("%+v", out)
	}
	merged := c.next()
	_, err = c.MergeItems(ctx, sugarItem, Item{ID: "khand"})
	c.refuses(t, "the other way round", ErrSame, err)
	sold := must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "khand"}, Qty: kilo(12)}))
	if sold.Item.ID != "sugar" || sold.Oversold {
		t.Errorf("sold %+v", sold)
	}
	c.next()
	if _, err := c.Reverse(ctx, merged, false); err != nil {
		t.Fatal(err)
	}
	c.next()
	if h, err := c.Stock(ctx, Item{ID: "khand"}); err != nil || h.Qty != kilo(4) {
		t.Errorf("khand by itself again: %+v, %v", h.Qty, err)
	}
}

func TestSetPack(t *testing.T) {
	ctx, packets, box := context.Background(), Measure{N: 12_000, Unit: "packet"}, Measure{N: 1000, Unit: "box"}
	for _, said := range [][2]Measure{{packets, box}, {box, packets}} {
		_, p, err := open().SetPack(ctx, Item{ID: "maggi"}, said[0], said[1])
		if want := (Pack{Small: 12_000, SmallUnit: "packet", Big: 1000, BigUnit: "box"}); err != nil || p != want {
			t.Errorf("%+v, %v", p, err)
		}
	}
	for what, said := range map[error][2]Measure{
		ErrSame: {packets, packets}, ErrZero: {packets, {Unit: "box"}}, ErrUnit: {kilo(1), box}, ErrNegative: {{N: -1, Unit: "packet"}, box},
	} {
		c := open()
		if _, _, err := c.SetPack(ctx, Item{ID: "maggi"}, said[0], said[1]); !errors.Is(err, what) || len(c.effects) > 0 {
			t.Errorf("%v: %v, wrote %v", said, err, c.effects)
		}
	}
}
