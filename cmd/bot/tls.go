package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/crypto/acme/autocert"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// tlsSettings say how the webhook speaks HTTPS by itself: with a certificate of the
// operator's, or with one it fetches. With neither a proxy does it.
type tlsSettings struct {
	Cert      string   `name:"tls-cert" help:"Certificate of your own with its chain, in PEM. It is read again when it changes." placeholder:"FILE"`
	Key       string   `name:"tls-key" help:"Private key of --tls-cert, in PEM." placeholder:"FILE"`
	Hosts     []string `name:"acme" help:"Names to fetch certificates for, from Let's Encrypt, whose terms you agree to by it. --addr must be reached at port 443 of them." placeholder:"HOST"`
	HTTP      string   `name:"acme-http" help:"Address, as :80, where a name is proved by HTTP too, and people are sent on to HTTPS." placeholder:"ADDR"`
	Email     string   `name:"acme-email" help:"Whom the authority may write to about the certificates." placeholder:"EMAIL"`
	Directory string   `name:"acme-directory" help:"Another authority than Let's Encrypt, or its staging." placeholder:"URL"`
}

// on reports whether the webhook speaks HTTPS by itself.
func (s tlsSettings) on() bool { return s.Cert != "" || s.Key != "" || len(s.Hosts) > 0 }

// https says why a run cannot speak HTTPS as it is told to, before anything is
// opened.
func (c runCommand) https() error {
	if err := c.TLS.check(c.Proxied); err != nil {
		return err
	}
	if c.TLS.on() && c.Cloud.Number == "" {
		return errors.New("HTTPS is for the webhook, and the phone in the browser has none; set --cloudapi-number, or leave out --tls-cert and --acme")
	}
	if c.TLS.Cert == "" {
		return nil
	}
	_, err := c.TLS.pair()
	return err
}

// check says which settings contradict each other, and what to do.
func (s tlsSettings) check(proxied bool) error {
	own, acme := s.Cert != "" || s.Key != "", len(s.Hosts) > 0
	switch {
	case own && acme:
		return errors.New("--tls-cert and --acme are two ways to a certificate; leave out one of them")
	case s.Cert == "" && own:
		return errors.New("--tls-key is of no use without --tls-cert FILE, the certificate it belongs to")
	case s.Key == "" && own:
		return errors.New("--tls-cert needs --tls-key FILE too, the private key it was made with")
	case proxied && s.on():
		return errors.New("--proxied says that a proxy speaks HTTPS and the bot does not; leave it out, or leave out --tls-cert and --acme")
	case !acme && s.HTTP+s.Email+s.Directory != "":
		return errors.New("--acme-http, --acme-email and --acme-directory are of no use without --acme HOST")
	case acme:
		return s.checkACME()
	}
	return nil
}

// checkACME says which of the names no certificate can be fetched for, and what
// else is wrong with the way to it.
func (s tlsSettings) checkACME() error {
	for _, host := range s.hosts() {
		if why := unnamed(host); why != "" {
			return fmt.Errorf("--acme %s %s; give the full name the webhook is registered under, such as bot.example.in", host, why)
		}
	}
	if _, err := mail.ParseAddress(s.Email); s.Email != "" && err != nil {
		return fmt.Errorf("--acme-email %s is not an e-mail address; correct it or leave it out", s.Email)
	}
	u, err := url.Parse(s.directory())
	near := err == nil && u.Scheme == "http" && mine(u.Host) // one that is tried out
	if !near && (err != nil || u.Scheme != "https" || u.Host == "") {
		return errors.New("--acme-directory is not the https address of an ACME directory; correct it, or leave it out for Let's Encrypt")
	}
	return nil
}

// unnamed says why a host is none that a certificate can be fetched for, or "".
func unnamed(host string) string {
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	switch {
	case err == nil:
		return "is an address"
	case strings.HasPrefix(host, "*."):
		return "is no single name"
	case strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 }):
		return "is not in Latin letters (a name that is not begins with xn-- there)"
	case !strings.Contains(host, "."), autocert.HostWhitelist(host)(context.Background(), host) != nil:
		return "is not the name of a host"
	}
	return ""
}

// hosts are the names as certificates have them.
func (s tlsSettings) hosts() []string {
	var out []string
	for _, host := range s.Hosts {
		out = append(out, strings.ToLower(strings.TrimSuffix(strings.TrimSpace(host), ".")))
	}
	return out
}

// directory is where the authority tells what it offers.
func (s tlsSettings) directory() string { return cmp.Or(s.Directory, autocert.DefaultACMEDirectory) }

// places are where certificates are fetched, if they are.
func (s tlsSettings) places() []residency.Place {
	if len(s.Hosts) == 0 {
		return nil
	}
	return []residency.Place{{Setting: "--acme-directory", At: s.directory()}}
}

// wrap puts HTTPS on the webhook's listener, if it is configured; else it is
// returned as it is. What has to be kept is kept below data; the authority is
// called by way of reach, nil for anything. Closing the listener ends all that
// belongs to it; on an error it is closed already.
func (s tlsSettings) wrap(ctx context.Context, l net.Listener, data string, reach *residency.Rule, log *slog.Logger) (net.Listener, error) {
	var config *tls.Config
	var end context.CancelFunc
	var err error
	switch {
	case s.Cert != "":
		config, err = s.own(log)
	case len(s.Hosts) > 0:
		ctx, end = context.WithCancel(context.WithoutCancel(ctx))
		config, err = s.fetched(ctx, data, reach, log)
	default:
		return l, nil
	}
	secured := &securedListener{tls.NewListener(l, config), end}
	if err != nil {
		return nil, errors.Join(err, secured.Close())
	}
	return secured, nil
}

// own is HTTPS with the operator's certificate.
func (s tlsSettings) own(log *slog.Logger) (*tls.Config, error) {
	clock := app.SystemClock{}
	c, err := newCertificate(s, clock, log)
	if err != nil {
		return nil, err
	}
	return modern(newWitness(c.serve, clock, log).serve), nil
}

// modern is HTTPS as it is spoken today: TLS 1.2 at least, HTTP/2 if the client can.
func modern(serve serving, protocols ...string) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: serve, NextProtos: append([]string{"h2", "http/1.1"}, protocols...)}
}

// securedListener is a listener with what runs beside it.
type securedListener struct {
	net.Listener
	end context.CancelFunc // nil when nothing does
}

// Close closes the listener, and ends what runs beside it.
func (l *securedListener) Close() error {
	if l.end != nil {
		l.end()
	}
	return l.Listener.Close()
}
