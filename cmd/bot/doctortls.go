package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/acme/autocert"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// httpsFinding is what the doctor calls the way the webhook is served.
const httpsFinding = "HTTPS"

// https says how the webhook is served, and what is wrong with its certificates.
func (c doctorCommand) https(ctx context.Context) []finding {
	if err := c.TLS.check(c.Proxied); err != nil {
		return []finding{broken(httpsFinding, err, "see docs/https.md")}
	}
	switch {
	case c.TLS.Cert != "":
		return []finding{c.own()}
	case len(c.TLS.Hosts) > 0:
		return c.fetched(ctx)
	case c.Proxied:
		return []finding{well(httpsFinding, "spoken by a proxy on another machine; the way from there is in the clear")}
	case mine(c.Addr):
		return []finding{unused(httpsFinding, "left to a proxy on this machine; --acme HOST or --tls-cert FILE does without one")}
	}
	return []finding{{
		"–", httpsFinding, "webhooks come in the clear at " + c.Addr,
		"--acme HOST or --tls-cert FILE speaks HTTPS; --proxied says that a proxy on another machine does",
	}}
}

// own looks at the operator's certificate.
func (c doctorCommand) own() finding {
	pair, err := c.TLS.pair()
	if err != nil {
		return broken(httpsFinding, err, "with certbot they are fullchain.pem and privkey.pem of the same folder")
	}
	return visitor{now: app.SystemClock{}.Now(), host: c.Host, renew: "renew it; the bot takes up the new one by itself"}.look(pair)
}

// fetched looks at the certificates that were fetched, and whether more can be.
func (c doctorCommand) fetched(ctx context.Context) []finding {
	var out []finding
	for _, host := range c.TLS.hosts() {
		out = append(out, c.kept(ctx, host))
	}
	if mine(c.Addr) {
		out = append(out, finding{
			"–", httpsFinding, "only this machine reaches " + c.Addr + ", and the authority comes to port 443 of the name",
			"listen there with --addr :443, unless something passes that port on as it is",
		})
	}
	return append(out, c.authority(ctx))
}

// kept looks at the certificate of a host in the data folder.
func (c doctorCommand) kept(ctx context.Context, host string) finding {
	raw, err := autocert.DirCache(c.TLS.folder(c.Data)).Get(ctx, host)
	if errors.Is(err, autocert.ErrCacheMiss) {
		return unused(httpsFinding, host+" has no certificate yet; bot run fetches it")
	}
	var pair tls.Certificate
	if err == nil {
		pair, err = tls.X509KeyPair(raw, raw)
	}
	if err != nil {
		return broken(httpsFinding, fmt.Errorf("the certificate of %s cannot be read: %w", host, err), "remove "+c.TLS.folder(c.Data)+"; bot run fetches another")
	}
	return visitor{now: app.SystemClock{}.Now(), host: host, renew: "the bot should have: see its log, and that port 443 of the name leads to it"}.look(&pair)
}

// authority asks who makes the certificates what it offers.
func (c doctorCommand) authority(ctx context.Context) finding {
	reach, err := c.reach()
	if err != nil {
		return unused(httpsFinding, "the authority was not asked: see residency")
	}
	client := c.TLS.manager("", reach).Client
	defer client.HTTPClient.CloseIdleConnections()
	if _, err := client.Discover(ctx); err != nil {
		return broken(httpsFinding, err, "see that this machine reaches "+c.TLS.directory()+", or correct --acme-directory")
	}
	return well(httpsFinding, "certificates are fetched from "+c.TLS.directory())
}

// visitor looks at a certificate as WhatsApp will.
type visitor struct {
	now   time.Time
	host  string         // it must be for, "" is any
	roots *x509.CertPool // it must come from, nil is whom this machine trusts
	renew string         // what to do when it ends
}

// look says whom a certificate is for and until when, or what is wrong with it.
func (v visitor) look(pair *tls.Certificate) finding {
	leaf := pair.Leaf
	left := leaf.NotAfter.Sub(v.now)
	said := fmt.Sprintf("for %s until %s", strings.Join(leaf.DNSNames, ", "), leaf.NotAfter.Format(time.DateOnly))
	switch {
	case left < 0:
		return broken(httpsFinding, errors.New("the certificate ended on "+leaf.NotAfter.Format(time.DateOnly)), v.renew)
	case leaf.NotBefore.After(v.now):
		return broken(httpsFinding, errors.New("the certificate does not begin before "+leaf.NotBefore.Format(time.DateOnly)), "see the clock of this machine")
	case len(leaf.DNSNames) == 0:
		return broken(httpsFinding, errors.New("the certificate names no host"), "have one made for the name the webhook is registered under")
	case v.host != "" && leaf.VerifyHostname(v.host) != nil:
		return broken(httpsFinding, fmt.Errorf("the certificate is for %s, and not for %s", strings.Join(leaf.DNSNames, ", "), v.host), "have one made for that name")
	}
	if err := v.trust(pair); err != nil {
		return broken(httpsFinding, fmt.Errorf("nobody has to trust the certificate (%w)", err), "give the whole chain, of an authority that is generally known: WhatsApp calls no other, also none you signed yourself")
	}
	if left < soon {
		const day = 24 * time.Hour
		return finding{"✔", httpsFinding, fmt.Sprintf("%s, which is in %d days", said, left/day), v.renew}
	}
	return well(httpsFinding, said)
}

// trust says why a certificate is not signed by anybody who is trusted.
func (v visitor) trust(pair *tls.Certificate) error {
	between := x509.NewCertPool()
	for _, raw := range pair.Certificate[1:] {
		cert, err := x509.ParseCertificate(raw)
		if err != nil {
			return err
		}
		between.AddCert(cert)
	}
	_, err := pair.Leaf.Verify(x509.VerifyOptions{Roots: v.roots, Intermediates: between, CurrentTime: v.now})
	return err
}
