package sarvam_test

import (
	"context"
	"encoding/base64"
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
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// What no error and no log may hold.
const (
	key  = "sk_very_secret"
	said = "ramesh ko paanch sau udhaar"
)

// service is Sarvam by its contract: what it is sent is checked, and kept.
type service struct {
	*httptest.Server
	t      *testing.T
	answer http.HandlerFunc // after the checks; nil answers well

	mu    sync.Mutex
	notes []note
	texts []map[string]any
}

// note is a file that was sent to be heard.
type note struct {
	form       map[string]string
	data       []byte
	name, kind string
}

func newService(t *testing.T, answer http.HandlerFunc) *service {
	t.Helper()
	s := &service{t: t, answer: answer}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /speech-to-text", s.hear)
	mux.HandleFunc("POST /text-to-speech", s.speak)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// calls is how often it was called.
func (s *service) calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.notes) + len(s.texts)
}

// hear takes a note in a form. It refuses what lasts longer than 30 s, and answers with
// the number of samples.
func (s *service) hear(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("api-subscription-key") != key {
		s.t.Error("the wrong key")
	}
	if r.ParseMultipartForm(8<<20) != nil {
		w.WriteHeader(http.StatusBadRequest) // or it was called off meanwhile
		return
	}
	n := note{form: map[string]string{}}
	for name, values := range r.MultipartForm.Value {
		n.form[name] = strings.Join(values, "|")
	}
	f, head, err := r.FormFile("file")
	if err != nil || len(r.MultipartForm.File) != 1 {
		s.t.Errorf("no file: %v", err)
		return
	}
	n.data, _ = io.ReadAll(f)
	n.name, n.kind = head.Filename, head.Header.Get("Content-Type")
	s.mu.Lock()
	s.notes = append(s.notes, n)
	s.mu.Unlock()
	length := samples(n.data)
	if s.answer != nil {
		s.answer(w, r)
	} else if length > 30*sound.Rate {
		http.Error(w, `{"error":{"code":"invalid_request_error"}}`, http.StatusBadRequest)
	} else {
		fmt.Fprintf(w, `{"request_id":"1","transcript":"%d","language_code":%q}`, length, n.form["language_code"])
	}
}

// speak takes a text in JSON, and answers with a sample for each letter.
func (s *service) speak(w http.ResponseWriter, r *http.Request) {
	text := map[string]any{}
	err := json.NewDecoder(r.Body).Decode(&text)
	if err != nil || r.Header.Get("api-subscription-key") != key || r.Header.Get("Content-Type") != "application/json" {
		s.t.Errorf("no JSON, or the wrong key: %v", err)
		return
	}
	s.mu.Lock()
	s.texts = append(s.texts, text)
	s.mu.Unlock()
	if s.answer != nil {
		s.answer(w, r)
		return
	}
	words, _ := text["text"].(string)
	clip := sound.Clip{}
	for _, r := range words {
		clip = append(clip, int16(r))
	}
	fmt.Fprintf(w, `{"request_id":"1","audios":[%q]}`, base64.StdEncoding.EncodeToString(clip.WAV()))
}

// header is how long the header of a WAV file is.
var header = len(sound.Clip{}.WAV())

// samples is how many a WAV file has; 0 for a note.
func samples(file []byte) int {
	if !strings.HasPrefix(string(file), "RIFF") {
		return 0
	}
	return (len(file) - header) / 2
}

// read reads the WAV files that the service sends.
func read(_ context.Context, data []byte) (sound.Clip, error) {
	if !strings.HasPrefix(string(data), "RIFF") {
		return nil, sound.ErrKind
	}
	out := make(sound.Clip, samples(data))
	for i := range out {
		out[i] = int16(uint16(data[header+2*i]) | uint16(data[header+2*i+1])<<8)
	}
	return out, nil
}

func (s *service) client(change ...func(*sarvam.Config)) *sarvam.Client {
	s.t.Helper()
	c := sarvam.Config{Key: key, URL: s.URL, Clock: bottest.NewClock(time.Unix(1e9, 0)), Decode: read}
	for _, f := range change {
		f(&c)
	}
	client, err := sarvam.New(c)
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

// speech is a voice note of some seconds.
func speech(seconds float64) voice.Speech {
	return voice.Speech{
		Clip: make(sound.Clip, int(seconds*sound.Rate)), Note: []byte("OggS a note"),
		Lang: "hi", Hints: []string{"Ramesh", "आटा"},
	}
}

// ways are both things that a client does, as far as they fail alike.
var ways = map[string]func(context.Context, *sarvam.Client) error{
	"hearing": func(ctx context.Context, c *sarvam.Client) error {
		_, err := c.Recognise(ctx, speech(1))
		return err
	},
	"speaking": func(ctx context.Context, c *sarvam.Client) error {
		_, err := c.Synthesise(ctx, said, "hi")
		return err
	},
}
