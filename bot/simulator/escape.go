package simulator

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// escaped is JSON as Meta writes it, in ASCII, with slashes and at signs escaped.
// The signature is of these bytes: who verifies it over a body that he decoded
// and encoded again, fails here as he would there.
func escaped(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch raw = raw[n:]; {
		case r == '/':
			out = append(out, `\/`...)
		case r == '@' || (r >= 0x7f && r <= 0xffff):
			out = fmt.Appendf(out, `\u%04x`, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = append(out, byte(r))
		}
	}
	return out
}
