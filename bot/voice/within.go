package voice

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// within is a context that ends after a time by a clock, as one that is late: whoever
// counts what services fail at counts that.
func within(ctx context.Context, clock bot.Clock, limit time.Duration) (context.Context, context.CancelFunc) {
	late := clock.After(limit)
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-late:
			cancel(context.DeadlineExceeded)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}
