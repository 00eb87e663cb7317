package watch

import (
	"context"
	"log/slog"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// line writes a turn's line in the log.
func (w *Watch) line(t bot.Trace, s summary) {
	ctx := context.Background()
	if !w.Log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	steps := make([]slog.Attr, 0, len(t.Steps)+1)
	if !t.Received.IsZero() {
		steps = append(steps, slog.Float64("wait", millis(t.Began.Sub(t.Received))))
	}
	for _, step := range t.Steps {
		steps = append(steps, slog.Float64(step.Name, millis(step.Took)))
	}
	from := ""
	if t.Address != "" {
		from = w.Hash(t.Address)
	}
	w.Log.LogAttrs(ctx, slog.LevelInfo, "turn",
		slog.Int64("turn", int64(t.Turn)), slog.Int64("shop", int64(t.Shop)), slog.Any("errands", s.errands),
		slog.String("result", s.result), slog.String("channel", w.channel(t.Channel)), slog.String("from", from),
		slog.Attr{Key: "ms", Value: slog.GroupValue(steps...)})
}

// millis is a duration in milliseconds, to the microsecond.
func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
