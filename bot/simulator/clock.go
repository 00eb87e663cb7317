package simulator

import (
	"sync"
	"time"
)

// Clock runs as the machine's clock does, and can be moved: a day passes in a
// moment. It is a bot.Clock, safe for concurrent use. The zero Clock tells the
// machine's time.
type Clock struct {
	mu     sync.Mutex
	offset time.Duration
	alarms map[*alarm]struct{}
}

type alarm struct {
	at    time.Time
	ring  chan time.Time
	timer *time.Timer
}

// machine is the machine's time.
func machine() time.Time { return time.Now().UTC() } //nolint:forbidigo // the edge: everybody else asks a clock

// wake calls f when d of the machine's time has passed.
func wake(d time.Duration, f func()) *time.Timer { return time.AfterFunc(d, f) } //nolint:forbidigo // the edge

// Now is the machine's time, moved by the offset, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time { return machine().Add(c.offset) }

// Offset is how far the clock is ahead of the machine's.
func (c *Clock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// After returns a channel that delivers once, when the clock has gone on by d:
// by running, or by a jump. A jump back does not make the wait longer.
func (c *Clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := &alarm{at: c.now().Add(d), ring: make(chan time.Time, 1)}
	if d <= 0 {
		a.ring <- a.at
		return a.ring
	}
	if c.alarms == nil {
		c.alarms = map[*alarm]struct{}{}
	}
	c.alarms[a] = struct{}{}
	a.timer = wake(d, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.ring(a)
	})
	return a.ring
}

// ring delivers an alarm, unless it was delivered before.
func (c *Clock) ring(a *alarm) {
	if _, waiting := c.alarms[a]; !waiting {
		return
	}
	delete(c.alarms, a)
	a.ring <- c.now()
}

// Advance moves the clock on by d; a negative d moves it back.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.move(c.offset + d)
}

// Set moves the clock so that it is at now, and runs on from there.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.move(at.Sub(machine()))
}

// Shift makes offset the distance to the machine's clock; 0 is the real time.
func (c *Clock) Shift(offset time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.move(offset)
}

// move changes the offset and rings what a jump has passed.
func (c *Clock) move(offset time.Duration) {
	jump := offset - c.offset
	c.offset = offset
	now := c.now()
	for a := range c.alarms {
		switch {
		case jump < 0:
			a.at = a.at.Add(jump)
		case !a.at.After(now):
			a.timer.Stop()
			c.ring(a)
		default:
			a.timer.Reset(a.at.Sub(now))
		}
	}
}
