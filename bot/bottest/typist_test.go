package bottest

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestUnlisted reads back what a bubble says without buttons.
func TestUnlisted(t *testing.T) {
	word := rapid.StringMatching(`[a-zक-ह₹0-9][a-zक-ह ]{0,8}[a-zक-ह]`)
	rapid.Check(t, func(t *rapid.T) {
		b := bot.Bubble{Text: strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "text"), "\n"), Worded: rapid.Bool().Draw(t, "worded")}
		for _, w := range rapid.SliceOfN(word, 0, 10).Draw(t, "labels") {
			b.Choices = append(b.Choices, bot.Label{Text: strings.Join(strings.Fields(w), " ")})
		}
		text, choices, worded := unlisted(b.Listed())
		if text != b.Text || !slices.Equal(choices, b.Choices) || worded != (b.Worded && len(b.Choices) > 0) {
			t.Fatalf("%q is read as %q, %v, %v", b.Listed(), text, choices, worded)
		}
	})
}

// TestTypist takes choices in every way, in the reader's script; by their words alone
// where a number is the answer.
func TestTypist(t *testing.T) {
	s := Sent{Bubble: bot.Bubble{Text: "कौन सी?", Choices: []bot.Label{{Text: "खुली"}, {Text: "पैकेट वाली"}}}}
	y := &typist{}
	var said []string
	for range len(byNumber) + len(byWords) {
		text, aloud := y.takes(s, 2)
		if aloud {
			text = "🎤 " + text
		}
		said = append(said, text)
	}
	want := []string{"2", "२", "2.", "2)", "2️⃣", "🎤 दूसरा", "पैकेट वाली", misspelt("पैकेट वाली"), "🎤 पैकेट वाली"}
	if !slices.Equal(said, want) {
		t.Errorf("said is %q, want %q", said, want)
	}
	s.Worded = true
	for range 2 * len(byWords) {
		if text, _ := y.takes(s, 1); text != "खुली" {
			t.Errorf("said is %q", text)
		}
	}
}

// TestMisspelt changes one letter of a long word, and no short one.
func TestMisspelt(t *testing.T) {
	for words, want := range map[string]string{
		"Nahi": "Nahi", "Galti se": "Gallti se", "Kul ₹100": "Kul ₹100", "Wapas staff": "Wappas staff", "Hisaab dikhao": "Hisab dikhao",
	} {
		if got := misspelt(words); got != want {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
}
