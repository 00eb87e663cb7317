package wire_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// The second test case of RFC 4231.
func TestSign(t *testing.T) {
	got := wire.Sign("Jefe", []byte("what do ya want for nothing?"))
	if want := "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestVerify(t *testing.T) {
	body := []byte(`{"a":"नमस्ते"}`)
	right := wire.Sign("secret", body)
	for name, c := range map[string]struct {
		secret, header string
		ok             bool
	}{
		"right":          {"secret", right, true},
		"upper hex":      {"secret", "sha256=" + strings.ToUpper(right[7:]), true},
		"none":           {"secret", "", false},
		"only a prefix":  {"secret", "sha256=", false},
		"no prefix":      {"secret", right[7:], false},
		"another prefix": {"secret", "sha1=" + right[7:], false},
		"cut short":      {"secret", right[:len(right)-2], false},
		"too long":       {"secret", right + "00", false},
		"no hex":         {"secret", "sha256=" + strings.Repeat("z", 64), false},
		"other secret":   {"Secret", right, false},
		"no secret":      {"", wire.Sign("", body), false},
	} {
		if got := wire.Verify(c.secret, body, c.header); got != c.ok {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestOneChangedByteIsNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SliceOfN(rapid.Byte(), 1, 200).Draw(t, "body")
		other := bytes.Clone(body)
		other[rapid.IntRange(0, len(body)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "by")
		header := wire.Sign("s", body)
		if !wire.Verify("s", body, header) || wire.Verify("s", other, header) {
			t.Fatal("a signature fits what it must not, or not what it must")
		}
	})
}
