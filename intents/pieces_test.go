package intents

import "testing"

// TestPieces keeps what means the same in every language, and figures whatever they are
// part of.
func TestPieces(t *testing.T) {
	u, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"ramesh kal 500 dega": "[ramesh] [kal] [500] dega", "do kilo chini bhejna": "[do kilo] [chini] bhejna", "gaadi MH12AB3456 se aaya": "gaadi MH[12]AB[3456] se aaya",
	} {
		pieces, err := u.Pieces(t.Context(), stocked(text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range pieces {
			is := p.Text
			if p.Fixed {
				is = "[" + is + "]"
			}
			if got != "" && !p.Glued {
				is = " " + is
			}
			got += is
		}
		if got != want {
			t.Errorf("%q is cut into %s, want %s", text, got, want)
		}
	}
}
