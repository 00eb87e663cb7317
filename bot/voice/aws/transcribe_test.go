package aws_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/aws"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// clip is half a second of sound, and a bit.
func clip() sound.Clip {
	out := make(sound.Clip, sound.Rate/2+7)
	for n := range out {
		out[n] = int16(n * 31)
	}
	return out
}

// stretch is an event of a stretch of speech.
func stretch(partial bool, readings ...string) []byte {
	alternatives := make([]string, 0, len(readings))
	for _, r := range readings {
		alternatives = append(alternatives, fmt.Sprintf(`{"Items":[{"Content":%q,"StartTime":0.1}],"Transcript":%q}`, r, r))
	}
	return event(fmt.Sprintf(`{"Transcript":{"Results":[{"Alternatives":[%s],"EndTime":2.1,"IsPartial":%v,"ResultId":"x","StartTime":0.1}]}}`, strings.Join(alternatives, ","), partial))
}

var silence = event(`{"Transcript":{"Results":[]}}`)

// TestRecognise joins what was heard in the end, and leaves out what was heard meanwhile.
func TestRecognise(t *testing.T) {
	for name, c := range map[string]struct {
		says [][]byte
		want voice.Transcript
	}{
		"words":     {[][]byte{silence, stretch(true, "रमेश"), stretch(true, "रमेश को पाँच"), stretch(false, " रमेश को  पाँच सौ")}, voice.Transcript{Text: "रमेश को पाँच सौ"}},
		"silence":   {[][]byte{silence}, voice.Transcript{}},
		"no word":   {nil, voice.Transcript{}},
		"stretches": {[][]byte{stretch(false, "रमेश को"), stretch(true, "पाँच"), stretch(false), stretch(false, "500")}, voice.Transcript{Text: "रमेश को 500"}},
		"readings": {
			[][]byte{stretch(false, "ramesh ko", "suresh ko", "ramesh ko"), stretch(false, "500", "", "505")},
			voice.Transcript{Text: "ramesh ko 500", Alternatives: []string{"suresh ko 500", "ramesh ko 505"}},
		},
		"many readings": {[][]byte{stretch(false, "a", "b", "c", "d", "e", "f"), stretch(false, "1", "2", "3")}, voice.Transcript{Text: "a 1", Alternatives: []string{"b 1", "c 1", "d 1", "e 1", "a 2"}}},
		"other events":  {[][]byte{written("{", ":message-type", "event", ":event-type", "UtteranceEvent"), stretch(false, "a")}, voice.Transcript{Text: "a"}},
	} {
		a := newAmazon(t)
		a.says = frames(c.says...)
		got, err := a.client(t).Recogniser().Recognise(t.Context(), voice.Speech{Clip: clip(), Lang: "hi", Hints: []string{"ramesh"}})
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestSends sends a note as it came, and sound that is no note as samples, in pieces of
// which none is empty or lasts too long.
func TestSends(t *testing.T) {
	var samples bytes.Buffer
	_ = binary.Write(&samples, binary.LittleEndian, clip())
	note := slices.Repeat([]byte("OggS, or so"), 300)
	for name, c := range map[string]struct {
		speech voice.Speech
		query  url.Values
		sound  []byte
		most   int
	}{
		"samples":     {voice.Speech{Clip: clip(), Lang: "hi"}, url.Values{"language-code": {"hi-IN"}, "media-encoding": {"pcm"}, "sample-rate": {"16000"}}, samples.Bytes(), 6400},
		"a note":      {voice.Speech{Clip: clip(), Note: note, Lang: "ta"}, url.Values{"language-code": {"ta-IN"}, "media-encoding": {"ogg-opus"}, "sample-rate": {"48000"}}, note, 1024},
		"a full note": {voice.Speech{Note: note[:1024], Lang: "en"}, url.Values{"language-code": {"en-IN"}, "media-encoding": {"ogg-opus"}, "sample-rate": {"48000"}}, note[:1024], 1024},
	} {
		a := newAmazon(t)
		a.says = frames(stretch(false, "a"))
		if got, err := a.client(t).Recogniser().Recognise(t.Context(), c.speech); err != nil || got.Text != "a" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if !reflect.DeepEqual(a.query, c.query) || !bytes.Equal(a.sound, c.sound) || slices.Max(a.pieces) != c.most || len(a.pieces) != (len(c.sound)+c.most-1)/c.most {
			t.Errorf("%s: %v, %d bytes in %v", name, a.query, len(a.sound), a.pieces)
		}
	}
}

// TestRecogniseNobody calls nobody for a language that is not known, or when there is
// nothing to be heard.
func TestRecogniseNobody(t *testing.T) {
	a := newAmazon(t)
	r := a.client(t).Recogniser()
	for _, lang := range []string{"hi", "en", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa"} {
		if !r.Hears(lang) {
			t.Error(lang)
		}
	}
	for _, lang := range []string{"", "fr", "hi-IN"} {
		if _, err := r.Recognise(t.Context(), voice.Speech{Clip: clip(), Lang: lang}); !errors.Is(err, voice.ErrLanguage) {
			t.Errorf("%q: %v", lang, err)
		}
	}
	if got, err := r.Recognise(t.Context(), voice.Speech{Lang: "hi"}); err != nil || got.Text != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if a.calls.Load() != 0 || r.Name() != "transcribe" {
		t.Errorf("%s was called %d times", r.Name(), a.calls.Load())
	}
}

// TestNoStream has the service say no before a stream is open. It sends nobody elsewhere.
func TestNoStream(t *testing.T) {
	for status, want := range map[int]error{
		200: voice.ErrAnswer, 204: voice.ErrAnswer, 302: voice.ErrRefused, 400: voice.ErrRefused, 401: voice.ErrRefused,
		403: voice.ErrRefused, 404: voice.ErrRefused, 429: voice.ErrBusy, 500: nil, 503: nil,
	} {
		a := newAmazon(t)
		a.open = func(w http.ResponseWriter, r *http.Request) bool {
			if a.calls.Load() == 1 { // who comes again has failed already, and is not led around for ever
				w.Header().Set("Location", r.URL.String())
			}
			http.Error(w, "ramesh ko secret do", status)
			return false
		}
		_, err := a.client(t).Recogniser().Recognise(t.Context(), voice.Speech{Clip: clip(), Lang: "hi"})
		busy, refused := errors.Is(err, voice.ErrBusy), errors.Is(err, voice.ErrRefused)
		if err == nil || want != nil && !errors.Is(err, want) || want == nil && (busy || refused) || tells(err) || a.calls.Load() != 1 {
			t.Errorf("%d: %v after %d calls", status, err, a.calls.Load())
		}
	}
}

// TestStreamFails has a stream go wrong.
func TestStreamFails(t *testing.T) {
	broken := stretch(false, "ramesh")
	broken[20]++
	large := stretch(true, strings.Repeat("ramesh ", 200_000))
	long := stretch(false, strings.Repeat("ramesh ", 10_000))
	for name, c := range map[string]struct {
		says func(*websocket.Conn)
		want error // nil is one that may pass
	}{
		"bad request":       {frames(exception("BadRequestException")), voice.ErrRefused},
		"after some words":  {frames(stretch(false, "ramesh"), exception("BadRequestException")), voice.ErrRefused},
		"expired":           {frames(exception("ExpiredTokenException")), voice.ErrRefused},
		"limit":             {frames(exception("LimitExceededException")), voice.ErrBusy},
		"throttled":         {frames(exception("ThrottlingException")), voice.ErrBusy},
		"unavailable":       {frames(exception("ServiceUnavailableException")), nil},
		"internal":          {frames(exception("InternalFailureException")), nil},
		"conflict":          {frames(exception("ConflictException")), nil},
		"unheard of":        {frames(exception("ramesh ko")), nil},
		"error":             {frames(written("", ":message-type", "error", ":error-code", "ramesh", ":error-message", "secret")), nil},
		"checksum":          {frames(broken), voice.ErrAnswer},
		"more than a frame": {frames(append(stretch(false, "ramesh"), 0)), voice.ErrAnswer},
		"less than a frame": {frames([]byte{1, 2, 3}), voice.ErrAnswer},
		"nothing":           {frames([]byte{}), voice.ErrAnswer},
		"no type":           {frames(written("{}")), voice.ErrAnswer},
		"no JSON":           {frames(event("ramesh")), voice.ErrAnswer},
		"no payload":        {frames(event("")), voice.ErrAnswer},
		"no transcript":     {frames(event("{}")), voice.ErrAnswer},
		"other JSON":        {frames(event(`{"Transcript":{"Results":"ramesh"}}`)), voice.ErrAnswer},
		"large":             {frames(large), voice.ErrAnswer},
		"no end of words":   {frames(long, long), voice.ErrAnswer},
		"a text":            {func(to *websocket.Conn) { _ = to.Write(context.Background(), websocket.MessageText, []byte("ramesh")) }, voice.ErrAnswer},
		"cut off":           {func(to *websocket.Conn) { _ = to.CloseNow() }, nil},
		"cut off in between": {func(to *websocket.Conn) {
			_ = to.Write(context.Background(), websocket.MessageBinary, stretch(false, "ramesh"))
			_ = to.CloseNow()
		}, nil},
		"hung up": {func(to *websocket.Conn) { _ = to.Close(websocket.StatusInternalError, "ramesh ko") }, nil},
	} {
		a := newAmazon(t)
		a.says = c.says
		got, err := a.client(t).Recogniser().Recognise(t.Context(), voice.Speech{Clip: clip(), Lang: "hi"})
		passes := err != nil && !errors.Is(err, voice.ErrRefused) && !errors.Is(err, voice.ErrBusy) && !errors.Is(err, voice.ErrAnswer)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || c.want == nil && !passes || tells(err) || got.Text != "" || a.calls.Load() != 1 {
			t.Errorf("%s: %+v, %v after %d calls", name, got, err, a.calls.Load())
		}
	}
}

// TestHungUpEarly does not take for all what was heard of a part.
func TestHungUpEarly(t *testing.T) {
	a := newAmazon(t)
	a.first = frames(stretch(false, "ramesh"))
	a.says = func(*websocket.Conn) {}
	long := make([]byte, 32<<20) // more than waits on a connection
	if got, err := a.client(t).Recogniser().Recognise(t.Context(), voice.Speech{Note: long, Lang: "hi"}); err == nil {
		t.Errorf("%+v of %d bytes", got, len(a.sound))
	}
}

// TestSaysNoEarly hears why it is not listened to, though it was still talking.
func TestSaysNoEarly(t *testing.T) {
	a := newAmazon(t)
	a.first = func(to *websocket.Conn) {
		_ = to.Write(context.Background(), websocket.MessageBinary, exception("LimitExceededException"))
		<-a.end
	}
	long := make([]byte, 32<<20)
	if _, err := a.client(t).Recogniser().Recognise(t.Context(), voice.Speech{Note: long, Lang: "hi"}); !errors.Is(err, voice.ErrBusy) {
		t.Error(err)
	}
}

// TestSlowStream gives up when its caller does, whatever the service is at.
func TestSlowStream(t *testing.T) {
	for name, slow := range map[string]func(a *amazon, leave func()){
		"opens late": func(a *amazon, leave func()) {
			a.open = func(http.ResponseWriter, *http.Request) bool { leave(); <-a.end; return false }
		},
		"does not listen": func(a *amazon, leave func()) { a.first = func(*websocket.Conn) { leave(); <-a.end } },
		"does not answer": func(a *amazon, leave func()) { a.says = func(*websocket.Conn) { leave(); <-a.end } },
	} {
		a := newAmazon(t)
		ctx, cancel := context.WithCancel(t.Context())
		slow(a, cancel)
		_, err := a.client(t).Recogniser().Recognise(ctx, voice.Speech{Note: make([]byte, 8<<20), Lang: "hi"})
		if !errors.Is(err, context.Canceled) || tells(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOpenNobody has nobody there: an error does not say where, as that opens the stream.
func TestOpenNobody(t *testing.T) {
	gone := newAmazon(t)
	at := gone.URL
	gone.Close()
	for name, change := range map[string]func(*aws.Config){
		"nobody":     func(c *aws.Config) { c.Transcribe = at },
		"no address": func(c *aws.Config) { c.Transcribe = "http://[" },
		"no scheme":  func(c *aws.Config) { c.Transcribe = "ftp://localhost" },
	} {
		if _, err := gone.client(t, change).Recogniser().Recognise(t.Context(), voice.Speech{Clip: clip(), Lang: "hi"}); err == nil || tells(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
