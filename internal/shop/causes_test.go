package shop

import (
	"testing"

	"pgregory.net/rapid"
)

// sold are the sums of an item that sold q units for revenue and cost so much,
// in rupees.
func soldAt(id string, q, revenue, cost int64) Row {
	return Row{Key: id, Sums: Sums{Sold: Quantity(q) * Unit, Revenue: Money(revenue) * Rupee, Cost: Money(cost) * Rupee, Lines: 1}}
}

// Each part is named by what alone changed.
func TestExplain(t *testing.T) {
	before := []Row{soldAt("rice", 10, 500, 400), soldAt("salt", 100, 2000, 1900)}
	for name, tt := range map[string]struct {
		now  []Row
		want Causes
		main []Cause
	}{
		"nothing": {before, Causes{}, nil},
		"price": {
			[]Row{soldAt("rice", 10, 450, 400), before[1]},
			Causes{Price: -50 * Rupee},
			[]Cause{{"price", -50 * Rupee, "rice"}},
		},
		"cost": {
			[]Row{before[0], soldAt("salt", 100, 2000, 1800)},
			Causes{Cost: 100 * Rupee},
			[]Cause{{"cost", 100 * Rupee, "salt"}},
		},
		"quantity": {
			[]Row{soldAt("rice", 20, 1000, 800), soldAt("salt", 200, 4000, 3800)},
			Causes{Quantity: 200 * Rupee},
			[]Cause{{"quantity", 200 * Rupee, ""}},
		},
		// As much money as before, of what earns five times as much.
		"mix": {
			[]Row{soldAt("rice", 30, 1500, 1200), soldAt("salt", 50, 1000, 950)},
			Causes{Mix: 150 * Rupee},
			[]Cause{{"mix", 150 * Rupee, ""}},
		},
		"new and gone": {
			[]Row{soldAt("rice", 10, 500, 400), soldAt("oil", 10, 2000, 1900)},
			Causes{},
			nil,
		},
		"told": {
			[]Row{before[0], before[1], {Key: "tea", Sums: Sums{Sold: Unit, Revenue: 100, Uncosted: 40, Cost: 20}}},
			Causes{Told: 40},
			[]Cause{{"told", 40, ""}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := Explain(before, tt.now)
			main := got.Main(3)
			got.Items = nil
			if got.Price != tt.want.Price || got.Cost != tt.want.Cost || got.Quantity != tt.want.Quantity || got.Mix != tt.want.Mix || got.Told != tt.want.Told {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if len(main) != len(tt.main) {
				t.Fatalf("main: %+v, want %+v", main, tt.main)
			}
			for i := range main {
				if main[i] != tt.main[i] {
					t.Errorf("main: %+v, want %+v", main[i], tt.main[i])
				}
			}
		})
	}
}

// Whatever was sold, returned, given away or bought late, the parts are the
// change, to the paisa.
func TestCausesAddUp(t *testing.T) {
	rows := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Row {
		s := Sums{
			Sold:    Quantity(rapid.Int64Range(-5_000, 500_000).Draw(t, "sold")),
			Revenue: Money(rapid.Int64Range(-10_000, 1_00_00_000).Draw(t, "revenue")),
			Cost:    Money(rapid.Int64Range(-10_000, 1_00_00_000).Draw(t, "cost")),
		}
		if rapid.IntRange(0, 4).Draw(t, "told") == 0 {
			s.Uncosted = Money(rapid.Int64Range(0, 10_000).Draw(t, "uncosted"))
		}
		return Row{Key: rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"}).Draw(t, "item"), Sums: s}
	}))
	rapid.Check(t, func(t *rapid.T) {
		before, now := rows.Draw(t, "before"), rows.Draw(t, "now")
		c := Explain(before, now)
		want := sumOf(now).Earned() - sumOf(before).Earned()
		if c.Change() != want {
			t.Fatalf("%+v add up to %d, want %d", c, c.Change(), want)
		}
		back := Explain(now, before)
		if back.Change() != -want {
			t.Fatalf("the other way round: %d, want %d", back.Change(), -want)
		}
		var price, cost, volume Money
		for _, i := range c.Items {
			price, cost, volume = price+i.Price, cost+i.Cost, volume+i.Volume
		}
		if price != c.Price || cost != c.Cost || volume != c.Quantity+c.Mix {
			t.Fatalf("items %+v are not %+v", c.Items, c)
		}
		for _, m := range c.Main(3) {
			if m.Amount == 0 {
				t.Fatalf("a cause of nothing: %+v", m)
			}
		}
	})
}
