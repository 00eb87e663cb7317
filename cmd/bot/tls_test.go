package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestHTTPSSettings refuses what contradicts itself, in one line that names what to
// change, before anything is opened.
func TestHTTPSSettings(t *testing.T) {
	from, until := yearFrom(time.Now())
	authority := newIssuer(t)
	files := authority.make(from, until, botHost).in(t, t.TempDir())
	wrong := made{authority.make(from, until, botHost).cert, authority.make(from, until, botHost).key}.in(t, t.TempDir())
	cert, key := []string{"--tls-cert", files.Cert}, []string{"--tls-key", files.Key}
	both := append(cert, key...)
	for name, c := range map[string]struct {
		args []string
		want string // "" is nothing wrong
	}{
		"none":                    {nil, ""},
		"a proxy":                 {[]string{"--proxied"}, ""},
		"own":                     {both, ""},
		"acme":                    {[]string{"--acme", "bot.example.in,Bot2.Example.in."}, ""},
		"an international name":   {[]string{"--acme", "bot.xn--h2brj9c"}, ""},
		"all of acme":             {[]string{"--acme", botHost, "--acme-http", ":80", "--acme-email", "me@example.in", "--acme-directory", "https://acme-staging-v02.api.letsencrypt.org/directory"}, ""},
		"an authority to try":     {[]string{"--acme", botHost, "--acme-directory", "http://127.0.0.1:14000/dir"}, ""},
		"no key":                  {cert, "--tls-key FILE"},
		"no certificate":          {key, "--tls-cert FILE"},
		"both ways":               {append(both, "--acme", botHost), "leave out one"},
		"a key and acme":          {append(key, "--acme", botHost), "leave out one"},
		"own and a proxy":         {append(both, "--proxied"), "leave it out"},
		"acme and a proxy":        {[]string{"--acme", botHost, "--proxied"}, "leave it out"},
		"only an address":         {[]string{"--acme-http", ":80"}, "--acme HOST"},
		"only an e-mail":          {append(both, "--acme-email", "me@example.in"), "--acme HOST"},
		"only an authority":       {[]string{"--acme-directory", "https://x.example/dir"}, "--acme HOST"},
		"a URL":                   {[]string{"--acme", "https://bot.example.in"}, "not the name of a host"},
		"a port":                  {[]string{"--acme", "bot.example.in:443"}, "not the name of a host"},
		"half a name":             {[]string{"--acme", "bot"}, "not the name of a host"},
		"an address":              {[]string{"--acme", "203.0.113.7"}, "is an address"},
		"a long address":          {[]string{"--acme", "[2001:db8::7]"}, "is an address"},
		"many names":              {[]string{"--acme", "*.example.in"}, "no single name"},
		"one of them":             {[]string{"--acme", "bot.example.in,*.example.in"}, "no single name"},
		"an Indian name":          {[]string{"--acme", "दुकान.भारत"}, "xn--"},
		"no name":                 {[]string{"--acme", "bot .example.in"}, "not the name of a host"},
		"no e-mail":               {[]string{"--acme", botHost, "--acme-email", "me"}, "--acme-email"},
		"an authority in clear":   {[]string{"--acme", botHost, "--acme-directory", "http://ca.example.in/dir"}, "--acme-directory"},
		"no authority":            {[]string{"--acme", botHost, "--acme-directory", "ca.example.in"}, "--acme-directory"},
		"files that do not fit":   {[]string{"--tls-cert", wrong.Cert, "--tls-key", wrong.Key}, "cannot be used"},
		"files that are not ours": {[]string{"--tls-cert", files.Cert, "--tls-key", t.TempDir()}, "cannot be used"},
	} {
		t.Run(name, func(t *testing.T) {
			var got commands
			if _, _, err := parseTwice(&got, append(append([]string{"run"}, number1...), c.args...), &bytes.Buffer{}, &bytes.Buffer{}); err != nil {
				t.Fatal(err)
			}
			err := got.Run.https()
			if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(fault(err), c.want) || strings.Contains(fault(err), "\n")) {
				t.Errorf("said %v", err)
			}
		})
	}
	err := run(t.Context(), append([]string{"run", "--data", t.TempDir(), "--addr", "nowhere"}, both...), strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "--cloudapi-number") {
		t.Errorf("the page: %v", err)
	}
}

// TestClear leaves a listener as it is when nothing is configured.
func TestClear(t *testing.T) {
	l := listener(t)
	if got, err := (tlsSettings{}).wrap(t.Context(), l, t.TempDir(), nil, slog.New(slog.DiscardHandler)); err != nil || got != l {
		t.Errorf("%v, %v", got, err)
	}
}
