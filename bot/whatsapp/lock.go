package whatsapp

import (
	"errors"
	"sync"
	"time"

	"go.mau.fi/whatsmeow/types/events"

	"github.com/sahayak-dev/sahayak/bot"
)

// Trouble is what the operator has to know of a number, and what he is to do.
type Trouble string

// The troubles of a number that is still connected.
const (
	Timelocked Trouble = "WhatsApp lets this number write to nobody new for a while (reach-out timelock). Answers go on; news wait. Do not link the phone again, and invite people to write first."
	Unlocked   Trouble = "WhatsApp lets this number write to everybody again."
)

// timelock is how long a number is locked when WhatsApp does not say until when.
const timelock = time.Hour

// lock remembers that nobody new may be written to. It is safe for concurrent use.
type lock struct {
	mu    sync.Mutex
	until time.Time
}

// left is how long it lasts from a time on.
func (l *lock) left(now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(0, l.until.Sub(now))
}

// ends reports whether it is over since it was asked last.
func (l *lock) ends(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until.IsZero() || l.until.After(now) {
		return false
	}
	l.until = time.Time{}
	return true
}

// set locks until a time; it reports whether that is news.
func (l *lock) set(until, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.until.After(now)
	l.until = until
	return before != until.After(now)
}

// locked notes what WhatsApp tells of the number.
func (c *Channel) locked(e *events.NotifyAccountReachoutTimelock) {
	now, until := c.clock.Now(), e.TimeEnforcementEnds.Time
	if !e.IsActive {
		until = time.Time{}
	} else if !until.After(now) {
		until = now.Add(timelock)
	}
	c.lockUntil(until, now)
}

func (c *Channel) lockUntil(until, now time.Time) {
	if !c.lock.set(until, now) {
		return
	}
	trouble := Unlocked
	if until.After(now) {
		trouble = Timelocked
	}
	c.log.Warn("whatsapp: "+string(trouble), "until", until)
	if c.tell != nil {
		c.tell(trouble)
	}
}

var (
	errLocked  = errors.New("whatsapp: nobody new may be written to for now (reach-out timelock)")
	errPlenty  = errors.New("whatsapp: as much news as a number of this age may send in a day has been sent")
	errCounted = errors.New("whatsapp: how much was sent today is not known")
)

// mayTell refuses news that would harm the number: while it is locked, and beyond what it
// may send in a day. Answers always go.
func (c *Channel) mayTell(b bot.Bubble) error {
	if !b.Unasked {
		return nil
	}
	if c.lock.ends(c.clock.Now()) && c.tell != nil {
		c.tell(Unlocked)
	}
	if left := c.lock.left(c.clock.Now()); left > 0 {
		return &bot.SendError{Fault: bot.Throttled, After: left, Err: errLocked}
	}
	if c.notes == nil {
		return nil
	}
	ok, err := c.notes.spend(c.going, c.clock.Now(), c.daily)
	switch {
	case err != nil:
		c.log.Error("whatsapp: news not counted", "error", err)
		return &bot.SendError{Fault: bot.Transient, Err: errCounted}
	case !ok:
		return &bot.SendError{Fault: bot.Refused, Err: errPlenty}
	}
	return nil
}
