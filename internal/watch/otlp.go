package watch

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// otlp tells spans to a collector: OpenTelemetry's protocol, as JSON over HTTP.
// What cannot be told is dropped, and the log says how much.
type otlp struct {
	url    string
	client *http.Client
	log    *slog.Logger
}

var _ sdk.SpanExporter = (*otlp)(nil)

// The protocol's messages, as far as they are used.
type (
	otlpBody struct {
		Resources []otlpResource `json:"resourceSpans"`
	}
	otlpResource struct {
		Resource otlpAttributes `json:"resource"`
		Scopes   []otlpScope    `json:"scopeSpans"`
	}
	otlpScope struct {
		Scope struct {
			Name string `json:"name"`
		} `json:"scope"`
		Spans []otlpSpan `json:"spans"`
	}
	otlpAttributes struct {
		Attributes []otlpAttribute `json:"attributes"`
	}
	otlpSpan struct {
		Trace      string          `json:"traceId"`
		Span       string          `json:"spanId"`
		Parent     string          `json:"parentSpanId,omitempty"`
		Name       string          `json:"name"`
		Kind       int             `json:"kind"`
		Start      string          `json:"startTimeUnixNano"`
		End        string          `json:"endTimeUnixNano"`
		Attributes []otlpAttribute `json:"attributes,omitempty"`
		Status     otlpStatus      `json:"status"`
	}
	otlpStatus struct {
		Code    int    `json:"code,omitempty"`
		Message string `json:"message,omitempty"`
	}
	otlpAttribute struct {
		Key   string         `json:"key"`
		Value map[string]any `json:"value"`
	}
)

// ExportSpans posts spans. It never fails: nobody could do anything about it.
func (o *otlp) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if len(spans) == 0 {
		return nil
	}
	body, err := json.Marshal(encode(spans))
	if err == nil {
		err = post(ctx, o.client, strings.TrimRight(o.url, "/")+"/v1/traces", body)
	}
	if err != nil {
		o.log.Warn("spans dropped", "spans", len(spans), "error", err)
	}
	return nil
}

// Shutdown has nothing to do: every batch was told, or dropped.
func (*otlp) Shutdown(context.Context) error { return nil }

// encode puts spans, which are all of one provider, into the protocol's form.
func encode(spans []sdk.ReadOnlySpan) otlpBody {
	var r otlpResource
	r.Resource.Attributes = attributes(spans[0].Resource().Attributes())
	r.Scopes = make([]otlpScope, 1)
	scope := &r.Scopes[0]
	scope.Scope.Name = spans[0].InstrumentationScope().Name
	for _, s := range spans {
		span := otlpSpan{
			Trace: s.SpanContext().TraceID().String(), Span: s.SpanContext().SpanID().String(), Name: s.Name(), Kind: int(s.SpanKind()),
			Start: nanos(s.StartTime()), End: nanos(s.EndTime()), Attributes: attributes(s.Attributes()),
		}
		if s.Parent().SpanID().IsValid() {
			span.Parent = s.Parent().SpanID().String()
		}
		if s.Status().Code == codes.Error {
			span.Status = otlpStatus{Code: 2, Message: s.Status().Description}
		}
		scope.Spans = append(scope.Spans, span)
	}
	return otlpBody{Resources: []otlpResource{r}}
}

func nanos(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

// attributes puts those of the kinds we use into the protocol's form.
func attributes(in []attribute.KeyValue) []otlpAttribute {
	out := make([]otlpAttribute, len(in))
	for i, a := range in {
		out[i] = otlpAttribute{Key: string(a.Key), Value: map[string]any{}}
		switch a.Value.Type() {
		case attribute.INT64:
			out[i].Value["intValue"] = strconv.FormatInt(a.Value.AsInt64(), 10)
		case attribute.STRINGSLICE:
			list := []map[string]any{}
			for _, s := range a.Value.AsStringSlice() {
				list = append(list, map[string]any{"stringValue": s})
			}
			out[i].Value["arrayValue"] = map[string]any{"values": list}
		default:
			out[i].Value["stringValue"] = a.Value.String()
		}
	}
	return out
}
