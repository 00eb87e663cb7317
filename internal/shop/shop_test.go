package shop

import (
	"context"
	"errors"
	"testing"
	"time"
)

// noon is when these tests are: 22 November, midday in India.
var noon = time.Date(2026, 11, 22, 6, 30, 0, 0, time.UTC)

var india = time.FixedZone("Asia/Kolkata", 19_800)

const today = Day("2026-11-22")

// counter is a shop in memory, and the turn being worked in it.
type counter struct {
	*Book
	mem     *Memory
	turn    int64
	effects []any
}

// open is an empty kirana shop.
func open() *counter {
	c := &counter{mem: NewMemory()}
	c.next()
	return c
}

// next commits what was done and begins another turn.
func (c *counter) next() int64 {
	done := c.turn
	if err := c.mem.Write(c.turn, c.effects); err != nil {
		panic(err) // a fact that is no JSON: a defect of the test
	}
	c.turn++
	c.effects = nil
	c.Book = NewBook(c.mem, Turn{
		ID: c.turn, Person: 7, Now: noon, Zone: india, Pending: func() []any { return c.effects },
		Do: func(more ...Effect) {
			for _, e := range more {
				c.effects = append(c.effects, e)
			}
		},
		Amend: func(i int, e Effect) { c.effects[i] = e },
	})
	return done
}

// entry is the one entry this turn wrote.
func (c *counter) entry(t *testing.T) Entry {
	t.Helper()
	var found []Entry
	for _, e := range c.effects {
		if entry, ok := e.(Entry); ok {
			found = append(found, entry)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d entries: %+v", len(found), found)
	}
	return found[0]
}

// must fails the test on an error.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func kilo(n int64) Measure { return Measure{N: n * 1000, Unit: "kg"} }

// refuses is a call that must fail with want and write nothing.
func (c *counter) refuses(t *testing.T, what string, want, got error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
	if len(c.effects) > 0 {
		t.Errorf("%s wrote %+v", what, c.effects)
	}
	c.effects = nil
}

// stocked is a shop with ten kilos of sugar at ₹40.
func stocked(t *testing.T) *counter {
	t.Helper()
	c := open()
	must[Stocked](t)(c.Buy(context.Background(), Bought{Item: Item{ID: "sugar"}, Qty: kilo(10), Amount: 400 * Rupee}))
	c.next()
	return c
}
