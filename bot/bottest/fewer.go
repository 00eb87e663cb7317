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
	if f := flag.Lookup("rapid.checks"); f != nil && f.Value.String() == f.DefValue && fewer(cases, f.DefValue) {
		defer func() { _ = f.Value.Set(f.DefValue) }()
		if err := f.Value.Set(strconv.Itoa(cases)); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, property)
}

// fewer reports whether cases are fewer than those tried otherwise.
func fewer(cases int, than string) bool {
	n, err := strconv.Atoi(than)
	return err == nil && cases < n
}

// HurryUnderRace has every property of a package tried with so many cases under the race
// detector, instead of rapid's own 100. It makes a database some ten times slower, and a
// race shows in the first cases or in none; all cases are tried where it is not built in.
// Call it from TestMain, before the flags are read.
func HurryUnderRace(cases int) {
	f := flag.Lookup("rapid.checks")
	if !RaceDetector || f == nil {
		return
	}
	f.DefValue = strconv.Itoa(cases) // what nobody asked for by a flag
	if err := f.Value.Set(f.DefValue); err != nil {
		panic(err)
	}
}
