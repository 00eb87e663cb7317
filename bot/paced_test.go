package bot_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// paced is a channel with a speed limit.
type paced struct {
	*down
	pace bot.Pace
}

func (p paced) Pace() bot.Pace { return p.pace }

// TestPacedToOne has somebody whom nobody has ever written to get his first
// answers at once, and the next one when its time has come.
func TestPacedToOne(t *testing.T) {
	d := newDown()
	c := newChat(t, func(c *bot.Config) {
		c.Channels = []bot.Channel{paced{d, bot.Pace{PairEvery: 6 * time.Second, PairBurst: 2}}}
	})
	for n := range 4 {
		c.receive(c.message("owner", fmt.Sprintf("add ali %d", n+1)))
	}
	c.receive(c.message("other", "add ali 5"))
	for n, step := range []struct {
		after  time.Duration
		owners int
	}{{0, 2}, {6*time.Second - time.Millisecond, 2}, {time.Millisecond, 3}, {6 * time.Second, 4}, {time.Hour, 4}} {
		c.clock.Advance(step.after)
		c.settle()
		if d.got["owner"] != step.owners || d.got["other"] != 1 {
			t.Errorf("step %d: answered %v, want %d", n, d.got, step.owners)
		}
	}
}
