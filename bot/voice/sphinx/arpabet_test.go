package sphinx

import (
	"slices"
	"strings"
	"testing"
)

func TestArpabet(t *testing.T) {
	for ipa, want := range map[string]string{
		"": "", "ˈ ː": "", "ə m ˈeː ʃ": sounds["ə"] + " M " + sounds["eː"] + " SH",
		"m m a": "M " + sounds["a"], "kʰ": sounds["k"], "tʃ": "CH", "?": "",
	} {
		if got := arpabet(ipa); got != want {
			t.Errorf("%q is %q, want %q", ipa, got, want)
		}
	}
}

// TestSoundsAreOfTheModel sees that every sound of the table is one of the model's.
func TestSoundsAreOfTheModel(t *testing.T) {
	for name, said := range sounds {
		if len([]rune(name)) > maxName {
			t.Errorf("%q is longer than %d", name, maxName)
		}
		for _, s := range strings.Fields(said) {
			if !slices.Contains(phones, s) {
				t.Errorf("%q is %q, which the model does not know", name, s)
			}
		}
	}
}
