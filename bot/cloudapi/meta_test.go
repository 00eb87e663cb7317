package cloudapi

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

const (
	token  = "EAAtoken"
	secret = "app secret"
	verify = "verify word"
	number = "42"
)

// request is what Meta was asked.
type request struct {
	line string // method and path
	auth string
	kind string
	body []byte
}

// meta is a Graph API that answers as it is told, and keeps what it is asked.
type meta struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []request
	answer http.HandlerFunc
}

// accepted answers as Meta does to a message.
func accepted(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `{"messaging_product":"whatsapp","contacts":[{"input":"919800000001","wa_id":"919800000001"}],"messages":[{"id":"wamid.OUT"}]}`)
}

// says answers a status and a body.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func newMeta(t testing.TB, answer http.HandlerFunc) *meta {
	m := &meta{answer: answer}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		m.asked = append(m.asked, request{r.Method + " " + r.URL.Path, r.Header.Get("Authorization"), r.Header.Get("Content-Type"), body})
		m.mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		m.answer(w, r)
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *meta) requests() []request {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked
}

// channelTo is a channel to a Graph API, and what it logs.
func channelTo(t testing.TB, base string) (*Channel, *bytes.Buffer) {
	t.Helper()
	log := &logged{}
	c, err := New(Config{
		Base: base, Version: "v25.0", Number: number, Token: token, Secret: secret, Verify: verify,
		Clock: leaping{bottest.NewClock(noon)}, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c, &log.Buffer
}

// leaping is a clock that leaps over every wait.
type leaping struct{ *bottest.Clock }

func (l leaping) After(d time.Duration) <-chan time.Time {
	ring := l.Clock.After(d)
	l.Advance(d)
	return ring
}

// logged is a buffer for a log that several goroutines write.
type logged struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}
