package bot_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// However somebody guesses, five wrong ones close for an hour, and with the hour all is
// forgotten.
func TestTries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)
		var tries bot.Tries
		var closed time.Time
		wrong := 0
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "minutes")) * time.Minute)
			if want := now.Before(closed); tries.Barred(now) != want {
				t.Fatalf("after %d: barred is %v", wrong, !want)
			} else if want {
				continue
			}
			if wrong == bot.MaxWrong {
				wrong = 0
			}
			tries = tries.Again(now)
			if wrong++; wrong == bot.MaxWrong {
				closed = now.Add(bot.WrongPause)
			}
			if tries.Wrong != wrong {
				t.Fatalf("%d wrong, counted %d", wrong, tries.Wrong)
			}
		}
	})
}
