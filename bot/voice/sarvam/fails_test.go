package sarvam_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
)

// errPasses stands for what is none of the errors that are told apart.
var errPasses = errors.New("it may pass with time")

// tells is which of the errors it is.
func tells(err error) error {
	for _, e := range []error{voice.ErrRefused, voice.ErrBusy, voice.ErrLanguage, voice.ErrAnswer} {
		if errors.Is(err, e) {
			return e
		}
	}
	return errPasses
}

// status refuses with a body that must not be repeated.
func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, said+" "+key, code) }
}

// body answers 200 with something else.
func body(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, text)
	}
}

// TestFails has the service do everything but what it was asked for.
func TestFails(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
	}{
		"bad request": {status(400), voice.ErrRefused},
		"no such key": {status(401), voice.ErrRefused},
		"not allowed": {status(403), voice.ErrRefused},
		"not there":   {status(404), voice.ErrRefused},
		"too large":   {status(413), voice.ErrRefused},
		"odd":         {status(422), voice.ErrRefused},
		"too often":   {status(429), voice.ErrBusy},
		"broken":      {status(500), errPasses},
		"not up":      {status(503), errPasses},
		"no content":  {status(204), errPasses},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, voice.ErrRefused},
		"a page":       {body("text/html", "<html>"+said+"</html>"), voice.ErrAnswer},
		"wrong JSON":   {body("application/json", `{"transcript":["`+said+`"]}`), voice.ErrAnswer},
		"other JSON":   {body("application/json", `{"error":"`+said+`"}`), voice.ErrAnswer},
		"half of JSON": {body("application/json", `{"transcript":"`+said), voice.ErrAnswer},
		"nothing":      {body("application/json", ""), voice.ErrAnswer},
		"cut off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"transcript":"`+said)
		}, errPasses},
		"hung up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, errPasses},
	} {
		for way, do := range ways {
			t.Run(name+"/"+way, func(t *testing.T) {
				var log bytes.Buffer
				s := newService(t, c.answer)
				client := s.client(func(c *sarvam.Config) {
					c.URL += "?key=" + key
					c.Log = slog.New(slog.NewTextHandler(&log, nil))
				})
				for range steady.DefaultFailures {
					err := do(t.Context(), client)
					if err == nil || !errors.Is(tells(err), c.want) {
						t.Fatalf("%v, want %v", err, c.want)
					}
					noted(t, err.Error())
				}
				final := errors.Is(c.want, voice.ErrRefused)
				if err := do(t.Context(), client); errors.Is(err, steady.ErrDown) == final {
					t.Errorf("then %v", err)
				}
				noted(t, log.String())
			})
		}
	}
}

// TestNoEnd has the service answer more than any answer has.
func TestNoEnd(t *testing.T) {
	for way, do := range ways {
		s := newService(t, body("application/json", strings.Repeat(" ", 17<<20)))
		if err := do(t.Context(), s.client()); !errors.Is(err, voice.ErrAnswer) {
			t.Errorf("%s: %v", way, err)
		}
	}
}

// noted fails when something holds what must not be written down.
func noted(t *testing.T, text string) {
	t.Helper()
	if strings.Contains(text, key) || strings.Contains(text, "ramesh") {
		t.Errorf("%q holds what was said, or the key", text)
	}
}

// TestSlow has the service answer later than the caller waits, and goes on without it.
func TestSlow(t *testing.T) {
	for way, do := range ways {
		s := newService(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		client := s.client()
		for range steady.DefaultFailures {
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			if err := do(ctx, client); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", way, err)
			}
			cancel()
		}
		if err := do(t.Context(), client); !errors.Is(err, steady.ErrDown) {
			t.Errorf("%s: then %v", way, err)
		}
	}
}

// TestNobodyThere has nobody listen, and the error not say where with its query.
func TestNobodyThere(t *testing.T) {
	s := newService(t, nil)
	client := s.client(func(c *sarvam.Config) { c.URL += "?key=" + key })
	s.Close()
	for way, do := range ways {
		err := do(t.Context(), client)
		if err == nil || !errors.Is(tells(err), errPasses) {
			t.Errorf("%s: %v", way, err)
			continue
		}
		noted(t, err.Error())
	}
}

// TestGuarded asks the guard, which has its way.
func TestGuarded(t *testing.T) {
	errAbroad := errors.New("abroad")
	for way, do := range ways {
		s := newService(t, nil)
		client := s.client(func(c *sarvam.Config) {
			c.Guard = func(*http.Transport) http.RoundTripper {
				return trip(func(*http.Request) (*http.Response, error) { return nil, errAbroad })
			}
		})
		if err := do(t.Context(), client); !errors.Is(err, errAbroad) || s.calls() != 0 {
			t.Errorf("%s: %v after %d calls", way, err, s.calls())
		}
	}
}

// trip is a way to call.
type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
