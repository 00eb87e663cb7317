package seal

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
)

// Size is how many bytes a key has.
const Size = 32

// Master locks the root key of a database, wherever it is itself kept.
type Master interface {
	// Name tells masters apart and gives nothing of them away.
	Name() string
	// Wrap locks a key.
	Wrap(ctx context.Context, key []byte) (wrapped string, err error)
	// Unwrap opens what Wrap locked. [ErrKey] when another master locked it,
	// [ErrMaster] when it cannot be asked.
	Unwrap(ctx context.Context, wrapped string) (key []byte, err error)
}

// OpenMaster opens the master key that spec names: file:PATH, env:NAME, or
// vault:URL#NAME for the key NAME of a vault's transit engine. A file that is not
// there is made. A vault is asked by way of way, nil for the usual one. [ErrSpec],
// [ErrMaster].
func OpenMaster(spec string, way http.RoundTripper) (Master, error) {
	kind, rest, _ := strings.Cut(spec, ":")
	if rest == "" {
		return nil, ErrSpec
	}
	switch kind {
	case "file":
		return FileMaster(rest)
	case "env":
		return envMaster(rest)
	case "vault":
		return newVault(rest, os.Getenv("VAULT_TOKEN"), &http.Client{Transport: way})
	}
	return nil, ErrSpec
}

// Secret is a master key whose bytes we have. It is written down as base64.
type Secret [Size]byte

// NewSecret makes a random one.
func NewSecret() Secret {
	var s Secret
	_, _ = rand.Read(s[:]) // it never fails
	return s
}

// ParseSecret reads a key as it is written down. [ErrMaster] when it is none.
func ParseSecret(text string) (Secret, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != Size {
		return Secret{}, fmt.Errorf("%w: it is no key of %d bytes in base64", ErrMaster, Size)
	}
	return Secret(raw), nil
}

// envMaster is the key in an environment variable.
func envMaster(name string) (Master, error) {
	s, err := ParseSecret(os.Getenv(name))
	if err != nil {
		return nil, fmt.Errorf("environment variable %s: %w", name, err)
	}
	return s, nil
}

// Text is the key as it is written down.
func (s Secret) Text() string { return base64.StdEncoding.EncodeToString(s[:]) }

// Name is the beginning of the key's hash.
func (s Secret) Name() string {
	sum := sha256.Sum256(append([]byte("sahayak master key "), s[:]...))
	return hex.EncodeToString(sum[:4])
}

// rootPlace binds what a master locks to what it is for.
var rootPlace = []byte("sahayak root key")

// Wrap locks a key.
func (s Secret) Wrap(_ context.Context, key []byte) (string, error) {
	a, err := subtle.NewAESGCM(s[:])
	if err != nil {
		return "", wrap("wrap", err)
	}
	locked, err := a.Encrypt(key, rootPlace)
	return base64.StdEncoding.EncodeToString(locked), wrap("wrap", err)
}

// Unwrap opens what Wrap locked. [ErrKey].
func (s Secret) Unwrap(_ context.Context, wrapped string) ([]byte, error) {
	a, err := subtle.NewAESGCM(s[:])
	if err != nil {
		return nil, wrap("unwrap", err)
	}
	locked, err := base64.StdEncoding.DecodeString(wrapped)
	if err != nil {
		return nil, ErrKey
	}
	key, err := a.Decrypt(locked, rootPlace)
	if err != nil {
		return nil, ErrKey
	}
	return key, nil
}
