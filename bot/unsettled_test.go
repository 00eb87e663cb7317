package bot_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// forgetting is a journal that cannot write down, for a while, how sendings went.
// It is the clock too, on which such a while passes at once.
type forgetting struct {
	bot.Journal
	*bottest.Clock
	left atomic.Int64 // failures to come
}

func (f *forgetting) Settle(ctx context.Context, receipts ...bot.Receipt) error {
	if f.left.Add(-1) >= 0 {
		return errAway
	}
	return f.Journal.Settle(ctx, receipts...)
}

func (f *forgetting) After(d time.Duration) <-chan time.Time {
	if f.left.Load() >= 0 { // until it has been written down
		d = 0
	}
	return f.Clock.After(d)
}

// TestSettledLater has the database go away between a sending and its being
// written down: it is written down when the database is back, and nothing is sent
// twice.
func TestSettledLater(t *testing.T) {
	f, b := &forgetting{}, newBell()
	c := newChat(t, func(config *bot.Config) {
		f.Journal, f.Clock = config.Journal, config.Clock.(*bottest.Clock)
		config.Journal, config.Clock, config.Channels = f, f, []bot.Channel{b}
	})
	f.left.Store(5)
	c.receive(c.message("owner", "add ali 5"))
	stop := start(t, c.engine)
	<-b.rang
	stop()
	if left := f.left.Load(); left >= 0 {
		t.Fatalf("it was given up with %d failures to come", left)
	}
	c.clock.Advance(2 * journal.ClaimTimeout)
	if err := c.engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := c.engine.Stats(); len(b.rang) != 0 || s.Sent != 1 {
		t.Errorf("sent again: %+v", s)
	}
}
