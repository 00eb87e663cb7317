package bot_test

import (
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// What is kept with a turn is made once for each key, and is no other turn's.
func TestKept(t *testing.T) {
	one, other := bot.NewTurn(1, 7, 3, time.Unix(0, 0)), bot.NewTurn(1, 7, 3, time.Unix(0, 0))
	made := 0
	next := func() int { made++; return made }
	for _, tt := range []struct {
		turn *bot.Turn
		key  any
		want int
	}{{one, "a", 1}, {one, "b", 2}, {one, "a", 1}, {other, "a", 3}, {other, "a", 3}, {one, "b", 2}} {
		if got := bot.Kept(tt.turn, tt.key, next); got != tt.want {
			t.Errorf("%v is %v, want %d", tt.key, got, tt.want)
		}
	}
}
