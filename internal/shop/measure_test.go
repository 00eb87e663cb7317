package shop

import (
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

var (
	sugarKg  = Item{ID: "sugar", Name: "sugar", Unit: "kg", Price: 45 * Rupee, Packs: []Pack{{50_000, "kg", 1000, "bag"}}}
	oilLitre = Item{ID: "oil", Name: "oil", Unit: "l", Price: 180 * Rupee}
	maggi    = Item{ID: "maggi", Name: "maggi", Unit: "packet", Price: 15 * Rupee, Packs: []Pack{{96_000, "packet", 1000, "box"}}}
	cigars   = Item{ID: "cigarette", Name: "cigarette", Unit: "packet", Packs: []Pack{{10_000, "pcs", 1000, "packet"}}}
	egg      = Item{ID: "egg", Name: "egg", Unit: "pcs", Price: 7 * Rupee, Packs: []Pack{{30_000, "pcs", 1000, "box"}}}
	bottled  = Item{ID: "ketchup", Name: "ketchup", Unit: "bottle", Packs: []Pack{{900_000, "g", 1000, "bottle"}}}
	boxed    = Item{ID: "tin", Name: "tin", Unit: "box"}
	loose    = Item{ID: "cloth", Name: "cloth", Unit: "m"}
)

func TestMeasureIn(t *testing.T) {
	for _, tt := range []struct {
		item Item
		n    int64
		unit string
		want Quantity
	}{
		{sugarKg, 2000, "", 2000},
		{sugarKg, 2000, "kg", 2000},
		{sugarKg, 500_000, "g", 500},
		{sugarKg, 1000, "pav", 250},
		{sugarKg, 2000, "ser", 1866}, // 1.8662
		{sugarKg, 1000, "quintal", 100_000},
		{sugarKg, 2000, "bag", 100_000},
		{sugarKg, 500, "bag", 25_000},
		{oilLitre, 250_000, "ml", 250},
		{maggi, 12_000, "packet", 12_000},
		{maggi, 2000, "box", 192_000},
		{maggi, 1000, "dozen", 12_000},
		{maggi, 5000, "pcs", 5000},
		{egg, 1500, "dozen", 18_000},
		{egg, 1000, "box", 30_000},
		{egg, 2000, "pair", 4000},
		{cigars, 1000, "packet", 1000},
		{cigars, 20_000, "pcs", 2000},
		{cigars, 1000, "pcs", 100},
		{cigars, 5000, "dozen", 6000},
		{bottled, 1800_000, "g", 2000},
		{bottled, 1800, "kg", 2000},
		{boxed, 3000, "box", 3000},
		{loose, 50_000, "cm", 500},
		{loose, 1000, "gaz", 914}, // 0.9144
		{Item{Unit: "pcs"}, 1000, "bottle", 1000},
		{Item{Unit: "g"}, 1000, "kg", 1_000_000},
		{sugarKg, 0, "g", 0},
	} {
		got, err := Measure{N: tt.n, Unit: tt.unit}.In(tt.item)
		if err != nil || got != tt.want {
			t.Errorf("%s: %s %s is %s, %v; want %s", tt.item.Name, Quantity(tt.n), tt.unit, got, err, tt.want)
		}
	}
}

func TestMeasureInRefuses(t *testing.T) {
	for _, tt := range []struct {
		item Item
		m    Measure
		want error
	}{
		{sugarKg, Measure{N: 1000, Unit: "l"}, ErrUnit},
		{sugarKg, Measure{N: 1000, Unit: "pcs"}, ErrUnit},
		{sugarKg, Measure{N: 1000, Unit: "box"}, ErrUnit},
		{oilLitre, Measure{N: 1000, Unit: "kg"}, ErrUnit},
		{boxed, Measure{N: 1000, Unit: "pcs"}, ErrUnit},
		{maggi, Measure{N: 1000, Unit: "bag"}, ErrUnit},
		{maggi, Measure{N: 1000, Unit: "kg"}, ErrUnit},
		{sugarKg, Measure{N: -1}, ErrNegative},
		{sugarKg, Measure{N: 1, Unit: "mg"}, ErrZero},
		{sugarKg, Measure{N: int64(MaxQuantity) + 1}, ErrTooLarge},
		{maggi, Measure{N: int64(MaxQuantity), Unit: "box"}, ErrTooLarge},
		{Item{Unit: "pcs", Packs: []Pack{{0, "pcs", 1000, "box"}}}, Measure{N: 1000, Unit: "box"}, ErrUnit},
		{Item{Unit: "pcs", Packs: []Pack{{1 << 60, "pcs", 7, "box"}}}, Measure{N: 1000, Unit: "box"}, ErrUnit},
	} {
		if got, err := tt.m.In(tt.item); !errors.Is(err, tt.want) {
			t.Errorf("%s: %+v is %s, %v; want %v", tt.item.Name, tt.m, got, err, tt.want)
		}
	}
}

// Twice as much said is twice as much, whatever the unit.
func TestMeasureIsLinear(t *testing.T) {
	units := []string{"", "kg", "g", "pav", "bag"}
	rapid.Check(t, func(t *rapid.T) {
		m := Measure{N: rapid.Int64Range(1, 1_000_000).Draw(t, "n") * 1000, Unit: rapid.SampledFrom(units).Draw(t, "unit")}
		one, err := m.In(sugarKg)
		if errors.Is(err, ErrTooLarge) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		m.N *= 2
		two, err := m.In(sugarKg)
		if err == nil && (two-2*one > 1 || 2*one-two > 1) {
			t.Fatalf("%+v is %s, half of it %s", m, two, one)
		}
	})
}

// Nothing that can be said of a quantity breaks the conversion, and what comes
// out is a quantity an entry may hold.
func FuzzMeasure(f *testing.F) {
	for _, seed := range []string{
		`{"kind":"quantity","n":2000,"unit":"kg"}`, `{"kind":"quantity","text":"all"}`, `{"kind":"number","n":-5}`,
		`{"kind":"quantity","n":9223372036854775807,"unit":"quintal"}`, `{}`, `null`, `[`,
	} {
		f.Add([]byte(seed), "kg", int64(50_000), int64(1000), "bag")
	}
	f.Add([]byte(`{"kind":"quantity","n":1,"unit":"box"}`), "pcs", int64(1)<<62, int64(3), "box")
	f.Fuzz(func(t *testing.T, raw []byte, unit string, small, big int64, bigUnit string) {
		var m Measure
		if json.Unmarshal(raw, &m) != nil {
			return
		}
		q, err := m.In(Item{Unit: unit, Packs: []Pack{{small, unit, big, bigUnit}}})
		if err == nil && (q < 0 || q > MaxQuantity || q == 0 && m.N != 0) {
			t.Errorf("%s is %d", raw, q)
		}
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back Measure
		if err := json.Unmarshal(again, &back); err != nil || back != m {
			t.Errorf("%s reads back as %+v, %v", again, back, err)
		}
	})
}
