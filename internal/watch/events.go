package watch

import (
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// events are what alarms are made of that is not looked up but happens.
type events struct {
	broken tally
	dead   tally
	mu     sync.Mutex
	locked map[string]bool // channels that take nothing
}

// tally counts what happens now and then.
type tally struct {
	mu   sync.Mutex
	n    int64 // since it was calm
	last time.Time
}

func (t *tally) note(now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.n++
	t.last = now
}

// recent returns how often it happened since it was last calm; 0 when it is.
func (t *tally) recent(now time.Time) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now.Sub(t.last) > calm {
		t.n = 0
	}
	return t.n
}

// sent takes note of a try at an answer. One that came too late to be allowed is
// nobody's to mend.
func (e *events) sent(s bot.Sending, now time.Time) {
	if s.Outcome == bot.GivenUp && s.Fault != bot.Closed {
		e.dead.note(now)
	}
	failed := s.Outcome == bot.Failing || s.Outcome == bot.GivenUp
	switch {
	case failed && s.Fault == bot.Locked:
		e.lock(s.Channel, true)
	case s.Outcome == bot.Arrived:
		e.lock(s.Channel, false)
	}
}

func (e *events) lock(channel string, locked bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.locked == nil {
		e.locked = map[string]bool{}
	}
	e.locked[channel] = locked
}

// lockedNow counts the channels that take nothing.
func (e *events) lockedNow() (n int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, locked := range e.locked {
		if locked {
			n++
		}
	}
	return n
}
