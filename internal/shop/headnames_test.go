package shop

import "testing"

// Every kind of expense has a name in every language that any has one in.
func TestHeadsHaveNames(t *testing.T) {
	all := headNames()
	if len(all) != 13 || len(all[Rent]) != 19 {
		t.Fatalf("%d heads, the first in %d languages", len(all), len(all[Rent]))
	}
	for h, names := range all {
		for lang := range all[Rent] {
			if !plainName(names[lang]) {
				t.Errorf("%s has no name in %s", h, lang)
			}
		}
	}
	if got := all[Rent]["ta"]; got != "வாடகை" {
		t.Errorf("rent in Tamil is %q", got)
	}
}
