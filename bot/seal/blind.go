package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// How long an index and a hash are: the index so that no two values ever share
// one, the hash so that it can be read.
const (
	blindBytes = 18
	hashDigits = 12
)

// Blind is the index a value of a kind is looked up by: the same for the same
// value, however keys are rotated, and nothing to whoever has no key. Without a
// key it is the value itself.
func (k *Keys) Blind(kind, value string) string {
	if k.off {
		return value
	}
	return mark + base64.RawURLEncoding.EncodeToString(k.mac("blind", kind, value)[:blindBytes])
}

// Blinded reports whether a text has the form of an index.
func Blinded(text string) bool {
	rest, ok := strings.CutPrefix(text, mark)
	raw, err := base64.RawURLEncoding.Strict().DecodeString(rest)
	return ok && err == nil && len(raw) == blindBytes
}

// Hash is what an address is called in logs: 12 hex digits, the same for the same
// address. Without a key it is another in every process.
func (k *Keys) Hash(address string) string {
	return hex.EncodeToString(k.mac("log", "", address))[:hashDigits]
}

// Digest is a number that follows from a value and says nothing of it without the
// key: what is named by it cannot be guessed at. False without a key.
func (k *Keys) Digest(kind, value string) ([]byte, bool) {
	return k.mac("digest", kind, value), !k.off
}

// mac is the HMAC-SHA256 of a value under the index key.
func (k *Keys) mac(use, kind, value string) []byte {
	h := hmac.New(sha256.New, k.index)
	for _, part := range [...]string{use, kind, value} {
		_, _ = h.Write([]byte(part))
		_, _ = h.Write([]byte{0}) // neither use nor kind contains one
	}
	return h.Sum(nil)
}
