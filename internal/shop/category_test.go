package shop

import (
	"encoding/json"
	"testing"
)

func TestCategory(t *testing.T) {
	for c, want := range map[Category]string{
		"": `{"kind":""}`, "spices": `{"kind":"key","text":"book.category.spices"}`,
		Line{Key: "rice"}.Category(ByItem): `{"kind":""}`, Line{}.Category(ByCategory): `{"kind":"key","text":"book.category.other"}`,
		Line{Key: "rice"}.Category(ByCategory): `{"kind":"key","text":"book.category.rice"}`,
	} {
		if got, err := json.Marshal(c); err != nil || string(got) != want {
			t.Errorf("%q: %s, %v", string(c), got, err)
		}
	}
}

func TestKnownCategory(t *testing.T) {
	for name, want := range map[string]string{"spices": "spices", "other": "other", "ramesh": "", "": ""} {
		if got := KnownCategory(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
