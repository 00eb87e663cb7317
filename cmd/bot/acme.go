package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// acmeFolder is the folder in the data folder that fetched certificates are kept in.
const acmeFolder = "acme"

// acmeWait is how long the authority may take for one answer.
const acmeWait = 30 * time.Second

// fetched is HTTPS with certificates that are fetched, and renewed a month before
// they end, until ctx ends. The first ones are asked for at once: a webhook does not
// wait as long as an authority takes.
func (s tlsSettings) fetched(ctx context.Context, data string, reach *residency.Rule, log *slog.Logger) (*tls.Config, error) {
	folder := s.folder(data)
	if err := ours(filepath.Join(data, acmeFolder), folder); err != nil {
		return nil, fmt.Errorf("cannot keep certificates in %s (%w); give yourself the right to write there, or choose another folder with --data DIR", folder, err)
	}
	m := s.manager(folder, reach)
	if s.HTTP != "" {
		l, err := listen(ctx, s.HTTP)
		if err != nil {
			return nil, fmt.Errorf("--acme-http: %w", err)
		}
		go serveProof(ctx, l, m.HTTPHandler(nil), log)
	}
	w := newWitness(m.GetCertificate, app.SystemClock{}, log, s.hosts()...)
	go func() {
		for _, host := range s.hosts() {
			if _, err := w.serve(request(host)); ctx.Err() == nil && err == nil {
				log.Info("https", "host", host, "state", "there is a certificate")
			}
		}
	}()
	return modern(w.serve, acme.ALPNProto), nil
}

// manager fetches certificates and keeps them in a folder.
func (s tlsSettings) manager(folder string, reach *residency.Rule) *autocert.Manager {
	way := reach.Transport(&http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true})
	return &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(folder), Email: s.Email, HostPolicy: autocert.HostWhitelist(s.hosts()...),
		Client: &acme.Client{DirectoryURL: s.directory(), HTTPClient: &http.Client{Transport: way, Timeout: acmeWait}},
	}
}

// folder is where the certificates of this authority are: those of its staging must
// not serve when it is asked in earnest.
func (s tlsSettings) folder(data string) string {
	name := "other"
	if u, err := url.Parse(s.directory()); err == nil {
		name = strings.ReplaceAll(u.Host, ":", "_")
	}
	return filepath.Join(data, acmeFolder, name)
}

// ours makes folders that nobody else can look into, also where they were there.
func ours(folders ...string) error {
	const mode = 0o700
	for _, folder := range folders {
		if err := os.MkdirAll(folder, mode); err != nil {
			return err
		}
		if err := os.Chmod(folder, mode); err != nil {
			return err
		}
	}
	return nil
}

// serveProof answers the authority, and sends everybody else on to HTTPS, until ctx
// ends.
func serveProof(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) {
	if err := serveHTTP(ctx, l, h, log); err != nil {
		log.Error("nobody answers at --acme-http any more", "error", err)
	}
}

// request is how a client of today asks for a host's certificate.
func request(host string) *tls.ClientHelloInfo {
	return &tls.ClientHelloInfo{
		ServerName:       host,
		SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256},
		SupportedCurves:  []tls.CurveID{tls.CurveP256},
		CipherSuites:     []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_AES_128_GCM_SHA256},
	}
}
