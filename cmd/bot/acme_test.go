package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/residency"
)

// TestACME fetches a certificate by each kind of proof, for the names that are
// configured and no other, and keeps it where nobody else can read it: the next
// start needs no authority.
func TestACME(t *testing.T) {
	for proves, s := range map[string]tlsSettings{
		"tls-alpn-01": {Hosts: []string{"Bot.Example.in."}, Email: "me@example.in"},
		"http-01":     {Hosts: []string{"other.example.in", botHost}, HTTP: deadPort(t)},
	} {
		t.Run(proves, func(t *testing.T) {
			quiet := slog.New(slog.DiscardHandler)
			a, data, plain := newAuthority(t, proves), t.TempDir(), listener(t)
			s.Directory = a.URL + "/directory"
			for _, host := range s.hosts() {
				a.reaches[host] = plain.Addr().String()
				if s.HTTP != "" {
					a.reaches[host] = s.HTTP
				}
			}
			a.reaches["stranger.example"] = plain.Addr().String()
			if err := errors.Join(s.check(false), os.Mkdir(filepath.Join(data, acmeFolder), 0o755)); err != nil {
				t.Fatal(err)
			}
			l, err := s.wrap(t.Context(), plain, data, india(t), quiet)
			if err != nil {
				t.Fatal(err)
			}
			addr := serveOver(t, l)
			for _, host := range s.hosts() {
				if answer, err := call(t, addr, host, a.roots(), 0); err != nil || answer.proto != "HTTP/2.0" {
					t.Fatalf("%s: %v", host, err)
				}
			}
			if _, err := call(t, addr, "stranger.example", a.roots(), 0); err == nil || a.stands("stranger.example") != "" {
				t.Errorf("a certificate for a stranger: %v", err)
			}
			if mails := a.contacts(); s.Email != "" && (len(mails) != 1 || mails[0] != "mailto:"+s.Email) {
				t.Errorf("it writes to %v", mails)
			}
			for _, host := range s.hosts() {
				secluded(t, data, s.folder(data), filepath.Join(s.folder(data), host))
			}
			a.Close()
			if l, err = s.withoutHTTP().wrap(t.Context(), listener(t), data, nil, quiet); err != nil {
				t.Fatal(err)
			}
			if _, err := call(t, serveOver(t, l), botHost, a.roots(), 0); err != nil {
				t.Errorf("started again: %v", err)
			}
		})
	}
}

func (s tlsSettings) withoutHTTP() tlsSettings {
	s.HTTP = ""
	return s
}

func india(t *testing.T) *residency.Rule {
	t.Helper()
	rule, err := residency.New("in")
	if err != nil {
		t.Fatal(err)
	}
	return rule
}

// secluded demands that nobody else can read what is kept, and that it is kept here.
func secluded(t *testing.T, data, folder, file string) {
	t.Helper()
	if !strings.HasPrefix(folder, filepath.Join(data, acmeFolder)+string(filepath.Separator)) {
		t.Errorf("it is kept in %s", folder)
	}
	for name, want := range map[string]fs.FileMode{filepath.Join(data, acmeFolder): 0o700, folder: 0o700, file: 0o600} {
		var info fs.FileInfo
		eventually(t, name+" is there", func() bool { // it serves before it is kept
			var err error
			info, err = os.Stat(name)
			return err == nil
		})
		if info.Mode().Perm() != want {
			t.Errorf("%s: %v", name, info.Mode())
		}
	}
}

// TestACMERedirects sends people on to HTTPS, and stops when the webhook does.
func TestACMERedirects(t *testing.T) {
	a := newAuthority(t, "http-01")
	s := tlsSettings{Hosts: []string{botHost}, HTTP: deadPort(t), Directory: a.URL + "/directory"}
	l, err := s.wrap(t.Context(), listener(t), t.TempDir(), nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.HTTP+"/readyz?x=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = botHost
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if at := answer.Header.Get("Location"); answer.StatusCode != http.StatusFound || at != "https://"+botHost+"/readyz?x=1" {
		t.Errorf("%d to %q", answer.StatusCode, at)
	}
	_, err = s.wrap(t.Context(), listener(t), t.TempDir(), nil, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "--acme-http") {
		t.Errorf("the port is taken: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it has tried in vain", a.refused)
	eventually(t, "the port is free", func() bool {
		l, err := listen(t.Context(), s.HTTP)
		return err == nil && l.Close() == nil
	})
}

// eventually waits for what another goroutine brings about.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patienceOfTests); !is(); {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
		<-time.After(time.Millisecond)
	}
}

// TestACMEStaysInTheCountry refuses an authority abroad before anything is made, and
// its address if it only turns up later.
func TestACMEStaysInTheCountry(t *testing.T) {
	number := append([]string{"run", "--residency", "in", "--cloudapi-storage", "in"}, number1...)
	for name, c := range map[string]struct {
		args []string
		want bool
	}{
		"Let's Encrypt":       {[]string{"--acme", botHost}, false},
		"its staging":         {[]string{"--acme", botHost, "--acme-directory", "https://acme-staging-v02.api.letsencrypt.org/directory"}, false},
		"by the owner's word": {[]string{"--acme", botHost, "--residency-allow", "acme-v02.api.letsencrypt.org"}, true},
		"one's own":           {[]string{"--acme", botHost, "--acme-directory", "https://10.0.0.7/acme/directory"}, true},
		"none":                {nil, true},
	} {
		dir := filepath.Join(t.TempDir(), "data")
		err := run(t.Context(), append(append(number, "--data", dir, "--addr", "nowhere"), c.args...), strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
		if abroad := errors.Is(err, residency.ErrAbroad); abroad == c.want || abroad && (!strings.Contains(fault(err), "--acme-directory") || isDir(dir)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	m := tlsSettings{Hosts: []string{botHost}}.manager(t.TempDir(), india(t))
	if _, err := m.Client.Discover(context.Background()); !errors.Is(err, residency.ErrAbroad) {
		t.Errorf("it was called: %v", err)
	}
}

// TestACMEFolders are different for different authorities: a certificate of a
// rehearsal must not serve afterwards.
func TestACMEFolders(t *testing.T) {
	seen := map[string]string{}
	for _, directory := range []string{"", "https://acme-staging-v02.api.letsencrypt.org/directory", "https://ca.example.in:9000/acme", "https://ca.example.in/acme"} {
		folder := tlsSettings{Directory: directory}.folder("data")
		if was, twice := seen[folder]; twice || strings.Contains(folder, ":") {
			t.Errorf("%q and %q: %s", directory, was, folder)
		}
		seen[folder] = directory
	}
}
