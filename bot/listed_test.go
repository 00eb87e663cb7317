package bot_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestListed writes choices as lines, numbered unless a number answers the question.
func TestListed(t *testing.T) {
	choices := []bot.Label{{ID: "7.1", Text: "खुली"}, {ID: "7.2", Text: "पैकेट\nवाली"}}
	for want, b := range map[string]bot.Bubble{
		"":        {},
		"कौन सी?": {Text: "कौन सी?"},
		"कौन सी?\n\n1. खुली\n2. पैकेट वाली": {Text: "कौन सी?", Choices: choices},
		"1. खुली\n2. पैकेट वाली":            {Choices: choices},
		"कितने की?\n\n• खुली\n• पैकेट वाली": {Text: "कितने की?", Choices: choices, Worded: true},
	} {
		if got := b.Listed(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
