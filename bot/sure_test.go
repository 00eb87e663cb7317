package bot_test

import (
	"context"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// blind is a journal in which whoever only looks sees nothing to be sent.
type blind struct{ bot.Journal }

func (blind) Due(context.Context, string, []string) (bool, error) { return false, nil }

// TestSentWithoutLooking has a turn say something: its answer is claimed at once,
// nobody looks first.
func TestSentWithoutLooking(t *testing.T) {
	b := newBell()
	c := newChat(t, func(config *bot.Config) {
		config.Journal, config.Channels = blind{config.Journal}, []bot.Channel{b}
	})
	stop := start(t, c.engine)
	c.receive(c.message("owner", "add ali 5"))
	<-b.rang
	stop()
	if s := c.engine.Stats(); s.Sent != 1 {
		t.Errorf("%+v", s)
	}
}
