package shop

import (
	"testing"

	"pgregory.net/rapid"
)

// The textbook case: 10 at ₹5, 10 at ₹7, and what is sold goes at ₹6.
func TestMovingAverage(t *testing.T) {
	s := Stock{}
	in := func(q Quantity, paid Money) {
		value, variance, err := s.in(q, paid)
		if err != nil || variance != 0 {
			t.Fatalf("in: %s, %s, %v", value, variance, err)
		}
		s = s.Plus(Entry{Qty: q, Value: value})
	}
	out := func(q Quantity, want Money) {
		t.Helper()
		cost, err := s.out(q, 0)
		if err != nil || cost != want {
			t.Errorf("%s out of %+v cost %s, %v; want %s", q, s, cost, err, want)
		}
		s = s.Plus(Entry{Qty: -q, Value: -cost})
	}
	in(10_000, 50*Rupee)
	in(10_000, 70*Rupee)
	if got := s.Average(0); got != 6*Rupee {
		t.Errorf("average %s, want 6", got)
	}
	out(5000, 30*Rupee)
	in(5000, 60*Rupee) // 20 worth 150: 7.50
	out(4000, 30*Rupee)
	out(16_000, 120*Rupee)
	if s != (Stock{}) {
		t.Errorf("left over: %+v", s)
	}
}

// A third of a hundred rupees, three times: the last takes the odd paisa.
func TestResidueGoesWithTheLast(t *testing.T) {
	s := Stock{Qty: 3000, Value: 100 * Rupee}
	for _, want := range []Money{3333, 3334, 3333} {
		cost, err := s.out(1000, 0)
		if err != nil || cost != want {
			t.Errorf("out of %+v: %d, %v; want %d", s, cost, err, want)
		}
		s = s.Plus(Entry{Qty: -1000, Value: -cost})
	}
	if s != (Stock{}) {
		t.Errorf("left over: %+v", s)
	}
}

// Five were there at ₹10, eight are sold, and the three that were not turn out
// to have cost ₹12: the purchase puts the ₹6 right.
func TestOversoldIsSetRight(t *testing.T) {
	s := Stock{Qty: 5000, Value: 50 * Rupee}
	cost, err := s.out(8000, 0)
	if err != nil || cost != 80*Rupee {
		t.Fatalf("cost %s, %v", cost, err)
	}
	s = s.Plus(Entry{Qty: -8000, Value: -cost})
	value, variance, err := s.in(10_000, 120*Rupee)
	if err != nil || value != 114*Rupee || variance != 6*Rupee {
		t.Errorf("value %s, variance %s, %v; want 114 and 6", value, variance, err)
	}
	if s = s.Plus(Entry{Qty: 10_000, Value: value}); s.Qty != 7000 || s.Value != 84*Rupee {
		t.Errorf("left %+v, want 7 at 12", s)
	}
}

// Whatever is bought, sold and counted: money paid is in the stock or in the
// cost of what left it, no paisa more or less, and nothing in stock is worth
// nothing.
func TestValueIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Stock
		var paid, cost, lost Money
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			q := Quantity(rapid.Int64Range(1, 5000).Draw(t, "qty"))
			m := Money(rapid.Int64Range(0, 100_000).Draw(t, "money"))
			last := Money(rapid.Int64Range(0, 10_000).Draw(t, "last"))
			e := Entry{}
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				c, err := s.out(q, last)
				if err != nil {
					t.Fatal(err)
				}
				e, cost = Entry{Qty: -q, Value: -c}, cost+c
			case 2:
				v, variance, err := s.in(q, m)
				if err != nil {
					t.Fatal(err)
				}
				e, cost, paid = Entry{Qty: q, Value: v}, cost+variance, paid+m
			case 3:
				q-- // an empty shelf too
				v, err := s.counted(q, last)
				if err != nil {
					t.Fatal(err)
				}
				e, lost = Entry{Qty: q - s.Qty, Value: v}, lost-v
			}
			if s = s.Plus(e); s.Qty == 0 && s.Value != 0 {
				t.Fatalf("nothing is worth %s", s.Value)
			}
			if s.Value != paid-cost-lost {
				t.Fatalf("worth %s, paid %s, cost %s, lost %s", s.Value, paid, cost, lost)
			}
		}
	})
}

// While nothing is oversold or counted, the average lies between the lowest and
// the highest cost paid.
func TestAverageLiesBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Stock
		low, high := Money(1<<40), Money(0)
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			q := Quantity(rapid.Int64Range(1, 50).Draw(t, "qty") * 1000)
			if s.Qty > q && rapid.Bool().Draw(t, "sell") {
				c, err := s.out(q, 0)
				if err != nil {
					t.Fatal(err)
				}
				s = s.Plus(Entry{Qty: -q, Value: -c})
			} else {
				per := Money(rapid.Int64Range(100, 10_000).Draw(t, "per"))
				low, high = min(low, per), max(high, per)
				v, _, err := s.in(q, per*Money(q)/1000)
				if err != nil {
					t.Fatal(err)
				}
				s = s.Plus(Entry{Qty: q, Value: v})
			}
			if a := s.Average(0); a < low-1 || a > high+1 {
				t.Fatalf("average %s, costs %s to %s", a, low, high)
			}
		}
	})
}
