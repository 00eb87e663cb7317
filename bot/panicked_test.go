package bot

import (
	"errors"
	"testing"
)

// TestPanicked tells what broke, and quotes nobody.
func TestPanicked(t *testing.T) {
	index := 5
	for want, do := range map[string]func(){
		"runtime error: index out of range [5] with length 0": func() { _ = []int(nil)[index] },
		"string":              func() { panic("no customer Ramesh") },
		"*errors.errorString": func() { panic(errors.New("no customer Ramesh")) },
	} {
		func() {
			defer func() {
				if got := panicked(recover()); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}()
			do()
		}()
	}
}
