package simulator

import "time"

const numberEvery = time.Second / NumberRate

// bucket says whether one more may go: so many at once, and then one every so
// often.
type bucket struct {
	size  int
	every time.Duration
	free  time.Time // when all of it is there again
}

// take reports whether one more may go now.
func (b *bucket) take(now time.Time) bool {
	full := time.Duration(b.size) * b.every
	if b.free.Before(now) || b.free.Sub(now) > full { // the clock was moved back
		b.free = now
	}
	if b.free.Sub(now) > full-b.every {
		return false
	}
	b.free = b.free.Add(b.every)
	return true
}
