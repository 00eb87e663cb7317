package journal

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// Twice makes a journal run every unit of work twice, of which the first is
// thrown away, as PostgreSQL may have it.
func Twice(j *Journal) *Journal {
	j.store = twice{j.store}
	return j
}

type twice struct{ store }

var errOnce = errors.New("once more")

func (t twice) write(ctx context.Context, do func(context.Context, bot.Tx) error) error {
	err := t.store.write(ctx, func(ctx context.Context, tx bot.Tx) error {
		if err := do(ctx, tx); err != nil {
			return err
		}
		return errOnce
	})
	if !errors.Is(err, errOnce) {
		return err
	}
	return t.store.write(context.WithoutCancel(ctx), do) // it began with the first run
}
