package watch

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"github.com/sahayak-dev/sahayak/bot"
)

// Traces say where traces go, and how many of them.
type Traces struct {
	URL    string            // of an OTLP/HTTP collector, as http://localhost:4318; "" is none
	Ratio  float64           // the share of turns that are traced, 0 to 1
	Way    http.RoundTripper // by which the collector is called; nil is the usual one
	Export sdk.SpanExporter  // in place of URL
}

// tracer tells of a turn as one span with a child for each step; of a try at an
// answer as another child, also when another process makes it: ids are worked out
// of the turn's number and the time its message was stored.
type tracer struct {
	provider *sdk.TracerProvider
	spans    trace.Tracer
}

// newTracer returns nil when nobody is told.
func newTracer(c Config) (*tracer, error) {
	t := c.Traces
	if t.Ratio < 0 || t.Ratio > 1 {
		return nil, fmt.Errorf("%w: traces: the ratio must be 0 to 1", ErrConfig)
	}
	if t.URL != "" && t.Export == nil {
		if err := reachable(t.URL); err != nil {
			return nil, fmt.Errorf("%w: traces: %w", ErrConfig, err)
		}
		t.Export = &otlp{url: t.URL, client: &http.Client{Timeout: posting, Transport: t.Way}, log: c.Log}
	}
	if t.Export == nil || t.Ratio == 0 {
		return nil, nil
	}
	p := sdk.NewTracerProvider(
		sdk.WithBatcher(t.Export), sdk.WithSampler(sdk.TraceIDRatioBased(t.Ratio)), sdk.WithIDGenerator(named{}),
		sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", namespace), attribute.String("service.instance.id", c.Instance))),
	)
	return &tracer{provider: p, spans: p.Tracer("github.com/sahayak-dev/sahayak/bot")}, nil
}

// turn tells of a committed turn.
func (t *tracer) turn(tr bot.Trace, s summary) {
	if t == nil {
		return
	}
	at := tr.Received
	if at.IsZero() {
		at = tr.Began
	}
	ctx, root := t.spans.Start(context.WithValue(context.Background(), namesKey{}, namesOf(tr.Turn, tr.Received)), "turn",
		trace.WithTimestamp(at), trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(
			attribute.Int64("sahayak.turn", int64(tr.Turn)), attribute.Int64("sahayak.shop", int64(tr.Shop)),
			attribute.StringSlice("sahayak.errands", s.errands), attribute.String("sahayak.result", s.result),
		))
	if s.result == broken {
		root.SetStatus(codes.Error, broken)
	}
	if tr.Began.After(at) {
		t.step(ctx, "wait", at, tr.Began)
	}
	end := tr.Began
	for _, step := range tr.Steps {
		begin := end
		end = begin.Add(step.Took)
		t.step(ctx, step.Name, begin, end)
	}
	root.End(trace.WithTimestamp(end))
}

// step tells of one part of a turn.
func (t *tracer) step(ctx context.Context, name string, begin, end time.Time) {
	_, span := t.spans.Start(ctx, name, trace.WithTimestamp(begin))
	span.End(trace.WithTimestamp(end))
}

// sent tells of a try at an answer.
func (t *tracer) sent(s bot.Sending) {
	if t == nil || s.Outcome == bot.Later {
		return
	}
	n := namesOf(s.Turn, s.Received)
	parent := trace.NewSpanContext(trace.SpanContextConfig{TraceID: n.trace, SpanID: n.root, Remote: true})
	_, span := t.spans.Start(trace.ContextWithRemoteSpanContext(context.Background(), parent), "send",
		trace.WithTimestamp(s.Began), trace.WithSpanKind(trace.SpanKindProducer), trace.WithAttributes(
			attribute.String("sahayak.channel", s.Channel), attribute.String("sahayak.result", s.Outcome.String()), attribute.Int("sahayak.tries", s.Tries),
		))
	if s.Outcome != bot.Arrived {
		span.SetStatus(codes.Error, s.Fault.String())
	}
	span.End(trace.WithTimestamp(s.Began.Add(s.Took)))
}

// close tells what has not been told yet.
func (t *tracer) close() {
	if t == nil {
		return
	}
	limited, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	_ = t.provider.Shutdown(limited) // the exporter says itself what it could not tell
}

// names are the ids of a turn's trace and of its first span.
type names struct {
	trace trace.TraceID
	root  trace.SpanID
}

type namesKey struct{}

// namesOf works out the ids of a turn: the same in every process.
func namesOf(turn bot.TurnID, received time.Time) names {
	sum := sha256.Sum256(fmt.Appendf(nil, "sahayak turn %d of %d", turn, received.UnixMilli()))
	var n names
	copy(n.trace[:], sum[:16])
	copy(n.root[:], sum[16:24])
	return n
}

// named gives spans their ids: a turn's first its own, all others any.
type named struct{}

// NewIDs returns those of the turn that ctx carries.
func (g named) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	n, _ := ctx.Value(namesKey{}).(names)
	return n.trace, n.root
}

// NewSpanID returns any.
func (named) NewSpanID(context.Context, trace.TraceID) (id trace.SpanID) {
	binary.BigEndian.PutUint64(id[:], rand.Uint64()|1)
	return id
}
