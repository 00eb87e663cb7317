package simulator

import (
	"encoding/json"
	"reflect"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestEscaped(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":"äöå"}`:         `{"a":"\u00e4\u00f6\u00e5"}`,
		`"नहीं 🙏"`:            `"\u0928\u0939\u0940\u0902 \ud83d\ude4f"`,
		`"2/3 @ \\/ \u003cb"`: `"2\/3 \u0040 \\\/ \u003cb"`,
		"\"\u007f\u2028\"":    `"\u007f\u2028"`,
		`[1.5e-3,true,null]`:  `[1.5e-3,true,null]`,
		``:                    ``,
	} {
		if got := string(escaped([]byte(in))); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// Whatever is said means the same afterwards, and is in ASCII.
func TestEscapedSaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.MapOf(rapid.String(), rapid.SliceOf(rapid.String())).Draw(t, "said")
		raw, err := json.Marshal(said)
		if err != nil {
			t.Fatal(err)
		}
		raw = escaped(raw)
		for _, b := range raw {
			if b >= utf8.RuneSelf || b == '@' || b == 0x7f {
				t.Fatalf("%q is not escaped in %s", b, raw)
			}
		}
		again := map[string][]string{}
		if err := json.Unmarshal(raw, &again); err != nil {
			t.Fatal(err)
		}
		before, _ := json.Marshal(said)
		after, _ := json.Marshal(again)
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("%s became %s", before, after)
		}
	})
}
