package book

import (
	"encoding/json"
	"testing"
)

// TestInert keeps a spreadsheet from taking what somebody wrote for a formula; numbers
// it may take for numbers.
func TestInert(t *testing.T) {
	fields := []field[string]{{"text", func(s string) any { return s }}, {"n", func(string) any { return json.Number("-2.5") }}}
	for text, want := range map[string]string{
		"Ramesh": "Ramesh", "": "", "=1+1": "'=1+1", "+91": "'+91", "-x": "'-x", "@sum": "'@sum", "a=b": "a=b",
	} {
		if got := cells(fields, text); got[0] != want || got[1] != "-2.5" {
			t.Errorf("%q is written as %q", text, got)
		}
	}
}
