package simulator

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"math/big"
)

// wamid is a new message id as WhatsApp writes them: unique, over restarts too.
func wamid(address string) string {
	var key [10]byte
	_, _ = rand.Read(key[:]) // it never fails
	raw := append([]byte{0x1d, 0x18, byte(len(address))}, address...)
	raw = append(raw, 0x15, 0x02, 0x00, 0x11, 0x18, 0x14)
	raw = fmt.Appendf(raw, "%X", key)
	return "wamid." + base64.StdEncoding.EncodeToString(append(raw, 0))
}

// number is a new id of a file: sixteen digits.
func number() string {
	n, err := rand.Int(rand.Reader, big.NewInt(9e15))
	if err != nil {
		panic(err) // it never fails
	}
	return fmt.Sprint(n.Int64() + 1e15)
}
