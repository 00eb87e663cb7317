package bot

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// pacing is a channel that has a pace and nothing else.
type pacing struct {
	Channel
	pace Pace
}

func (p pacing) Pace() Pace { return p.pace }

// TestNoSecondHasMore sends as fast as the pacer lets it, with messages coming in
// meanwhile: whichever second is looked at, no more were sent than a second may
// have; and whatever came in, the next one waits for seconds.
func TestNoSecondHasMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 120).Draw(t, "a second")
		p := newPacer(pacing{pace: Pace{PerSecond: limit}})
		now := time.Unix(1_800_000_000, 0)
		var sent []time.Time
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "pause")) * time.Millisecond)
			if came := rapid.IntRange(0, 60).Draw(t, "came in"); came < 3 {
				p.count(came, now)
			}
			for p.wait("somebody", now) == 0 {
				sent = append(sent, now)
			}
		}
		for first, at := range sent {
			if last := first + limit; last < len(sent) && sent[last].Sub(at) < time.Second {
				t.Fatalf("%d within %v, %d a second are allowed", limit+1, sent[last].Sub(at), limit)
			}
		}
		p.count(10*limit, now)
		if wait := p.wait("somebody", now); wait > 3*time.Second {
			t.Fatalf("waits for %v", wait)
		}
		now = now.Add(4 * time.Second)
		if wait := p.wait("somebody", now); wait != 0 {
			t.Fatalf("waits for %v when it was quiet", wait)
		}
	})
}

// TestClockBack has the clock moved back by an hour: nobody waits that long.
func TestClockBack(t *testing.T) {
	p := newPacer(pacing{pace: Pace{PerSecond: 80, PairEvery: 6 * time.Second, PairBurst: 45}})
	now := time.Unix(1_800_000_000, 0)
	for range 45 {
		p.wait("somebody", now)
	}
	if wait := p.wait("somebody", now.Add(-time.Hour)); wait != 0 {
		t.Errorf("waits for %v", wait)
	}
}
