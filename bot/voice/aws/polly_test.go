package aws_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/aws"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// pcm answers with samples.
func pcm(raw ...byte) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "audio/pcm")
		_, _ = w.Write(raw)
	}
}

// refuses answers with an error as Polly names it, and says what nobody may repeat.
func refuses(status int, word string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", word)
		w.WriteHeader(status)
		fmt.Fprint(w, `{"message":"ramesh ko secret do"}`)
	}
}

// TestSynthesise asks for samples of the one voice that speaks both languages.
func TestSynthesise(t *testing.T) {
	for lang, code := range map[string]string{"hi": "hi-IN", "en": "en-IN"} {
		a := newAmazon(t)
		a.speak = pcm(1, 0, 0xff, 0xff, 0, 0x80)
		got, err := a.client(t).Synthesiser().Synthesise(t.Context(), "पाँच सौ <रुपये>", lang)
		if want := (sound.Clip{1, -1, -32768}); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v", lang, got, err)
		}
		var asked map[string]any
		if err := json.Unmarshal([]byte(a.asked), &asked); err != nil || !reflect.DeepEqual(asked, map[string]any{
			"Engine": "neural", "LanguageCode": code, "OutputFormat": "pcm", "SampleRate": "16000",
			"Text": "पाँच सौ <रुपये>", "TextType": "text", "VoiceId": "Kajal",
		}) {
			t.Errorf("%s: asked for %s", lang, a.asked)
		}
	}
}

// TestSpeaks speaks no other languages, and calls nobody for them.
func TestSpeaks(t *testing.T) {
	a := newAmazon(t)
	s := a.client(t).Synthesiser()
	for _, lang := range []string{"ta", "te", "bn", "mr", "gu", "kn", "ml", "pa", "", "hi-IN"} {
		if _, err := s.Synthesise(t.Context(), "a", lang); !errors.Is(err, voice.ErrLanguage) || s.Speaks(lang) {
			t.Errorf("%q: %v", lang, err)
		}
	}
	if a.calls.Load() != 0 || !s.Speaks("hi") || !s.Speaks("en") || s.Name() != "polly" {
		t.Errorf("%s was called %d times", s.Name(), a.calls.Load())
	}
}

// TestPollyFails says why, without what was to be said, and tries once.
func TestPollyFails(t *testing.T) {
	for name, c := range map[string]struct {
		speak func(http.ResponseWriter, *http.Request)
		want  error // nil is one that may pass
	}{
		"too long":     {refuses(400, "TextLengthExceededException"), voice.ErrRefused},
		"language":     {refuses(400, "LanguageNotSupportedException"), voice.ErrLanguage},
		"400":          {refuses(400, "RameshException"), voice.ErrRefused},
		"401":          {refuses(401, ""), voice.ErrRefused},
		"403":          {refuses(403, "InvalidSignatureException"), voice.ErrRefused},
		"404":          {refuses(404, ""), voice.ErrRefused},
		"elsewhere":    {refuses(307, ""), voice.ErrRefused},
		"throttled":    {refuses(400, "ThrottlingException"), voice.ErrBusy},
		"429":          {refuses(429, ""), voice.ErrBusy},
		"500":          {refuses(500, "ServiceFailureException"), nil},
		"502":          {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<html>ramesh", http.StatusBadGateway) }, nil},
		"empty":        {pcm(), voice.ErrAnswer},
		"half":         {pcm(1, 2, 3), voice.ErrAnswer},
		"no end":       {pcm(make([]byte, 6<<20)...), voice.ErrAnswer},
		"other format": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ramesh") }, voice.ErrAnswer},
		"cut off": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			pcm(1, 2, 3, 4)(w, r)
		}, nil},
		"gone": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, nil},
	} {
		a := newAmazon(t)
		a.speak = c.speak
		got, err := a.client(t).Synthesiser().Synthesise(t.Context(), "ramesh ko", "hi")
		passes := err != nil && !errors.Is(err, voice.ErrRefused) && !errors.Is(err, voice.ErrBusy) && !errors.Is(err, voice.ErrAnswer)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || c.want == nil && !passes || tells(err) || got != nil || a.calls.Load() != 1 {
			t.Errorf("%s: %d samples, %v after %d calls", name, len(got), err, a.calls.Load())
		}
	}
}

// TestBodyIsOnlyRead sends a text by a body that cannot write itself: one that can lost the
// end of an answer now and then.
func TestBodyIsOnlyRead(t *testing.T) {
	a, sent := newAmazon(t), 0
	a.speak = pcm(1, 2)
	c := a.client(t, func(c *aws.Config) {
		c.Guard = func(by *http.Transport) http.RoundTripper {
			return through(func(r *http.Request) (*http.Response, error) {
				if _, writes := r.Body.(io.WriterTo); writes {
					t.Errorf("sent by a %T", r.Body)
				}
				sent++
				return by.RoundTrip(r)
			})
		}
	})
	if got, err := c.Synthesiser().Synthesise(t.Context(), "a", "hi"); err != nil || len(got) != 1 || sent != 1 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestSlowPolly gives up when its caller does, before and in the middle of an answer.
func TestSlowPolly(t *testing.T) {
	for name, begin := range map[string]func(http.ResponseWriter){
		"late": func(http.ResponseWriter) {},
		"slow": func(w http.ResponseWriter) {
			pcm(1, 2)(w, nil)
			_ = http.NewResponseController(w).Flush()
		},
	} {
		a := newAmazon(t)
		ctx, cancel := context.WithCancel(t.Context())
		a.speak = func(w http.ResponseWriter, r *http.Request) { begin(w); cancel(); <-r.Context().Done() }
		if _, err := a.client(t).Synthesiser().Synthesise(ctx, "ramesh", "hi"); !errors.Is(err, context.Canceled) || tells(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
