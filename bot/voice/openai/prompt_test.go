package openai

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPrompt(t *testing.T) {
	long := strings.Repeat("k", maxHint+1)
	for want, hints := range map[string][]string{
		"":             {"", " ", "\n", "\x00", long},
		"atta, Ramesh": {"Ramesh", "atta"},
		"आटा, Ramesh":  {"Ramesh", "Ramesh", long, "आटा", " Ramesh\n"},
		"Parle G":      {" Parle\r\n\tG\x00 "},
	} {
		if got := prompt(hints); got != want {
			t.Errorf("%q: %q, want %q", hints, got, want)
		}
	}
}

// TestPromptFits is that Whisper reads all of a prompt, that the best come first into it and
// stand last, and that nothing is left out for which there is room.
func TestPromptFits(t *testing.T) {
	hint := rapid.StringOfN(rapid.RuneFrom([]rune("aeR आटदिी\n🙂")), 0, 30, -1)
	rapid.Check(t, func(t *rapid.T) {
		hints := rapid.SliceOfN(hint, 0, 200).Draw(t, "hints")
		got := prompt(hints)
		if tokens(got) > maxPrompt || strings.Contains(got, "\n") {
			t.Fatalf("%q has %d tokens", got, tokens(got))
		}
		var want []string
		for _, h := range hints {
			if h = tidy(h); h != "" && !slices.Contains(want, h) {
				want = append(want, h)
			}
		}
		kept := strings.Split(got, ", ")
		slices.Reverse(kept)
		if got == "" {
			kept = nil
		}
		if len(kept) > len(want) || !slices.Equal(kept, want[:len(kept)]) {
			t.Fatalf("%q of %q", kept, want)
		}
		size := 0
		for _, h := range want[:min(len(kept)+1, len(want))] {
			size += tokens(h) + 1
		}
		if len(kept) < len(want) && size <= maxPrompt {
			t.Fatalf("there was room for %q beside %q", want[len(kept)], got)
		}
	})
}
