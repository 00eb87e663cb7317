package simulator_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestBucket takes at random times: in any span it never gives more than a
// bucketful and what flowed in meanwhile, and after a pause of a whole filling it
// gives all of it again.
func TestBucket(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 50).Draw(t, "size")
		every := time.Duration(rapid.IntRange(1, 6000).Draw(t, "every")) * time.Millisecond
		take, now := simulator.Bucket(size, every), start
		var given []time.Time
		for range rapid.IntRange(1, 200).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "wait")) * time.Millisecond)
			if take(now) {
				given = append(given, now)
			}
		}
		for i := range given {
			if span := now.Sub(given[i]); len(given)-i > size+int(span/every) {
				t.Fatalf("%d in %v", len(given)-i, span)
			}
		}
		now = now.Add(time.Duration(size) * every)
		for i := range size {
			if !take(now) {
				t.Fatalf("full, it gave %d of %d", i, size)
			}
		}
		if take(now) {
			t.Fatal("it gave one more")
		}
		if !take(now.Add(-1000 * time.Hour)) {
			t.Fatal("after the clock was moved back it gives nothing")
		}
	})
}
