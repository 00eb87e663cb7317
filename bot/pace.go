package bot

import (
	"sync"
	"time"
)

// Pace is how fast a channel may be used; the zero value is as fast as we can.
type Pace struct {
	PerSecond int           // messages of one account, in and out
	PairEvery time.Duration // one message to one person in this time …
	PairBurst int           // … after so many at once
}

// Paced is a [Channel] with a speed limit. What would exceed it is held back, not
// refused.
type Paced interface {
	Pace() Pace
}

// pacer keeps the pace of one channel. It is safe for concurrent use.
type pacer struct {
	pace Pace
	mu   sync.Mutex
	all  bucket
	pair map[string]*bucket
}

// maxPairs bounds how many people a pacer remembers; who has not been written to
// for long is forgotten first, and may be written to as if for the first time.
const maxPairs = 100_000

func newPacer(ch Channel) *pacer {
	p := &pacer{pair: map[string]*bucket{}}
	if paced, ok := ch.(Paced); ok {
		p.pace = paced.Pace()
	}
	if p.pace.PerSecond > 0 {
		p.all = bucket{size: p.pace.PerSecond, every: time.Second / time.Duration(p.pace.PerSecond)}
	}
	return p
}

// count takes note of messages that came in: they are counted too, and cannot be
// held back.
func (p *pacer) count(n int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for range n {
		p.all.spend(now)
	}
	// More than a bucketful of debt would look like a clock that was moved back.
	if most := now.Add(time.Duration(p.all.size) * p.all.every); p.all.full.After(most) {
		p.all.full = most
	}
}

// wait takes the right to send one message to an address now and returns 0, or
// returns how long to wait before asking again.
func (p *pacer) wait(address string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wait := p.all.wait(now); wait > 0 {
		return wait
	}
	if p.pace.PairEvery > 0 {
		pair := p.of(address, now)
		if wait := pair.wait(now); wait > 0 {
			return wait
		}
		pair.spend(now)
	}
	p.all.spend(now)
	return 0
}

// of is the bucket of one person.
func (p *pacer) of(address string, now time.Time) *bucket {
	if b := p.pair[address]; b != nil {
		return b
	}
	if len(p.pair) >= maxPairs {
		for a, b := range p.pair {
			if !b.full.After(now) {
				delete(p.pair, a)
			}
		}
	}
	b := &bucket{size: max(p.pace.PairBurst, 1), every: p.pace.PairEvery}
	p.pair[address] = b
	return b
}

// bucket holds so many tokens and gets one back every so often. A bucket of size
// 0 never runs dry.
type bucket struct {
	size  int
	every time.Duration
	full  time.Time // when all its tokens are back
}

// wait is how long until it has a token.
func (b *bucket) wait(now time.Time) time.Duration {
	if b.size == 0 {
		return 0
	}
	room := time.Duration(b.size-1) * b.every
	missing := max(0, b.full.Sub(now)) // one never used was full ages ago
	if missing > room+b.every {        // the clock was moved back
		b.full = now
		return 0
	}
	return max(0, missing-room)
}

// spend takes a token, also one that is not there yet.
func (b *bucket) spend(now time.Time) {
	if b.size == 0 {
		return
	}
	if b.full.Before(now) {
		b.full = now
	}
	b.full = b.full.Add(b.every)
}
