package aws

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// FuzzRead reads frames that anything may stand in: as they are, and as the payload and the
// headers of one whose lengths and checksums hold. Reading never fails in a way that is not
// known, tells nothing of what it read, and keeps no more than it may.
func FuzzRead(f *testing.F) {
	for _, payload := range []string{
		"", "{}", "null", `{"Transcript":null}`, `{"Transcript":{"Results":[]}}`,
		`{"Transcript":{"Results":[{"Alternatives":[{"Transcript":"रमेश को"},{"Transcript":"सुरेश को"}],"IsPartial":false}]}}`,
		`{"Transcript":{"Results":[{"Alternatives":[{"Transcript":" "}]},{"Alternatives":[],"IsPartial":true},{}]}}`,
		`{"Message":"no"}`,
	} {
		f.Add([]byte(payload), "event", "TranscriptEvent")
		f.Add([]byte(payload), "exception", "LimitExceededException")
	}
	whole, err := frame([]byte("sound"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, "", "")
	f.Add(whole[:20], "error", "BadRequestException")
	f.Fuzz(func(t *testing.T, raw []byte, kind, name string) {
		check(t, raw, raw)
		check(t, raw, sealed(t, raw, kind, name))
	})
}

// longest is how many bytes of a word go into a header.
const longest = 1000

// sealed is a frame with a payload, of a kind.
func sealed(t *testing.T, payload []byte, kind, name string) []byte {
	t.Helper()
	m := eventstream.Message{Payload: payload}
	for _, header := range []string{":event-type", ":exception-type", ":error-code"} {
		m.Headers.Set(header, eventstream.StringValue(name[:min(len(name), longest)]))
	}
	m.Headers.Set(":message-type", eventstream.StringValue(kind[:min(len(kind), longest)]))
	var out bytes.Buffer
	if err := eventstream.NewEncoder().Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func check(t *testing.T, payload, frame []byte) {
	t.Helper()
	results, err := read(frame)
	again, _ := read(frame)
	if !reflect.DeepEqual(results, again) {
		t.Fatalf("%+v, then %+v", results, again)
	}
	var h heard
	for range 3 {
		if err == nil {
			err = h.add(results)
		}
	}
	if err != nil {
		known := errors.Is(err, voice.ErrAnswer) || errors.Is(err, voice.ErrRefused) || errors.Is(err, voice.ErrBusy) || errors.Is(err, voice.ErrLanguage) || errors.Is(err, errFailed)
		if !known || len(err.Error()) > 100 || len(payload) > 100 && strings.Contains(err.Error(), string(payload)) {
			t.Fatal(err)
		}
	}
	got := h.transcript()
	if len(got.Alternatives) > maxReadings || len(got.Text) > 2*maxHeard {
		t.Fatalf("%d alternatives, %d bytes", len(got.Alternatives), len(got.Text))
	}
	for _, other := range got.Alternatives {
		if other == got.Text || other == "" {
			t.Fatalf("%q beside %q", other, got.Text)
		}
	}
}
