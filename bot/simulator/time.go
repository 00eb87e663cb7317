package simulator

import (
	"fmt"
	"time"
)

// mover is a clock that can be moved on: [Clock], and those of tests.
type mover interface{ Advance(d time.Duration) }

// own reports whether the clock is one of ours, which can also be set.
func (c Config) own() bool {
	_, ok := c.Clock.(*Clock)
	return ok
}

// offset is how far the clock is ahead of the machine's.
func (e *Emulator) offset() time.Duration {
	if c, ok := e.clock.(*Clock); ok {
		return c.Offset()
	}
	return 0
}

// shift makes the offset of our own clock what it was.
func (e *Emulator) shift(offset time.Duration) {
	if c, ok := e.clock.(*Clock); ok {
		c.Shift(offset)
	}
}

// clockState is where the clock stands, as it is told.
type clockState struct {
	Now    time.Time `json:"now"`
	Offset int64     `json:"offset_ms"`
}

func (e *Emulator) clockState() clockState {
	return clockState{Now: e.clock.Now().UTC(), Offset: e.offset().Milliseconds()}
}

// Advance moves the clock on by d, or back; [ErrClock] when the clock it was
// given cannot be.
func (e *Emulator) Advance(d time.Duration) error {
	m, ok := e.clock.(mover)
	if !ok || (d < 0 && !e.config.own()) {
		return ErrClock
	}
	if to := e.clock.Now().Add(d); d > 100*year || to.Year() < 2000 || to.Year() > 2099 {
		return fmt.Errorf("%w: from 2000 to 2099", ErrClock)
	}
	m.Advance(d)
	e.moved(d < 0)
	return nil
}

const year = 366 * 24 * time.Hour

// Real brings the clock back to the machine's time; [ErrClock] when it is not
// one of ours.
func (e *Emulator) Real() error {
	if !e.config.own() {
		return ErrClock
	}
	back := e.offset() > 0
	e.shift(0)
	e.moved(back)
	return nil
}

// moved tells everybody that the clock was.
func (e *Emulator) moved(back bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if back { // what waits for a time that is far off again would wait for ever
		e.hurry()
	}
	offset := e.offset().Milliseconds()
	e.store.append(record{Offset: &offset})
	e.feed.add("clock", e.clockState())
	e.nudge()
}
