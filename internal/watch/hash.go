package watch

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// hashLength is how many letters an address has in a log: enough to tell two
// people apart, too few to be worth guessing at.
const hashLength = 12

// hashed returns a keyed hash whose key nobody knows and that ends with the
// process: who reads its log can tell that two turns were of one person, and not
// of whom.
func hashed() func(string) string {
	key := []byte(rand.Text())
	return func(address string) string {
		mac := hmac.New(sha256.New, key)
		_, _ = mac.Write([]byte(address)) // it never fails
		return hex.EncodeToString(mac.Sum(nil))[:hashLength]
	}
}
