package whatsapp

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types"
)

// An id is as long as WhatsApp's own clients make it: its beginning, and nine bytes. Of
// these the first name the bubble, and the last vouch that the id is ours.
const (
	nameBytes  = 6
	vouchBytes = 3
)

// ids makes the ids of messages, and knows its own again, also in another process: nothing
// has to be stored before a message goes out for it to be known when it comes back.
type ids struct{ key []byte }

// of is the id of the message that carries a bubble; "" lets the client make one.
func (k ids) of(ref string) types.MessageID {
	if ref == "" {
		return ""
	}
	name := k.sum("bubble " + ref)[:nameBytes]
	return whatsmeow.WebMessageIDPrefix + strings.ToUpper(hex.EncodeToString(name)+hex.EncodeToString(k.vouch(name)))
}

// ours reports whether an id is one that of made.
func (k ids) ours(id types.MessageID) bool {
	rest, ok := strings.CutPrefix(id, whatsmeow.WebMessageIDPrefix)
	raw, err := hex.DecodeString(rest)
	return ok && err == nil && len(raw) == nameBytes+vouchBytes && hmac.Equal(raw[nameBytes:], k.vouch(raw[:nameBytes]))
}

// vouch is what stands behind a name.
func (k ids) vouch(name []byte) []byte { return k.sum("ours " + string(name))[:vouchBytes] }

func (k ids) sum(of string) []byte {
	h := hmac.New(sha256.New, k.key)
	h.Write([]byte(of))
	return h.Sum(nil)
}
