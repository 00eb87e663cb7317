package bottest

import (
	"flag"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// Fewer checks a property that is slow to try with so many cases, unless the
// command asks for another number than rapid's own 100 (-rapid.checks).
func Fewer(t *testing.T, cases int, property func(*rapid.T)) {
	t.Helper()
	if f := flag.Lookup("rapid.checks"); f != nil && f.Value.String() == f.DefValue {
		defer func() { _ = f.Value.Set(f.DefValue) }()
		if err := f.Value.Set(strconv.Itoa(cases)); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, property)
}
