package load

import (
	"math"
	"slices"
	"time"
)

// Spread is how long things took.
type Spread struct{ sorted []time.Duration }

// SpreadOf sorts what was taken.
func SpreadOf(took []time.Duration) Spread {
	return Spread{slices.Sorted(slices.Values(took))}
}

// Count is how many there were.
func (s Spread) Count() int { return len(s.sorted) }

// At is the least time within which so many percent were done (the nearest rank);
// 0 when there were none.
func (s Spread) At(percent float64) time.Duration {
	if len(s.sorted) == 0 {
		return 0
	}
	rank := int(math.Ceil(percent / 100 * float64(len(s.sorted))))
	return s.sorted[min(max(rank, 1), len(s.sorted))-1]
}

// Max is the longest.
func (s Spread) Max() time.Duration { return s.At(100) }
