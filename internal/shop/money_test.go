package shop

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestMoneyString(t *testing.T) {
	for m, want := range map[Money]string{
		0: "0", 9000: "90", 9050: "90.50", 5: "0.05", -1250: "-12.50", -100: "-1", 1_25_000 * Rupee: "125000",
	} {
		if got := m.String(); got != want {
			t.Errorf("%d paise: %q, want %q", int64(m), got, want)
		}
	}
}

func TestQuantityString(t *testing.T) {
	for q, want := range map[Quantity]string{0: "0", 2000: "2", 2250: "2.25", -500: "-0.5", 1: "0.001", 10_000: "10", 100_100: "100.1"} {
		if got := q.String(); got != want {
			t.Errorf("%d thousandths: %q, want %q", int64(q), got, want)
		}
	}
}

func TestOfAndPer(t *testing.T) {
	for _, tt := range []struct {
		price Money
		qty   Quantity
		total Money
	}{
		{45 * Rupee, 2000, 90 * Rupee},
		{45 * Rupee, 250, 1125},
		{60 * Rupee, 6000, 360 * Rupee},
		{333, 500, 167}, // 166.5 paise
		{1, 499, 0},
		{1, 500, 1},
	} {
		if got, err := tt.price.Of(tt.qty); err != nil || got != tt.total {
			t.Errorf("%s of %s: %s, %v; want %s", tt.price, tt.qty, got, err, tt.total)
		}
	}
	if got, err := (90 * Rupee).Per(2000); err != nil || got != 45*Rupee {
		t.Errorf("90 per 2: %s, %v", got, err)
	}
	for _, q := range []Quantity{0, -1} {
		if _, err := Rupee.Per(q); !errors.Is(err, ErrZero) {
			t.Errorf("per %d: %v, want ErrZero", q, err)
		}
	}
	if _, err := Money(math.MaxInt64).Of(2000); !errors.Is(err, ErrTooLarge) {
		t.Errorf("beyond 64 bits: %v", err)
	}
}

// What a quantity costs at the price per unit it came to is what it cost, to
// within half a paisa for each unit.
func TestPerIsTheInverseOfOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := Money(rapid.Int64Range(1, int64(MaxMoney)).Draw(t, "total"))
		q := Quantity(rapid.Int64Range(1000, int64(MaxQuantity)).Draw(t, "qty"))
		per, err := total.Per(q)
		if err != nil {
			t.Fatal(err)
		}
		back, err := per.Of(q)
		if err != nil {
			t.Fatal(err)
		}
		if off := (back - total) * 2; off > Money(q/Unit)+2 || -off > Money(q/Unit)+2 {
			t.Fatalf("%s for %s is %s each, which makes %s", total, q, per, back)
		}
	})
}

func TestMoneyCheck(t *testing.T) {
	for m, want := range map[Money]error{-1: ErrNegative, 0: ErrZero, 1: nil, MaxMoney: nil, MaxMoney + 1: ErrTooLarge} {
		if err := m.check(); !errors.Is(err, want) {
			t.Errorf("%d: %v, want %v", m, err, want)
		}
		if err := Quantity(m).check(); m <= 1 && !errors.Is(err, want) {
			t.Errorf("quantity %d: %v, want %v", m, err, want)
		}
	}
	if err := (MaxQuantity + 1).check(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("quantity: %v", err)
	}
}

// Every type of the domain reads back what it writes, and the written form is
// the one the bot reads.
func TestValuesInJSON(t *testing.T) {
	for _, tt := range []struct {
		v    any
		into any
		want string
	}{
		{Money(9000), new(Money), `{"kind":"money","n":9000}`},
		{Rate{6000, "kg"}, new(Rate), `{"kind":"money","n":6000,"unit":"kg"}`},
		{Quantity(2000), new(Quantity), `{"kind":"quantity","n":2000}`},
		{Measure{N: 2000, Unit: "kg"}, new(Measure), `{"kind":"quantity","n":2000,"unit":"kg"}`},
		{Measure{All: true}, new(Measure), `{"kind":"quantity","text":"all"}`},
		{Day("2026-11-22"), new(Day), `{"kind":"date","from":"2026-11-22"}`},
		{Period{"2026-11-09", "2026-11-15", "last_week"}, new(Period), `{"kind":"period","text":"last_week","from":"2026-11-09","to":"2026-11-15"}`},
		{Text("Gupta Store"), new(Text), `{"kind":"text","text":"Gupta Store"}`},
		{Language("hi-Latn"), new(Language), `{"kind":"language","text":"hi-Latn"}`},
		{Udhaar, new(Payment), `{"kind":"choose","text":"udhaar"}`},
		{Pharmacy, new(Trade), `{"kind":"choose","text":"pharmacy"}`},
		{Leave, new(Mode), `{"kind":"choose","text":"leave"}`},
		{AsRate, new(How), `{"kind":"choose","text":"rate"}`},
		{Item{ID: "sugar", Name: "sugar", Unit: "kg"}, new(Item), `{"kind":"item","id":"sugar","text":"sugar","unit":"kg"}`},
		{Item{Name: "khakhra"}, new(Item), `{"kind":"item","text":"khakhra"}`},
		{Customer{ID: "c1", Name: "Ramesh"}, new(Customer), `{"kind":"customer","id":"c1","text":"Ramesh"}`},
	} {
		raw, err := json.Marshal(tt.v)
		if err != nil || string(raw) != tt.want {
			t.Errorf("%#v writes %s, %v; want %s", tt.v, raw, err, tt.want)
		}
		if err := json.Unmarshal(raw, tt.into); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if again, err := json.Marshal(tt.into); err != nil || string(again) != tt.want {
			t.Errorf("%s reads back as %s, %v", raw, again, err)
		}
		if err := json.Unmarshal([]byte("null"), tt.into); err != nil {
			t.Errorf("null into %T: %v", tt.into, err)
		}
		if again, _ := json.Marshal(tt.into); string(again) != tt.want {
			t.Errorf("null changed %T to %s", tt.into, again)
		}
		for _, bad := range []string{`{"kind":"strange"}`, `[]`, `"x"`} {
			if err := json.Unmarshal([]byte(bad), tt.into); err == nil {
				t.Errorf("%T reads %s", tt.into, bad)
			}
		}
	}
}

// What was said loosely is read too: a rate as an amount, a bare number as a
// quantity, a day as a period and a period as its first day.
func TestLooseValues(t *testing.T) {
	var m Money
	if err := json.Unmarshal([]byte(`{"kind":"money","n":6000,"unit":"kg"}`), &m); err != nil || m != 60*Rupee {
		t.Errorf("rate as money: %s, %v", m, err)
	}
	var q Measure
	if err := json.Unmarshal([]byte(`{"kind":"number","n":2500}`), &q); err != nil || q.N != 2500 || q.Unit != "" {
		t.Errorf("number as quantity: %+v, %v", q, err)
	}
	var p Period
	if err := json.Unmarshal([]byte(`{"kind":"date","from":"2026-11-22"}`), &p); err != nil || p != Over("2026-11-22") {
		t.Errorf("day as period: %+v, %v", p, err)
	}
	var d Day
	if err := json.Unmarshal([]byte(`{"kind":"period","from":"2026-11-09","to":"2026-11-15"}`), &d); err != nil || d != "2026-11-09" {
		t.Errorf("period as day: %s, %v", d, err)
	}
	if err := json.Unmarshal([]byte(`{"kind":"text","text":"90"}`), &m); !errors.Is(err, ErrKind) {
		t.Errorf("text as money: %v, want ErrKind", err)
	}
}
