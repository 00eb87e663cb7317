package load

import (
	"iter"
	"math/rand/v2"
	"time"
)

// arrivals are when messages are due, counted from the start: so many a second on
// average, at random and each for itself, until the end.
func arrivals(rate float64, length time.Duration, r *rand.Rand) iter.Seq[time.Duration] {
	return func(yield func(time.Duration) bool) {
		for at := 0.0; ; {
			at += r.ExpFloat64() / rate
			due := time.Duration(at * float64(time.Second))
			if due >= length || !yield(due) {
				return
			}
		}
	}
}
