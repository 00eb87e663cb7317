package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// errMoving says that a turn was taken as often as it may be, and others changed
// the book each time.
var errMoving = errors.New("bot: the book keeps moving")

// errHeavy says that a turn turned out to be heavy: its place is the heavy lane.
var errHeavy = errors.New("bot: heavy")

// workShop works the pending messages of a shop, oldest first. It returns how
// many turns it committed and, when an unfinished message should wait for the
// rest of a burst, how long.
func (e *Engine) workShop(ctx context.Context, shop ShopID) (turns int, wait time.Duration, err error) {
	for range MaxCommands {
		pending, err := e.Journal.Pending(ctx, shop, MaxMessages)
		if err != nil {
			return turns, 0, fmt.Errorf("bot: work shop %d: %w", shop, err)
		}
		if len(pending) == 0 {
			return turns, 0, nil
		}
		group := e.burst(pending)
		e.hearing.begin(ctx, pending...)
		if e.hearing.waits(group[0]) {
			return turns, 0, nil // who hears it puts the shop back
		}
		if wait := e.tooMuch(group); wait > 0 {
			return turns, wait, nil
		}
		wait, err := e.workGroup(ctx, group, len(group) < len(pending) || len(group) == MaxMessages)
		if errors.Is(err, errMoving) {
			break
		}
		if errors.Is(err, errHeavy) {
			e.stats.deferred.Add(1)
			e.desk.put(shop, heavyLane)
			return turns, 0, nil
		}
		if err != nil || wait > 0 {
			return turns, wait, err
		}
		if turns++; len(pending) == 1 {
			return turns, 0, nil // whatever came meanwhile has put the shop on the desk again
		}
	}
	e.desk.put(shop, bookLane)
	return turns, 0, nil
}

// tooMuch is how long a group must wait because its person has sent so much. What
// is due is not his doing.
func (e *Engine) tooMuch(group []Message) time.Duration {
	if group[0].Due != nil {
		return 0
	}
	return e.rates.wait(group[0].From, e.Clock.Now())
}

// workGroup works one turn to its end: it is taken again as long as others
// change the book meanwhile. One that keeps failing is apologised for, so that
// it does not stand in the way of the messages behind it. Nothing can join a
// closed group any more.
func (e *Engine) workGroup(ctx context.Context, group []Message, closed bool) (wait time.Duration, err error) {
	failures, failed := 0, group
	for range MaxTries {
		if failures < MaxFailures {
			failed, wait, err = e.try(ctx, group, closed)
		} else {
			err = e.apologise(ctx, failed)
		}
		switch {
		case err == nil, errors.Is(err, ErrDone), errors.Is(err, ErrNotNext):
			return wait, nil
		case errors.Is(err, ErrStale), errors.Is(err, ErrUndone):
			e.stats.conflicts.Add(1)
			continue
		case ctx.Err() != nil, failures == MaxFailures, e.outage(err), errors.Is(err, errHeavy):
			return 0, err // the sweeper comes back to it
		}
		if group[0].Due != nil {
			group = group[:1] // what is due besides shall not fail with it
		}
		if failures++; failures == MaxFailures {
			e.Log.Error("turn broken", "turn", group[0].Seq, "shop", group[0].Shop, "error", err)
		}
	}
	if errors.Is(err, ErrUndone) { // what is always in its way must not be in the way of others
		return 0, e.apologise(ctx, failed)
	}
	e.Log.Warn("turn left for later: the book keeps moving", "turn", group[0].Seq, "shop", group[0].Shop)
	return 0, errMoving
}

// outage reports whether a turn failed for a reason that is not its own: nothing
// that was said may be given up because the database was away for a moment.
func (e *Engine) outage(err error) bool {
	var o *outsideError
	return errors.As(err, &o) || e.Journal.Outage(err)
}

// outsideError is of what a turn starts from or ends with, not of the turn.
type outsideError struct{ err error }

func (o *outsideError) Error() string { return o.err.Error() }
func (o *outsideError) Unwrap() error { return o.err }

// outside marks an error as not the turn's own; nil stays nil.
func outside(err error) error {
	if err == nil {
		return nil
	}
	return &outsideError{err}
}

// try takes a turn to its end once, or says how long it should wait for more.
// It returns the messages that it took for the turn.
func (e *Engine) try(ctx context.Context, group []Message, closed bool) ([]Message, time.Duration, error) {
	group, a, err := e.draft(ctx, group)
	if err != nil {
		return group, 0, err
	}
	if wait := e.rest(a); wait > 0 && !closed {
		return group, wait, nil
	}
	if err := e.note(ctx, group); err != nil {
		return group, 0, outside(err)
	}
	return group, 0, e.commit(ctx, a)
}

