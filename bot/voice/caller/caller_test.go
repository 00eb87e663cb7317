package caller_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// errPasses stands for what is none of the errors that are told apart.
var errPasses = errors.New("it may pass with time")

// TestStatus is what every status means to whoever called.
func TestStatus(t *testing.T) {
	for code, want := range map[int]error{
		200: nil, 201: errPasses, 204: errPasses,
		301: voice.ErrRefused, 307: voice.ErrRefused, 308: voice.ErrRefused,
		400: voice.ErrRefused, 401: voice.ErrRefused, 402: voice.ErrRefused, 403: voice.ErrRefused, 404: voice.ErrRefused,
		408: errPasses, 413: voice.ErrRefused, 415: voice.ErrRefused, 422: voice.ErrRefused, 425: errPasses, 429: voice.ErrBusy,
		500: errPasses, 502: errPasses, 503: errPasses, 529: errPasses,
	} {
		called := 0
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			called++
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, "why")
		}))
		got, err := caller.New("far", nil).Post(t.Context(), caller.Request{URL: s.URL + "?key=secret", Max: 3})
		is := err
		if err != nil && !errors.Is(err, voice.ErrRefused) && !errors.Is(err, voice.ErrBusy) && !errors.Is(err, voice.ErrAnswer) {
			is = errPasses
		}
		if !errors.Is(is, want) || called != 1 || code != 204 && string(got) != "why" {
			t.Errorf("%d: %q, %v after %d calls", code, got, err, called)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || !strings.HasPrefix(err.Error(), "far: ")) {
			t.Errorf("%d: %v", code, err)
		}
		s.Close()
	}
}

// TestMax reads what it may, and one byte more is too much.
func TestMax(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"a":1}`) }))
	defer s.Close()
	for limit, want := range map[int]error{7: nil, 6: voice.ErrAnswer, 0: voice.ErrAnswer} {
		var answer struct{ A int }
		err := caller.New("far", nil).JSON(t.Context(), caller.Request{URL: s.URL, Max: limit}, &answer)
		if !errors.Is(err, want) || (answer.A == 1) != (want == nil) {
			t.Errorf("%d: %+v, %v", limit, answer, err)
		}
	}
}

// TestNowhere calls what cannot be called, and does not say what that was.
func TestNowhere(t *testing.T) {
	for _, url := range []string{"http://[::1?key=secret", "gopher://far?key=secret", "http://127.0.0.1:1/?key=secret"} {
		_, err := caller.New("far", nil).Post(t.Context(), caller.Request{URL: url})
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", url, err)
		}
	}
	_, err := caller.New("far", nil).Post(t.Context(), caller.Request{
		URL: "http://127.0.0.1:1", Header: http.Header{"Authorization": {"se\ncret"}},
	})
	if err == nil || strings.Contains(err.Error(), "cret") {
		t.Error(err)
	}
}

// TestForm is that a form arrives as it was filled in.
func TestForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfN(rapid.String(), 0, 9).Draw(t, "fields")
		for i := 0; i < len(fields); i += 2 {
			fields[i] = "f" + string(rune('a'+i)) // names are ours
		}
		f := caller.WAV(sound.Clip(rapid.SliceOf(rapid.Int16()).Draw(t, "clip")))
		if note := rapid.SliceOf(rapid.Byte()).Draw(t, "note"); len(note) > 0 {
			f = caller.Note(note)
		}
		body, kind := caller.Form(f, fields...)
		var want []string
		for i := 0; i+1 < len(fields); i += 2 {
			if fields[i+1] != "" {
				want = append(want, fields[i], fields[i+1])
			}
		}
		_, with, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatal(err)
		}
		parts := multipart.NewReader(bytes.NewReader(body), with["boundary"])
		var got []string
		for {
			p, err := parts.NextPart()
			if err != nil {
				t.Fatalf("no file: %v", err)
			}
			data, err := io.ReadAll(p)
			if err != nil {
				t.Fatal(err)
			}
			if p.FormName() == "file" {
				if p.FileName() != f.Name || p.Header.Get("Content-Type") != f.Kind || !bytes.Equal(data, f.Data) {
					t.Fatalf("%v with %d bytes", p.Header, len(data))
				}
				break
			}
			got = append(got, p.FormName(), string(data))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q of %q", got, fields)
		}
	})
}

// TestSteady leaves alone what fails, and calls again what says no.
func TestSteady(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		down bool
	}{
		"refused":  {voice.ErrRefused, false},
		"language": {voice.ErrLanguage, false},
		"busy":     {voice.ErrBusy, true},
		"answer":   {voice.ErrAnswer, true},
		"passing":  {errPasses, true},
	} {
		s := caller.Steady("far", bottest.NewClock(time.Unix(1e9, 0)), nil)
		for range steady.DefaultFailures {
			_ = s.Do(t.Context(), func(context.Context) error { return c.err })
		}
		if (s.State() == "open") != c.down || s.Counts().Retried != 0 {
			t.Errorf("%s: it is %s, %+v", name, s.State(), s.Counts())
		}
	}
}
