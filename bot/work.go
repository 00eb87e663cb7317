package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

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
		wait, err := e.workGroup(ctx, burst(pending))
		if err != nil || wait > 0 {
			return turns, wait, err
		}
		turns++
	}
	e.desk.put(shop)
	return turns, 0, nil
}

// workGroup works one turn to its end: it is taken again as long as others
// change the book meanwhile.
func (e *Engine) workGroup(ctx context.Context, group []Message) (time.Duration, error) {
	var failures int
	for range MaxTries {
		a, err := e.attempt(ctx, group)
		if err == nil {
			if wait := e.rest(group, a); wait > 0 {
				return wait, nil
			}
			if err = e.note(ctx, group); err == nil {
				err = e.commit(ctx, a)
			}
		}
		switch {
		case err == nil, errors.Is(err, ErrDone), errors.Is(err, ErrNotNext):
			return 0, nil
		case errors.Is(err, ErrStale), errors.Is(err, ErrUndone):
			e.stats.conflicts.Add(1)
			continue
		case ctx.Err() != nil:
			return 0, err
		}
		if failures++; failures == MaxFailures {
			e.Log.Error("turn broken", "turn", group[0].Seq, "shop", group[0].Shop, "error", err)
			return 0, e.apologise(ctx, group)
		}
	}
	e.Log.Warn("turn left for later: the book keeps moving", "turn", group[0].Seq, "shop", group[0].Shop)
	e.desk.put(group[0].Shop)
	return 0, nil
}

// burst is the first turn's worth of pending messages: what was grouped
// before, or what one person wrote in a row with nothing but words.
func burst(pending []Message) []Message {
	first := pending[0]
	n := 1
	for _, m := range pending[1:] {
		if m.From != first.From || m.Turn != first.Turn || !wordsOnly(m) || !wordsOnly(first) {
			break
		}
		n++
	}
	return pending[:n]
}

// wordsOnly reports whether a message can be part of a burst.
func wordsOnly(m Message) bool {
	return m.Pick == "" && m.ReplyTo == "" && m.Edits == "" && m.Deletes == "" &&
		!m.Forwarded && m.Heard == nil && len(m.Media) == 0
}

// rest is how long the group should still wait for more: not at all when it
// completes an errand, or was waited for already.
func (e *Engine) rest(group []Message, a *attempt) time.Duration {
	last := group[len(group)-1]
	if e.Burst <= 0 || a.whole || a.apology || group[0].Turn != 0 || !wordsOnly(last) {
		return 0
	}
	return e.Burst - e.Clock.Now().Sub(last.At)
}

// note writes a grouping down before it has consequences.
func (e *Engine) note(ctx context.Context, group []Message) error {
	if len(group) == 1 || group[0].Turn != 0 {
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

// commit makes an attempt count.
func (e *Engine) commit(ctx context.Context, a *attempt) error {
	c := a.commit()
	err := e.Journal.Commit(ctx, c, func(ctx context.Context, tx Tx) error { return e.Ledger.Apply(ctx, tx, a.turn) })
	if err != nil {
		return err
	}
	a.watch.lap("commit")
	e.stats.turns.Add(1)
	if err := e.Sessions.Save(ctx, c.Session); err != nil {
		e.Log.Warn("session memory", "turn", a.turn.ID, "error", err) // the checkpoint has it
	}
	a.watch.lap("remember")
	e.wakeSenders()
	if e.Observe != nil {
		e.Observe(a.trace())
	}
	return nil
}
