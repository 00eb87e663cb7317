package wire_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// read reads one JSON value; reading these types never fails.
func read[T any](t *testing.T, raw string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return v
}

func TestString(t *testing.T) {
	for raw, want := range map[string]wire.String{
		`"wamid.A=="`:         "wamid.A==",
		`919800000001`:        "919800000001",
		`1234567890987654321`: "1234567890987654321", // more than a float holds
		`1.5`:                 "1.5",
		`true`:                "true",
		`null`:                "",
		`{}`:                  "",
		`["a"]`:               "",
		`"नहीं"`:              "नहीं",
		`"a\u0000b"`:          "ab",
		`"\ud83d"`:            "\ufffd",
	} {
		if got := read[wire.String](t, raw); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

func TestBool(t *testing.T) {
	for raw, want := range map[string]wire.Bool{
		`true`: true, `"true"`: true, `"True"`: true, `1`: true, `"1"`: true,
		`false`: false, `"false"`: false, `0`: false, `null`: false, `{}`: false, `"yes?"`: false,
	} {
		if got := read[wire.Bool](t, raw); got != want {
			t.Errorf("%s: %v, want %v", raw, got, want)
		}
	}
}

func TestInt(t *testing.T) {
	for raw, want := range map[string]wire.Int{
		`131047`: 131047, `"131047"`: 131047, `1.0`: 1, `1e3`: 1000, `-4`: -4,
		`null`: 0, `"x"`: 0, `[]`: 0, `1e300`: 0, `"NaN"`: 0, `99999999999999999999`: 0,
	} {
		if got := read[wire.Int](t, raw); got != want {
			t.Errorf("%s: %v, want %v", raw, got, want)
		}
	}
}

func TestDegrees(t *testing.T) {
	for raw, want := range map[string]wire.Degrees{
		`12.25089`: 12.25089, `"43.9"`: 43.9, `-122.2`: -122.2, `0`: 0,
		`null`: wire.Nowhere, `"north"`: wire.Nowhere, `1e400`: wire.Nowhere, `"NaN"`: wire.Nowhere, `9999`: wire.Nowhere,
	} {
		if got := read[wire.Degrees](t, raw); got != want {
			t.Errorf("%s: %v, want %v", raw, got, want)
		}
	}
}

func TestStamp(t *testing.T) {
	want := time.Date(2023, 10, 11, 16, 53, 43, 0, time.UTC)
	for _, raw := range []string{
		`"1697043223"`, `1697043223`, `1697043223.0`, `"1697043223000"`, `1697043223000`,
		`1697043223000000`, `1697043223000000000`, `1.697043223e9`, `"2023-10-11T16:53:43Z"`,
		`"2023-10-11T22:23:43+05:30"`, `" 1697043223 "`,
	} {
		if got := read[wire.Stamp](t, raw); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: %v, want %v", raw, got.Time, want)
		}
	}
	for _, raw := range []string{`null`, `""`, `"yesterday"`, `0`, `-5`, `{}`, `1e300`, `"9223372036854775807"`, `5000000000`, `"0001-01-01T00:00:00Z"`} {
		if got := read[wire.Stamp](t, raw); !got.IsZero() {
			t.Errorf("%s: %v, want no time", raw, got.Time)
		}
	}
}

func TestStampIsReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(946684800, 4102444799).Draw(t, "at"), 0).UTC()
		raw, err := json.Marshal(wire.At(at))
		if err != nil || raw[0] != '"' {
			t.Fatalf("%s, %v", raw, err)
		}
		var got wire.Stamp
		if err := json.Unmarshal(raw, &got); err != nil || !got.Equal(at) {
			t.Fatalf("%s: %v, %v", raw, got, err)
		}
	})
	if raw, _ := json.Marshal(wire.Stamp{}); string(raw) != `"0"` {
		t.Errorf("no time is written as %s", raw)
	}
}

// Whatever stands in a field, the types that read loosely leave the rest of the
// object alone.
func TestLooseNeverFails(t *testing.T) {
	values := rapid.SampledFrom([]string{
		`null`, `true`, `0`, `-1`, `1e999`, `1.5`, `""`, `"x"`, `[]`, `[1]`, `{}`, `{"a":[{}]}`, `"\u0000"`, `"1e400"`,
	})
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for _, name := range []string{"s", "b", "i", "d", "t"} {
			parts = append(parts, `"`+name+`":`+values.Draw(t, name))
		}
		raw := `{` + strings.Join(parts, ",") + `,"last":"here"}`
		var v struct {
			S    wire.String  `json:"s"`
			B    wire.Bool    `json:"b"`
			I    wire.Int     `json:"i"`
			D    wire.Degrees `json:"d"`
			T    wire.Stamp   `json:"t"`
			Last string       `json:"last"`
		}
		if err := json.Unmarshal([]byte(raw), &v); err != nil || v.Last != "here" {
			t.Fatalf("%s: %v, %+v", raw, err, v)
		}
		if strings.ContainsRune(string(v.S), 0) {
			t.Fatalf("%s: a NUL came through", raw)
		}
	})
}
