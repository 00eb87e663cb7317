package journal

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// MinKept is how long messages are kept at least: channels deliver a message again
// for a week when they believe it was not taken, and it must be known then.
const MinKept = 8 * 24 * time.Hour

// Keep is how long what is kept. 0 is for good.
type Keep struct {
	Conversations time.Duration // what was said and answered, and what nobody could read
	Alerts        time.Duration // what was said unasked
	Audit         time.Duration // who did what; at least as long as the conversations
}

// Check refuses what would lose messages that may come again, or the audit of what
// is still there, with [ErrKeep].
func (k Keep) Check() error {
	for _, kept := range []time.Duration{k.Conversations, k.Alerts} {
		switch {
		case kept < 0 || k.Audit < 0:
			return fmt.Errorf("%w: no time is negative", ErrKeep)
		case kept != 0 && kept < MinKept:
			return fmt.Errorf("%w: conversations and alerts are kept at least %d days", ErrKeep, MinKept/(24*time.Hour))
		case k.Audit != 0 && (kept == 0 || k.Audit < kept):
			return fmt.Errorf("%w: the audit is kept at least as long as what it tells of", ErrKeep)
		}
	}
	return nil
}

// said is how long a turn is kept, and its messages.
func (k Keep) said(unasked bool) time.Duration {
	if unasked {
		return k.Alerts
	}
	return k.Conversations
}

// shortest is the age below which nothing that was said is removed; 0 when nothing
// ever is.
func (k Keep) shortest() time.Duration {
	if k.Conversations == 0 || k.Alerts != 0 && k.Alerts < k.Conversations {
		return k.Alerts
	}
	return k.Conversations
}

// older reports whether a time in milliseconds is longer ago than kept.
func older(now time.Time, at int64, kept time.Duration) bool {
	return kept != 0 && at < now.Add(-kept).UnixMilli()
}

// prunedAt is where the database remembers when it was pruned last.
const prunedAt = "pruned"

// DuePruning reports whether nobody, in this process or another, has begun to
// prune for so long; then whoever asked has begun to. A last time that is yet to
// come is of a clock that ran ahead, and does not count.
func (j *Journal) DuePruning(ctx context.Context, every time.Duration) (due bool, err error) {
	now := j.now()
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		due = false // of a run that was rolled back
		last, known, err := remembered(ctx, t, prunedAt)
		if at, bad := strconv.ParseInt(last, 10, 64); err != nil || known && bad == nil && at <= now && now-at < every.Milliseconds() {
			return err
		}
		n, err := changed(t.ExecContext(ctx, `insert into self (name, value) values ($1, $2)
			on conflict (name) do update set value = excluded.value where self.value = $3`,
			prunedAt, strconv.FormatInt(now, 10), last))
		due = n == 1
		return err
	})
	return due, wrap("due pruning", err)
}
