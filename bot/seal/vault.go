package seal

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Bounds on what a vault may take and answer.
const (
	vaultTimeout = 10 * time.Second
	vaultAnswer  = 64 << 10 // bytes
)

// vault is a key of HashiCorp Vault's transit engine, or of what speaks its API
// (OpenBao): it locks and opens for whoever has a token, and never leaves.
// See https://developer.hashicorp.com/vault/api-docs/secret/transit.
type vault struct {
	engine *url.URL // https://vault:8200/v1/transit
	key    string
	token  string
	client *http.Client
}

// newVault reads URL#NAME. A path in the URL is where the engine is mounted,
// "transit" when there is none.
func newVault(at, token string, client *http.Client) (*vault, error) {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" || u.Fragment == "" || strings.Contains(u.Fragment, "/") || u.User != nil {
		return nil, ErrSpec
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, fmt.Errorf("%w: the vault must be asked by https, or the key would go over the network in the open", ErrMaster)
	}
	if token == "" {
		return nil, fmt.Errorf("%w: VAULT_TOKEN is not set", ErrMaster)
	}
	mount := strings.Trim(u.Path, "/")
	if mount == "" {
		mount = "transit"
	}
	v := &vault{key: u.Fragment, token: token, client: client}
	v.engine = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/v1/" + mount}
	return v, nil
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Name says which key of which vault.
func (v *vault) Name() string { return "vault " + v.engine.Host + " " + v.key }

// Wrap has the vault lock a key.
func (v *vault) Wrap(ctx context.Context, key []byte) (string, error) {
	var out struct {
		Data struct{ Ciphertext string }
	}
	err := v.ask(ctx, "encrypt", map[string]string{"plaintext": base64.StdEncoding.EncodeToString(key)}, &out)
	if err == nil && out.Data.Ciphertext == "" {
		err = fmt.Errorf("%w: the vault answered nothing", ErrMaster)
	}
	return out.Data.Ciphertext, err
}

// Unwrap has the vault open what it locked. [ErrKey] when it says that it did not.
func (v *vault) Unwrap(ctx context.Context, wrapped string) ([]byte, error) {
	if !strings.HasPrefix(wrapped, "vault:") {
		return nil, ErrKey
	}
	var out struct {
		Data struct{ Plaintext string }
	}
	if err := v.ask(ctx, "decrypt", map[string]string{"ciphertext": wrapped}, &out); err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(out.Data.Plaintext)
	if err != nil || len(key) != Size {
		return nil, fmt.Errorf("%w: the vault answered no key", ErrMaster)
	}
	return key, nil
}

// ask has the engine do something with the key.
func (v *vault) ask(ctx context.Context, do string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, vaultTimeout)
	defer cancel()
	body, err := json.Marshal(in)
	if err != nil {
		return wrap(do, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, v.engine.JoinPath(do, v.key).String(), bytes.NewReader(body))
	if err != nil {
		return wrap(do, err)
	}
	r.Header.Set("X-Vault-Token", v.token)
	r.Header.Set("Content-Type", "application/json")
	answer, err := v.client.Do(r)
	if err != nil {
		return fmt.Errorf("%w: the vault does not answer: %w", ErrMaster, err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(answer.Body, vaultAnswer))
	switch {
	case err != nil:
		return fmt.Errorf("%w: the vault does not answer: %w", ErrMaster, err)
	case answer.StatusCode == http.StatusBadRequest && do == "decrypt":
		return ErrKey
	case answer.StatusCode != http.StatusOK:
		return fmt.Errorf("%w: the vault answers %s", ErrMaster, answer.Status)
	case json.Unmarshal(raw, out) != nil:
		return fmt.Errorf("%w: the vault's answer cannot be read", ErrMaster)
	}
	return nil
}
