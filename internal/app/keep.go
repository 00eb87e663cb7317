package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

const aDay = 24 * time.Hour

// LeastBook is how long the book is kept whatever anybody sets.
const LeastBook = 730 * aDay

// Retention is how long what is kept. 0 is for good, but for sound.
type Retention struct {
	Conversations time.Duration // what was said, answered, and open in sessions
	Alerts        time.Duration // what was said unasked
	Forecasts     time.Duration // what was foretold; nothing of it is kept yet
	Audit         time.Duration // who saw and did what
	Voice         time.Duration // the sound of voice notes, whose words are conversation; 0 is not at all
	Book          time.Duration // what is written in the book, at least: no part of it is ever removed yet
}

// Usual is how long things are kept unless the operator says otherwise.
func Usual() Retention {
	return Retention{Conversations: 30 * aDay, Alerts: 60 * aDay, Forecasts: 90 * aDay, Audit: 365 * aDay, Voice: 7 * aDay}
}

// Check refuses what would break promises, with [journal.ErrKeep].
func (r Retention) Check() error {
	switch {
	case r.Forecasts < 0 || r.Voice < 0:
		return fmt.Errorf("%w: no time is negative", journal.ErrKeep)
	case r.Conversations != 0 && r.Voice > r.Conversations:
		return fmt.Errorf("%w: voice notes are kept no longer than the conversations they are part of", journal.ErrKeep)
	case r.Book != 0 && r.Book < LeastBook:
		return fmt.Errorf("%w: the book is kept at least 24 months (%d days), or for good", journal.ErrKeep, LeastBook/aDay)
	}
	return r.journal().Check()
}

// journal is the journal's part of it.
func (r Retention) journal() journal.Keep {
	return journal.Keep{Conversations: r.Conversations, Alerts: r.Alerts, Audit: r.Audit}
}

// How the work of removing what is old is spread, so that nobody waits for it.
const (
	pruneEvery = time.Hour
	pruneLook  = 5 * time.Minute // how often it is asked whether an hour is over
	pruneRest  = 50 * time.Millisecond
)

// Prune removes all that is older than it shall be kept, a little at a time, and
// returns how many rows that was.
func (a *App) Prune(ctx context.Context) (rows int, err error) {
	run := a.Journal.Prune(a.keep.journal())
	for done := false; !done; {
		var n int
		if n, done, err = run.Step(ctx); err != nil {
			return rows, fmt.Errorf("app: %w", err)
		}
		if rows += n; n > 0 && !done && !a.rest(ctx, pruneRest) {
			return rows, nil
		}
	}
	return rows, nil
}

// prunes prunes, and destroys what was given up, once an hour until ctx ends. Of
// several processes one does.
func (a *App) prunes(ctx context.Context) {
	for a.rest(ctx, pruneLook) {
		due, err := a.Journal.DuePruning(ctx, pruneEvery)
		var rows int
		if err == nil && due {
			rows, err = a.Prune(ctx)
			customers, shops, failed := a.Destroy(ctx)
			if customers+shops > 0 {
				a.log.Info("what was given up is destroyed", "customers", customers, "shops", shops)
			}
			err = errors.Join(err, failed)
		}
		if rows > 0 {
			a.log.Info("what was old is removed", "rows", rows)
		}
		if err != nil && ctx.Err() == nil {
			a.log.Error("what is old stays for now", "error", err)
		}
	}
}

// rest waits; false when ctx has ended.
func (a *App) rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-a.Engine.Clock.After(d):
		return ctx.Err() == nil
	}
}
