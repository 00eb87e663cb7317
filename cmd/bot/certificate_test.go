package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

const botHost = "bot.example.in"

// yearFrom is a year from a time.
func yearFrom(at time.Time) (from, until time.Time) { return at, at.AddDate(1, 0, 0) }

// serveOver answers on a listener until the test ends, and returns where.
func serveOver(t *testing.T, l net.Listener) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "namaste") })
	go func() { done <- serveHTTP(ctx, l, h, slog.New(slog.DiscardHandler)) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// listener is one on a free port.
func listener(t *testing.T) net.Listener {
	t.Helper()
	l, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// answered is how a page came.
type answered struct {
	proto  string
	serial int64 // of the certificate
	body   string
}

// call gets a page of a host, with a connection of its own.
func call(t *testing.T, addr, host string, roots *x509.CertPool, newest uint16) (answered, error) {
	t.Helper()
	way := &http.Transport{
		ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS10, MaxVersion: newest},
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", addr)
		},
	}
	defer way.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+host+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := way.RoundTrip(r)
	if err != nil {
		return answered{}, err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	return answered{answer.Proto, answer.TLS.PeerCertificates[0].SerialNumber.Int64(), string(said)}, err
}

// TestCertificateIsRenewed has the files change under a bot that runs: who connects
// sees the new certificate once it has been looked for, and a certificate that fits
// its key at any time.
func TestCertificateIsRenewed(t *testing.T) {
	clock := bottest.NewClock(time.Now())
	var log bytes.Buffer
	authority, dir := newIssuer(t), t.TempDir()
	from, until := yearFrom(clock.Now())
	next := func() made { return authority.make(from, until, botHost) }
	s := next().in(t, dir)
	c, err := newCertificate(s, clock, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	addr := serveOver(t, tls.NewListener(listener(t), modern(c.serve)))
	sees := func(when string, serial int64) {
		t.Helper()
		answer, err := call(t, addr, botHost, authority.roots(), 0)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if answer.serial != serial || answer.body != "namaste" {
			t.Errorf("%s: certificate %d, want %d; said %q", when, answer.serial, serial, answer.body)
		}
	}
	sees("at first", 1)
	next().in(t, dir)
	clock.Advance(recheck - time.Second)
	sees("before it is looked for", 1)
	clock.Advance(time.Second)
	sees("when it is looked for", 2)
	if !strings.Contains(log.String(), "read again") {
		t.Errorf("the log is %s", log.String())
	}
	third := next()
	third.write(t, s.Cert, third.cert)
	clock.Advance(recheck)
	sees("with half of the new one", 2)
	clock.Advance(recheck)
	sees("and later", 2)
	if n := strings.Count(log.String(), "cannot be used"); n != 1 {
		t.Errorf("said %d times that it does not fit: %s", n, log.String())
	}
	third.write(t, s.Key, third.key)
	clock.Advance(recheck)
	sees("with all of it", 3)
	if err := os.Remove(s.Key); err != nil {
		t.Fatal(err)
	}
	clock.Advance(recheck)
	sees("without a key", 3)
}

// write puts one of its parts into a file.
func (made) write(t testing.TB, name string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestModern speaks HTTP/2 and no TLS of the last century.
func TestModern(t *testing.T) {
	authority := newIssuer(t)
	from, until := yearFrom(time.Now().Add(-time.Hour))
	s := authority.make(from, until, botHost).in(t, t.TempDir())
	l, err := s.wrap(t.Context(), listener(t), t.TempDir(), nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	addr := serveOver(t, l)
	for newest, want := range map[uint16]string{0: "HTTP/2.0", tls.VersionTLS13: "HTTP/2.0", tls.VersionTLS12: "HTTP/2.0", tls.VersionTLS11: "", tls.VersionTLS10: ""} {
		answer, err := call(t, addr, botHost, authority.roots(), newest)
		if (err != nil) != (want == "") || answer.proto != want {
			t.Errorf("%s: %v, %v", tls.VersionName(newest), answer, err)
		}
	}
	if _, err := call(t, addr, "other.example.in", authority.roots(), 0); err == nil {
		t.Error("another host is believed")
	}
}

// TestUnusable refuses files that are no certificate with its key, in a line that
// says what to do, and leaves no port open.
func TestUnusable(t *testing.T) {
	authority := newIssuer(t)
	from, until := yearFrom(time.Now())
	one, two := authority.make(from, until, botHost), authority.make(from, until, botHost)
	for name, c := range map[string]struct {
		is   made
		want string
	}{
		"another's key":  {made{one.cert, two.key}, "does not match"},
		"exchanged":      {made{one.key, one.cert}, "PEM"},
		"two keys":       {made{one.key, one.key}, "PEM"},
		"nothing":        {made{}, "PEM"},
		"something else": {made{[]byte("namaste"), one.key}, "PEM"},
		"cut":            {made{one.cert[:len(one.cert)/4], one.key}, "PEM"},
	} {
		l := listener(t)
		s := c.is.in(t, t.TempDir())
		_, err := s.wrap(t.Context(), l, t.TempDir(), nil, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "--tls-key") || strings.Contains(oneLine(err), string(one.key[28:60])) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("%s: it still listens: %v", name, err)
		}
	}
	s := one.in(t, t.TempDir())
	s.Key = filepath.Join(t.TempDir(), "none")
	if _, err := s.pair(); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), s.Key) {
		t.Error(err)
	}
}

// TestWebhookOverHTTPS runs the program with a certificate of one's own.
func TestWebhookOverHTTPS(t *testing.T) {
	authority := newIssuer(t)
	from, until := yearFrom(time.Now().Add(-time.Hour))
	files := authority.make(from, until, botHost).in(t, t.TempDir())
	s := serveOn(t, "127.0.0.1:0", graphAPI(t), t.TempDir(), "--tls-cert", files.Cert, "--tls-key", files.Key)
	defer s.end()
	answer, err := call(t, s.addr, botHost, authority.roots(), 0)
	if err != nil || answer.proto != "HTTP/2.0" || !strings.Contains(answer.body, `"ok"`) {
		t.Errorf("%+v, %v", answer, err)
	}
	if status, said := ask(t, "http://"+s.addr+"/healthz"); status == http.StatusOK {
		t.Errorf("in the clear it said %s", said)
	}
}
