package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/acme"
)

// authority is as much of an ACME authority (RFC 8555) as a client needs that wants
// one certificate for each name. It believes who signs, and nothing that is not
// proved.
type authority struct {
	*issuer
	*httptest.Server
	proves  string            // the only kind of proof it takes
	reaches map[string]string // where it finds names

	mu     sync.Mutex
	state  map[string]string // of names: pending, valid, invalid
	issued map[string][]byte
	mails  []string // whom it may write to
	failed bool     // whether a name was not proved
}

func newAuthority(t *testing.T, proves string) *authority {
	t.Helper()
	a := &authority{issuer: newIssuer(t), proves: proves, reaches: map[string]string{}, state: map[string]string{}, issued: map[string][]byte{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/directory", func(w http.ResponseWriter, _ *http.Request) {
		a.answer(w, http.StatusOK, "", map[string]any{"newNonce": a.URL + "/nonce", "newAccount": a.URL + "/account", "newOrder": a.URL + "/order"})
	})
	mux.HandleFunc("/nonce", func(w http.ResponseWriter, _ *http.Request) { a.answer(w, http.StatusOK, "", nil) })
	mux.HandleFunc("/account", a.account)
	mux.HandleFunc("/order", a.order)
	mux.HandleFunc("/order/{host}", func(w http.ResponseWriter, r *http.Request) { a.say(w, http.StatusOK, r.PathValue("host")) })
	mux.HandleFunc("/names/{host}", a.name)
	mux.HandleFunc("/proof/{host}", a.proof)
	mux.HandleFunc("/finish/{host}", a.finish)
	mux.HandleFunc("/chain/{host}", func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		w.Header().Set("Replay-Nonce", "once")
		_, _ = w.Write(a.issued[r.PathValue("host")])
	})
	a.Server = httptest.NewServer(mux)
	t.Cleanup(a.Close)
	return a
}

// stands is how far a name has come, "" when nobody asked for it.
func (a *authority) stands(host string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.state[host]
}

// contacts are whom it may write to.
func (a *authority) contacts() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.mails)
}

// refused reports whether a name was not proved.
func (a *authority) refused() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.failed
}

// answer is JSON, with what every answer has.
func (a *authority) answer(w http.ResponseWriter, status int, at string, body any) {
	w.Header().Set("Replay-Nonce", "once")
	if at != "" {
		w.Header().Set("Location", a.URL+at)
	}
	w.WriteHeader(status)
	if body != nil {
		_ = json.NewEncoder(w).Encode(body)
	}
}

// read takes what was sent out of its signature.
func (a *authority) read(r *http.Request, into any) {
	var signed struct{ Payload string }
	if err := json.NewDecoder(r.Body).Decode(&signed); err != nil {
		a.t.Error(err)
	}
	raw, err := base64.RawURLEncoding.DecodeString(signed.Payload)
	if err != nil {
		a.t.Error(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		a.t.Error(err)
	}
}

func (a *authority) account(w http.ResponseWriter, r *http.Request) {
	var asks struct{ Contact []string }
	a.read(r, &asks)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.mails = append(a.mails, asks.Contact...)
	a.answer(w, http.StatusCreated, "/account/1", map[string]any{"status": "valid"})
}

func (a *authority) order(w http.ResponseWriter, r *http.Request) {
	var asks struct{ Identifiers []struct{ Value string } }
	a.read(r, &asks)
	host := asks.Identifiers[0].Value
	a.mu.Lock()
	a.state[host] = "pending"
	a.mu.Unlock()
	a.say(w, http.StatusCreated, host)
}

// say tells how an order stands.
func (a *authority) say(w http.ResponseWriter, status int, host string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	stands := map[string]string{"pending": "pending", "valid": "ready", "invalid": "invalid"}[a.state[host]]
	if a.issued[host] != nil {
		stands = "valid"
	}
	a.answer(w, status, "/order/"+host, map[string]any{
		"status": stands, "identifiers": []any{map[string]any{"type": "dns", "value": host}},
		"authorizations": []string{a.URL + "/names/" + host}, "finalize": a.URL + "/finish/" + host, "certificate": a.URL + "/chain/" + host,
	})
}

// name says how a name can be proved.
func (a *authority) name(w http.ResponseWriter, r *http.Request) {
	host := r.PathValue("host")
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer(w, http.StatusOK, "", map[string]any{
		"status": a.state[host], "identifier": map[string]any{"type": "dns", "value": host},
		"challenges": []any{map[string]any{"type": a.proves, "url": a.URL + "/proof/" + host, "token": "token", "status": a.state[host]}},
	})
}

// proof looks whether a name is whose it is said to be.
func (a *authority) proof(w http.ResponseWriter, r *http.Request) {
	host := r.PathValue("host")
	state := "valid"
	if err := map[string]func(string) error{"tls-alpn-01": a.byTLS, "http-01": a.byHTTP}[a.proves](host); err != nil {
		a.t.Logf("%s is not proved: %v", host, err)
		state = "invalid"
	}
	a.mu.Lock()
	a.state[host], a.failed = state, a.failed || state == "invalid"
	a.mu.Unlock()
	a.answer(w, http.StatusOK, "", map[string]any{"type": a.proves, "url": a.URL + "/proof/" + host, "token": "token", "status": state})
}

// byTLS connects to a name, as RFC 8737 has it.
func (a *authority) byTLS(host string) error {
	d := tls.Dialer{Config: &tls.Config{ServerName: host, NextProtos: []string{acme.ALPNProto}, InsecureSkipVerify: true}}
	c, err := d.DialContext(context.Background(), "tcp", a.reaches[host])
	if err != nil {
		return err
	}
	defer c.Close()
	state := c.(*tls.Conn).ConnectionState()
	identifier := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 31}
	if state.NegotiatedProtocol != acme.ALPNProto || !slices.ContainsFunc(state.PeerCertificates[0].Extensions, func(e pkix.Extension) bool { return e.Id.Equal(identifier) }) {
		return fmt.Errorf("speaks %q", state.NegotiatedProtocol)
	}
	return state.PeerCertificates[0].VerifyHostname(host)
}

// byHTTP asks a name for the token.
func (a *authority) byHTTP(host string) error {
	way := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", a.reaches[host])
	}}
	defer way.CloseIdleConnections()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://"+host+"/.well-known/acme-challenge/token", nil)
	if err != nil {
		return err
	}
	answer, err := way.RoundTrip(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if !bytes.HasPrefix(said, []byte("token.")) {
		return fmt.Errorf("said %q, %w", said, err)
	}
	return nil
}

// finish makes the certificate, of a name that is proved.
func (a *authority) finish(w http.ResponseWriter, r *http.Request) {
	host := r.PathValue("host")
	var asks struct{ CSR string }
	a.read(r, &asks)
	raw, err := base64.RawURLEncoding.DecodeString(asks.CSR)
	if err != nil {
		a.t.Error(err)
	}
	request, err := x509.ParseCertificateRequest(raw)
	if err != nil || path.Base(r.URL.Path) != request.DNSNames[0] {
		a.t.Errorf("asked for %v, %v", request, err)
		return
	}
	a.mu.Lock()
	if a.state[host] == "valid" {
		a.issued[host] = a.sign(request.PublicKey, time.Now().Add(-time.Hour), time.Now().AddDate(0, 3, 0), host)
	}
	a.mu.Unlock()
	a.say(w, http.StatusOK, host)
}
