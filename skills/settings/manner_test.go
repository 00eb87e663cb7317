package settings

import (
	"slices"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestVoiceYet says that nothing is spoken yet only where that is so.
func TestVoiceYet(t *testing.T) {
	for _, speaks := range []bool{true, false} {
		turn := bot.NewTurn(1, 1, 1, time.Unix(1e9, 0))
		if speaks {
			turn.Speaking()
		}
		if err := (skill{}).voice(t.Context(), turn, speech{Voice: bot.SpokenAlways}); err != nil {
			t.Fatal(err)
		}
		yet := slices.ContainsFunc(turn.Replies(), func(r bot.Reply) bool { return r.Key == "voice.yet" })
		if yet == speaks || len(turn.Effects()) != 1 {
			t.Errorf("speaks %v: said %+v, did %+v", speaks, turn.Replies(), turn.Effects())
		}
	}
}
