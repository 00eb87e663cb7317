package shop

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestReckon(t *testing.T) {
	priced := func(unit string, price Money, packs ...Pack) Item {
		return Item{Unit: unit, Price: price, Packs: packs}
	}
	boxes := Pack{96_000, "packet", 1000, "box"}
	for name, tt := range map[string]struct {
		item   Item
		qty    Measure
		amount Money
		total  Money
		rate   Rate
		how    How
	}{
		"the total":                {priced("kg", 4500), kilo(2), 9000, 9000, Rate{4500, "kg"}, AsTotal},
		"the rate":                 {priced("packet", 1400), Measure{N: 50_000, Unit: "packet"}, 1200, 60_000, Rate{1200, "packet"}, AsRate},
		"six kilos at sixty":       {priced("kg", 6000), kilo(6), 6000, 36_000, Rate{6000, "kg"}, AsRate},
		"one is both":              {priced("kg", 4500), kilo(1), 4600, 4600, Rate{4600, "kg"}, AsTotal},
		"a quarter at the rate":    {priced("kg", 4500), Measure{N: 250_000, Unit: "g"}, 4500, 1125, Rate{4500, "kg"}, AsRate},
		"a quarter in all":         {priced("kg", 4500), Measure{N: 250_000, Unit: "g"}, 1100, 1100, Rate{4400, "kg"}, AsTotal},
		"by the dozen":             {priced("pcs", 500), Measure{N: 5000, Unit: "dozen"}, 6000, 30_000, Rate{6000, "dozen"}, AsRate},
		"dozens in all":            {priced("pcs", 500), Measure{N: 5000, Unit: "dozen"}, 30_000, 30_000, Rate{6000, "dozen"}, AsTotal},
		"a box by the packet":      {priced("packet", 1500, boxes), Measure{N: 2000, Unit: "box"}, 1400, 268_800, Rate{1400, "packet"}, AsRate},
		"one box by the packet":    {priced("packet", 1500, boxes), Measure{N: 1000, Unit: "box"}, 1400, 134_400, Rate{1400, "packet"}, AsRate},
		"a box by the box":         {priced("packet", 1500, boxes), Measure{N: 2000, Unit: "box"}, 140_000, 280_000, Rate{140_000, "box"}, AsRate},
		"no unit said":             {priced("packet", 1400), Measure{N: 50_000}, 1200, 60_000, Rate{1200, "packet"}, AsRate},
		"both near, total nearer":  {priced("kg", 5000), Measure{N: 1500, Unit: "kg"}, 7000, 7000, Rate{4667, "kg"}, AsTotal},
		"both near, rate nearer":   {priced("kg", 7000), Measure{N: 1500, Unit: "kg"}, 7000, 10_500, Rate{7000, "kg"}, AsRate},
		"neither":                  {priced("kg", 4500), kilo(2), 50_000, 50_000, Rate{25_000, "kg"}, Unclear},
		"just within":              {priced("kg", 4500), kilo(10), 90_000, 90_000, Rate{9000, "kg"}, AsTotal},
		"just beyond":              {priced("kg", 4500), kilo(10), 90_001, 90_001, Rate{9000, "kg"}, Unclear},
		"no price, the total":      {priced("kg", 0), kilo(2), 9000, 9000, Rate{4500, "kg"}, AsTotal},
		"no price, less than ₹1":   {priced("packet", 0), Measure{N: 50_000, Unit: "packet"}, 1200, 60_000, Rate{1200, "packet"}, AsRate},
		"no price, exactly ₹1":     {priced("packet", 0), Measure{N: 12_000}, 1200, 1200, Rate{100, "packet"}, AsTotal},
		"too large to be the rate": {priced("kg", 0), kilo(10), MaxMoney, MaxMoney, Rate{MaxMoney / 10, "kg"}, AsTotal},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Reckon(tt.item, tt.qty, tt.amount)
			if err != nil {
				t.Fatal(err)
			}
			if got.Total != tt.total || got.Rate != tt.rate || got.How != tt.how {
				t.Errorf("got %+v, want %s at %+v as %s", got, tt.total, tt.rate, tt.how)
			}
		})
	}
}

func TestReckonRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		qty    Measure
		amount Money
		want   error
	}{
		"no money":        {kilo(1), 0, ErrZero},
		"less than none":  {kilo(1), -1, ErrNegative},
		"too much":        {kilo(1), MaxMoney + 1, ErrTooLarge},
		"none of it":      {kilo(0), 100, ErrZero},
		"less of it":      {kilo(-1), 100, ErrNegative},
		"of another kind": {Measure{N: 1000, Unit: "l"}, 100, ErrUnit},
	} {
		if got, err := Reckon(sugarKg, tt.qty, tt.amount); !errors.Is(err, tt.want) {
			t.Errorf("%s: %+v, %v; want %v", name, got, err, tt.want)
		}
	}
}

// A reading is one of the two there are, and when it is not the usual price's
// fault that nothing fits, the one that is nearer to it.
func TestReckonChoosesTheNearer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := Item{Unit: "kg", Price: Money(rapid.Int64Range(1, 1_00_000).Draw(t, "price"))}
		q := rapid.Int64Range(1, 1_00_000).Draw(t, "qty")
		amount := Money(rapid.Int64Range(1, 10_00_000).Draw(t, "amount"))
		got, err := Reckon(it, Measure{N: q}, amount)
		if err != nil {
			t.Fatal(err)
		}
		asRate, err := amount.Of(Quantity(q))
		if err != nil {
			t.Fatal(err)
		}
		usual, err := it.Price.Of(Quantity(q))
		if err != nil {
			t.Fatal(err)
		}
		far := func(m Money) float64 { // a factor, for comparing only
			lo, hi := float64(min(m, usual)), float64(max(m, usual))
			return hi / max(lo, 1e-9)
		}
		switch got.How {
		case AsTotal:
			if got.Total != amount || asRate > 0 && far(asRate) < far(amount)*0.999 {
				t.Fatalf("total %+v, usual %s", got, usual)
			}
		case AsRate:
			if got.Total != asRate || far(amount) < far(asRate)*0.999 {
				t.Fatalf("rate %+v, usual %s", got, usual)
			}
		case Unclear:
			if far(amount) < FitFactor*0.999 || asRate > 0 && far(asRate) < FitFactor*0.999 {
				t.Fatalf("unclear %+v, usual %s, rate makes %s", got, usual, asRate)
			}
		}
	})
}