// draft attempts the shortest beginning of a burst that stands on its own, or
// else all of it: two whole sentences that came in one second are two turns, as
// they would have been had the first been worked before the second came.
func (e *Engine) draft(ctx context.Context, group []Message) ([]Message, *attempt, error) {
	if group[0].Due != nil {
		return e.together(ctx, group)
	}
	n := 1
	if group[0].Turn != 0 {
		n = len(group) // was decided before
	}
	for ; ; n++ {
		a, err := e.attempt(ctx, group[:n])
		if err != nil || n == len(group) || a.whole || a.apology {
			return group[:n], a, err
		}
	}
}

// burst is the first turn's worth of pending messages: what was grouped
// before, or what one person wrote in a row with nothing but words, or what is due to
// him in a row.
func (e *Engine) burst(pending []Message) []Message {
	n := 1
	for n < len(pending) && e.joins(pending[0], pending[n-1], pending[n]) {
		n++
	}
	return pending[:n]
}

// joins reports whether next goes on with the burst from first to last. What
// waited for hours because nobody worked is no burst.
func (e *Engine) joins(first, last, next Message) bool {
	if next.From != first.From || next.Turn != first.Turn {
		return false
	}
	if first.Due != nil {
		return next.Due != nil && e.asked(first) == e.asked(next)
	}
	if first.Turn != 0 {
		return true
	}
	return e.Burst > 0 && next.At.Sub(last.At).Abs() <= e.Burst &&
		next.Channel == first.Channel && next.Address == first.Address && wordsOnly(first) && wordsOnly(next)
}

// wordsOnly reports whether a message can be part of a burst.
func wordsOnly(m Message) bool {
	return m.Consent == "" && m.Pick == "" && m.ReplyTo == "" && m.Edits == "" && m.Deletes == "" &&
		!m.Forwarded && m.Heard == nil && len(m.Media) == 0 && m.Due == nil
}

// rest is how long a turn should still wait for more: not at all when it
// completes an errand, or was waited for already. A phone whose clock runs ahead
// of ours by more than a burst tells nothing of how long it has waited.
func (e *Engine) rest(a *attempt) time.Duration {
	last := a.group[len(a.group)-1]
	if e.Burst <= 0 || a.whole || a.apology || a.group[0].Turn != 0 || !wordsOnly(last) {
		return 0
	}
	wait := e.Burst - e.Clock.Now().Sub(last.At)
	if wait > 2*e.Burst {
		return 0
	}
	return wait
}

// note writes a grouping down before it has consequences.
func (e *Engine) note(ctx context.Context, group []Message) error {
	if len(group) == 1 || group[0].Turn != 0 || group[0].Due != nil {
		return nil
	}
	return e.Journal.Group(ctx, group[0].Shop, TurnID(group[0].Seq), seqs(group))
}

func seqs(group []Message) []int64 {
	out := make([]int64, len(group))
	for i, m := range group {
		out[i] = m.Seq
	}
	return out
}

// remember puts the session into session memory. The checkpoint has it, if that
// fails.
func (e *Engine) remember(ctx context.Context, c Commit) {
	if err := e.Sessions.Save(ctx, c.Session); err != nil {
		e.Log.Warn("session memory", "turn", c.Turn, "error", err)
	}
}

// commit makes an attempt count.
func (e *Engine) commit(ctx context.Context, a *attempt) error {
	c := a.commit()
	err := e.Journal.Commit(ctx, c, func(ctx context.Context, tx Tx) error {
		if err := e.Journal.Enrol(ctx, tx, a.turn); err != nil {
			return err
		}
		return e.Ledger.Apply(ctx, tx, a.turn)
	})
	if err != nil {
		return err
	}
	a.watch.lap("commit")
	e.stats.turns.Add(1)
	if !c.Unasked {
		e.rates.spend(c.Person, len(c.Seqs), e.Clock.Now())
	}
	if a.apology {
		e.stats.broken.Add(1)
	}
	if !c.Unasked {
		e.remember(ctx, c)
	}
	a.watch.lap("remember")
	e.notes.begin(ctx, c, a.reading)
	e.wakeSenders(c)
	if e.Observe != nil {
		e.Observe(a.trace())
	}
	return nil
}
