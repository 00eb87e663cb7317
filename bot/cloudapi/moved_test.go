package cloudapi

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestMoved(t *testing.T) {
	m := newMoved()
	m.learn(&Batch{Moves: []Move{{"1", "2"}, {"2", "3"}, {"IN.1", "IN.2"}}})
	for from, want := range map[string]string{"1": "3", "2": "3", "3": "3", "IN.1": "IN.2", "9": "9"} {
		if got := m.follow(from); got != want {
			t.Errorf("%s is at %s, not %s", from, got, want)
		}
	}
	m.learn(&Batch{Messages: []bot.Message{{Address: "1", Aliases: []string{"IN.1"}}}})
	for from, want := range map[string]string{"1": "1", "2": "3", "IN.1": "IN.1"} {
		if got := m.follow(from); got != want {
			t.Errorf("somebody writes from there: %s is at %s, not %s", from, got, want)
		}
	}
	for i := range 3 * mostMoved {
		m.learn(&Batch{Moves: []Move{{fmt.Sprint("a", i), fmt.Sprint("b", i)}}})
	}
	if len(m.to) > mostMoved || len(m.order) > mostMoved {
		t.Errorf("%d remembered in %d", len(m.to), len(m.order))
	}
}

// However people move and write, nobody is looked for in a circle, and who wrote last
// from an address is there.
func TestMovedEnds(t *testing.T) {
	address := rapid.SampledFrom([]string{"1", "2", "3", "4"})
	rapid.Check(t, func(t *rapid.T) {
		m := newMoved()
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			from, to := address.Draw(t, "from"), address.Draw(t, "to")
			if from == to {
				m.learn(&Batch{Messages: []bot.Message{{Address: from}}})
				if m.follow(from) != from {
					t.Fatalf("%s writes from there, and is at %s", from, m.follow(from))
				}
				continue
			}
			m.learn(&Batch{Moves: []Move{{from, to}}})
			if got := m.follow(from); got != to {
				t.Fatalf("%s moved to %s and is at %s", from, to, got)
			}
		}
	})
}
