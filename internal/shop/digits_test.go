package shop_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

func TestDigits(t *testing.T) {
	for text, want := range map[string]string{
		"":           "",
		"a 1 ख":      "a 1 ख",
		"४८२१":       "4821",
		"০১২৩৪৫৬৭৮৯": "0123456789",
		"௦௯ ౦౯ ೦೯ ൦൯ ૦૯ ੦੯": "09 09 09 09 09 09",
		"𝟎𝟗 𝟘𝟡":             "09 09", // side by side
	} {
		if got := shop.Digits(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
