package openai_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// What no error and no log may hold.
const (
	key  = "sk-very-secret"
	said = "ramesh ko paanch sau udhaar"
)

// service is a service by its contract: what it is sent is checked, and kept.
type service struct {
	*httptest.Server
	t      *testing.T
	answer http.HandlerFunc // after the checks; nil answers well

	mu    sync.Mutex
	calls int
	form  map[string]string // of the last note
	file  []byte
	name  string
	kind  string // of the file
	text  map[string]string
}

func newService(t *testing.T, answer http.HandlerFunc) *service {
	t.Helper()
	s := &service{t: t, answer: answer}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/audio/transcriptions", s.hear)
	mux.HandleFunc("POST /inference", s.hear)
	mux.HandleFunc("POST /v1/audio/speech", s.speak)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// hear takes a note in a form.
func (s *service) hear(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.form = map[string]string{}
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		s.t.Errorf("no form: %v", err)
		return
	}
	for name, values := range r.MultipartForm.Value {
		s.form[name] = strings.Join(values, "|")
	}
	s.form["key"] = r.Header.Get("Authorization")
	f, head, err := r.FormFile("file")
	if err != nil || len(r.MultipartForm.File) != 1 {
		s.t.Errorf("no file: %v", err)
		return
	}
	s.file, _ = io.ReadAll(f)
	s.name, s.kind = head.Filename, head.Header.Get("Content-Type")
	s.reply(w, r, func() { fmt.Fprintf(w, `{"text":%q}`, said) })
}

// speak takes a text in JSON.
func (s *service) speak(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.text = map[string]string{}
	if err := json.NewDecoder(r.Body).Decode(&s.text); err != nil || r.Header.Get("Content-Type") != "application/json" {
		s.t.Errorf("no JSON: %v", err)
	}
	s.text["key"] = r.Header.Get("Authorization")
	s.reply(w, r, func() { _, _ = w.Write(tone(100).WAV()) })
}

func (s *service) reply(w http.ResponseWriter, r *http.Request, well func()) {
	if s.answer == nil {
		well()
		return
	}
	s.answer(w, r)
}

func (s *service) client(change ...func(*openai.Config)) *openai.Client {
	s.t.Helper()
	c := openai.Config{
		Key: key, URL: s.URL + "/v1", Clock: bottest.NewClock(time.Unix(1e9, 0)),
		Decode: func(_ context.Context, data []byte) (sound.Clip, error) {
			if !strings.HasPrefix(string(data), "RIFF") {
				return nil, sound.ErrKind
			}
			return make(sound.Clip, (len(data)-len(sound.Clip{}.WAV()))/2), nil
		},
	}
	for _, f := range change {
		f(&c)
	}
	client, err := openai.New(c)
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

// tone is a clip of some milliseconds.
func tone(ms int) sound.Clip {
	out := make(sound.Clip, ms*sound.Rate/1000)
	for i := range out {
		out[i] = int16(i % 100 * 50)
	}
	return out
}

// speech is a voice note of a second.
func speech() voice.Speech {
	return voice.Speech{Clip: tone(1000), Note: []byte("OggS a note"), Lang: "hi", Hints: []string{"Ramesh", "atta"}}
}

// ways are both things that a client does, as far as they fail alike.
var ways = map[string]func(context.Context, *openai.Client) error{
	"hearing": func(ctx context.Context, c *openai.Client) error {
		_, err := c.Recognise(ctx, speech())
		return err
	},
	"speaking": func(ctx context.Context, c *openai.Client) error {
		_, err := c.Synthesise(ctx, said, "hi")
		return err
	},
}
