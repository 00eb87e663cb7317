package backup

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// keySize is how many bytes a key has.
const keySize = 32

// Key locks backups. It is written down as base64.
type Key [keySize]byte

// ParseKey reads a key as it is written down. [ErrKey] when it is none.
func ParseKey(text string) (Key, error) {
	raw, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace([]byte(text))))
	if err != nil || len(raw) != keySize {
		return Key{}, fmt.Errorf("%w: a key is %d bytes in base64, as bot backup --new-key FILE makes them", ErrKey, keySize)
	}
	return Key(raw), nil
}

// ReadKey reads the key in a file.
func ReadKey(path string) (Key, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // the operator's own
	if err != nil {
		return Key{}, fmt.Errorf("%w: %w", ErrKey, err)
	}
	k, err := ParseKey(string(raw))
	if err != nil {
		return Key{}, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// NewKeyFile makes a key and the file for it, readable by its owner alone.
// [ErrExists] when the file is there: the key in it may be needed yet.
func NewKeyFile(path string) (Key, error) {
	var k Key
	_, _ = rand.Read(k[:])                                                // it never fails
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // where the operator says
	if errors.Is(err, fs.ErrExist) {
		return Key{}, fmt.Errorf("%s %w", path, ErrExists)
	}
	if err != nil {
		return Key{}, wrap("new key", err)
	}
	_, err = fmt.Fprintln(f, base64.StdEncoding.EncodeToString(k[:]))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Key{}, wrap("new key", errors.Join(err, os.Remove(path)))
	}
	return k, nil
}

// Name tells keys apart and gives nothing of them away.
func (k *Key) Name() string {
	if k == nil {
		return ""
	}
	sum := sha256.Sum256(append([]byte("sahayak backup key "), k[:]...))
	return hex.EncodeToString(sum[:4])
}
