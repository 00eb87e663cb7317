package watch

import (
	"io"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/sahayak-dev/sahayak/bot"
)

// BenchmarkObserve is what watching adds to a turn and its answer.
func BenchmarkObserve(b *testing.B) {
	for name, change := range map[string]func(*Config){
		"metrics":         nil,
		"metrics and log": func(c *Config) { c.Log = logger(io.Discard) },
		"and all its traces": func(c *Config) {
			c.Log, c.Traces = logger(io.Discard), Traces{Export: forgetful{tracetest.NewNoopExporter()}, Ratio: 1}
		},
	} {
		b.Run(name, func(b *testing.B) {
			s := newStand(b, change)
			turn := lent(7)
			b.ReportAllocs()
			for b.Loop() {
				s.Observe(turn)
				s.Sent(bot.Sending{Channel: "wire", Turn: 7, Received: morning, Began: morning})
			}
		})
	}
}

// forgetful takes spans and keeps none.
type forgetful struct{ *tracetest.NoopExporter }
