package main

import (
	"bytes"
	"crypto/tls"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// TestWitness tells of each trouble once, and of its end; of strangers' nothing.
func TestWitness(t *testing.T) {
	clock := bottest.NewClock(time.Now().Truncate(time.Second))
	cert := newIssuer(t).make(clock.Now(), clock.Now().Add(20*24*time.Hour), botHost).pair(t)
	var log bytes.Buffer
	var fails error
	w := newWitness(func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		if fails != nil {
			return nil, fails
		}
		return cert, nil
	}, clock, slog.New(slog.NewTextHandler(&log, nil)), botHost)
	step := func(name, want string) {
		t.Helper()
		log.Reset()
		for range 3 {
			if got, err := w.serve(&tls.ClientHelloInfo{ServerName: name}); !errors.Is(err, fails) || (got == nil) != (err != nil) {
				t.Errorf("got %v, %v", got, err)
			}
		}
		if lines := strings.Count(log.String(), "\n"); want == "" && lines > 0 || want != "" && (lines != 1 || !strings.Contains(log.String(), want)) {
			t.Errorf("%q: the log is %s", want, log.String())
		}
	}
	step(botHost, "")
	fails = errors.New("the authority is away")
	step("stranger.example", "")
	step(botHost, "authority is away")
	fails = errors.New("too many")
	step(botHost, "too many")
	fails = nil
	step(botHost, "well again")
	clock.Advance(6 * 24 * time.Hour)
	step(botHost, "")
	clock.Advance(time.Second)
	step(botHost, "ends on "+cert.Leaf.NotAfter.Format(time.DateOnly))
	step("", "")
}
