package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// SignatureHeader carries the signature of a webhook's body.
const SignatureHeader = "X-Hub-Signature-256"

const signaturePrefix = "sha256="

// Sign is what [SignatureHeader] holds for a body: the HMAC of its raw bytes
// under the app's secret.
func Sign(secret string, body []byte) string {
	return signaturePrefix + hex.EncodeToString(digest(secret, body))
}

// Verify reports whether header is the signature of body under secret, in time
// that does not depend on how much of it is right. An empty secret verifies
// nothing.
func Verify(secret string, body []byte, header string) bool {
	sum, ok := strings.CutPrefix(header, signaturePrefix)
	if !ok || secret == "" {
		return false
	}
	given, err := hex.DecodeString(sum)
	return err == nil && hmac.Equal(given, digest(secret, body))
}

func digest(secret string, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return mac.Sum(nil)
}
