package seal

import (
	"encoding/base64"
	"strconv"

	"golang.org/x/crypto/argon2"
)

// How a short secret is stretched: Argon2id with what OWASP's password storage cheat
// sheet takes as enough (7 MiB, five passes). It costs some 20 ms, and that much memory
// for each that is stretched at once.
const (
	stretchMemory = 7 << 10 // KiB
	stretchPasses = 5
	stretchBytes  = 32
)

// Stretch makes of somebody's short secret, such as a PIN, what may be kept of it: it
// says nothing of the secret, and trying all there are takes long. The salt follows from
// kind and owner under the index key, so that nothing about it is random and nobody
// without the key can even begin. Equal secrets of two owners come out differently.
func (k *Keys) Stretch(kind string, owner int64, secret string) string {
	salt := k.mac("stretch", kind, strconv.FormatInt(owner, 10))
	out := argon2.IDKey([]byte(secret), salt, stretchPasses, stretchMemory, 1, stretchBytes)
	return base64.RawStdEncoding.EncodeToString(out)
}
