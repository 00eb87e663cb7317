package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDoctorLooksAtCertificates judges them as WhatsApp will.
func TestDoctorLooksAtCertificates(t *testing.T) {
	const day = 24 * time.Hour
	now := time.Date(2026, 10, 11, 9, 0, 0, 0, time.UTC)
	authority := newIssuer(t)
	for name, c := range map[string]struct {
		from, until time.Duration
		names       []string
		host        string
		stranger    bool
		mark        string
		want        string
	}{
		"well":              {-day, 80 * day, []string{botHost}, botHost, false, "✔", "for bot.example.in until 2026-12-30"},
		"of many":           {-day, 80 * day, []string{"a.example", "*.example.in"}, botHost, false, "✔", "for a.example, *.example.in"},
		"whoever calls":     {-day, 80 * day, []string{botHost}, "", false, "✔", "2026-12-30"},
		"two weeks left":    {-day, 14 * day, []string{botHost}, botHost, false, "✔", "for bot.example.in until 2026-10-25"},
		"less":              {-day, 14*day - time.Second, []string{botHost}, botHost, false, "✔", "in 13 days"},
		"its last day":      {-day, time.Hour, []string{botHost}, botHost, false, "✔", "in 0 days"},
		"ended":             {-9 * day, -time.Second, []string{botHost}, botHost, false, "✘", "ended on 2026-10-11"},
		"of tomorrow":       {day, 80 * day, []string{botHost}, botHost, false, "✘", "does not begin before 2026-10-12"},
		"for somebody else": {-day, 80 * day, []string{"a.example"}, botHost, false, "✘", "is for a.example, and not for bot.example.in"},
		"for nobody":        {-day, 80 * day, nil, "", false, "✘", "names no host"},
		"by a stranger":     {-day, 80 * day, []string{botHost}, botHost, true, "✘", "nobody has to trust"},
	} {
		v := visitor{now: now, host: c.host, roots: authority.roots(), renew: "renew it"}
		if c.stranger {
			v.roots = newIssuer(t).roots()
		}
		got := v.look(authority.make(now.Add(c.from), now.Add(c.until), c.names...).pair(t))
		if got.mark != c.mark || !strings.Contains(got.state, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
		if ends := strings.Contains(got.state, " days") || strings.Contains(got.state, "ended"); ends != (got.mend == "renew it") {
			t.Errorf("%s: advises %q", name, got.mend)
		}
	}
}

// TestDoctorOnHTTPS says how the webhook is served, whichever way.
func TestDoctorOnHTTPS(t *testing.T) {
	issuer, dir := newIssuer(t), t.TempDir()
	from, until := yearFrom(time.Now().Add(-time.Hour))
	good, other := issuer.make(from, until, botHost), issuer.make(from, until, botHost)
	own, wrong := good.in(t, t.TempDir()), made{good.cert, other.key}.in(t, t.TempDir())
	ca := newAuthority(t, "http-01")
	kept := tlsSettings{Hosts: []string{botHost}, Directory: ca.URL + "/directory"}
	if err := os.MkdirAll(kept.folder(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	for host, raw := range map[string][]byte{botHost: append(other.key, other.cert...), "bad.example.in": []byte("x")} {
		if err := os.WriteFile(filepath.Join(kept.folder(dir), host), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		args []string
		well bool
		want []string // in this order
	}{
		"nothing":        {nil, true, []string{"– HTTPS", "proxy on this machine"}},
		"a proxy":        {[]string{"--proxied"}, true, []string{"✔ HTTPS", "proxy on another machine"}},
		"in the clear":   {[]string{"--addr", "0.0.0.0:0"}, true, []string{"– HTTPS", "in the clear", "→", "--acme"}},
		"contradictions": {[]string{"--proxied", "--acme", botHost}, false, []string{"✘ HTTPS", "--proxied"}},
		"own":            {[]string{"--tls-cert", own.Cert, "--tls-key", own.Key}, false, []string{"✘ HTTPS", "nobody has to trust", "→"}}, // a test's authority
		"another host":   {[]string{"--tls-cert", own.Cert, "--tls-key", own.Key, "--tls-host", "x.example"}, false, []string{"✘ HTTPS", "not for x.example", "→"}},
		"another key":    {[]string{"--tls-cert", wrong.Cert, "--tls-key", wrong.Key}, false, []string{"✘ HTTPS", "does not match", "→"}},
		"none yet":       {[]string{"--acme", "new.example.in", "--acme-directory", kept.Directory}, true, []string{"– HTTPS", "no certificate yet", "– HTTPS", "port 443", "✔ HTTPS", ca.URL}},
		"kept":           {[]string{"--acme", botHost, "--acme-directory", kept.Directory}, false, []string{"✘ HTTPS", "nobody has to trust", "✔ HTTPS"}},
		"broken":         {[]string{"--acme", "bad.example.in", "--acme-directory", kept.Directory}, false, []string{"✘ HTTPS", "bad.example.in cannot be read", "→"}},
		"nobody there":   {[]string{"--acme", botHost, "--acme-directory", "http://" + deadPort(t) + "/directory"}, false, []string{"no certificate yet", "✘ HTTPS", "refused", "→"}},
		"abroad":         {[]string{"--acme", botHost, "--residency", "in"}, false, []string{"✘ residency", "--acme-directory", "no certificate yet", "not asked"}},
	} {
		t.Run(name, func(t *testing.T) {
			said, err := visit(t, append([]string{"--data", dir, "--addr", "127.0.0.1:0"}, c.args...)...)
			if (err == nil) != c.well || err != nil && !errors.Is(err, errUnwell) {
				t.Errorf("ended with %v", err)
			}
			says(t, said, c.want...)
		})
	}
}
