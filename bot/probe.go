package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// When a channel counts as down, and how often one bubble finds out whether it is
// back. An account that is locked waits for a person.
const (
	downAfter   = 8 // sendings in a row that failed by its fault
	probeEvery  = time.Second
	lockedEvery = time.Minute
)

// probe keeps a sender from running with all it has into a channel that is down.
// While it is, one bubble at a time is tried; the others wait in the outbox, and
// their waiting is no try of theirs. It is safe for concurrent use.
type probe struct {
	Channel
	clock Clock
	log   *slog.Logger
	mu    sync.Mutex
	row   int       // failures of the channel since it last did anything
	next  time.Time // when to try again, once they are too many
}

// Send passes a bubble on and takes note of how it went.
func (p *probe) Send(ctx context.Context, b Bubble) (string, error) {
	id, err := p.Channel.Send(ctx, b)
	p.learn(err)
	return id, err
}

// learn tells a channel that is down from one that does not like a bubble. That
// we are too fast says neither.
func (p *probe) learn(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault, every := Transient, probeEvery
	var known *SendError
	if errors.As(err, &known) {
		fault = known.Fault
	}
	switch {
	case err == nil, fault == Closed, fault == Refused:
		if p.row >= downAfter {
			p.log.Warn("channel back", "channel", p.Name())
		}
		p.row = 0
		return
	case fault == Throttled:
		return
	case fault == Locked:
		every = lockedEvery
	}
	p.next = p.clock.Now().Add(every)
	if p.row++; p.row == downAfter {
		p.log.Error("channel down", "channel", p.Name(), "again", every, "error", err)
	}
}

// down reports whether the channel counts as down.
func (p *probe) down() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.row >= downAfter
}

// Down lists the channels that count as down: of what waits for them one bubble is
// tried now and then.
func (e *Engine) Down() []string {
	var out []string
	for _, s := range e.senders {
		if s.ch.down() {
			out = append(out, s.ch.Name())
		}
	}
	return out
}

// room is how many of n bubbles may be tried now, while busy are being tried.
func (p *probe) room(n, busy int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.row < downAfter {
		return n
	}
	wait := p.next.Sub(p.clock.Now())
	if busy > 0 || wait > 0 && wait <= lockedEvery { // else the clock was moved back
		return 0
	}
	return min(n, 1)
}

// hold is the receipt of an answer that was claimed before its channel went down.
func (p *probe) hold(o Outgoing) Receipt {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Receipt{ID: o.ID, Tries: o.Tries, From: o.Parts, Held: true, Retry: p.next}
}
