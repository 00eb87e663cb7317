package bot_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// ailing is a journal that answers nothing for a while.
type ailing struct {
	bot.Journal
	left   int // failures to come
	base   bool
	commit bool
}

// errAway is what a database that is away looks like.
var errAway = fmt.Errorf("journal: %w", journal.ErrUnreachable)

func (a *ailing) fails(here bool) bool {
	if !here || a.left == 0 {
		return false
	}
	a.left--
	return true
}

func (a *ailing) Base(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Base, error) {
	if a.fails(a.base) {
		return bot.Base{}, errors.New("whatever it was") // nothing of the turn's doing
	}
	return a.Journal.Base(ctx, shop, person)
}

func (a *ailing) Commit(ctx context.Context, c bot.Commit, apply func(context.Context, bot.Tx) error) error {
	if a.fails(a.commit) {
		return errAway
	}
	return a.Journal.Commit(ctx, c, apply)
}

// TestOutage has the database away for a few moments, as many as it likes: what
// was said is worked when it is back, never apologised for.
func TestOutage(t *testing.T) {
	for times := 1; times <= 2*bot.MaxFailures+2; times++ {
		for _, a := range []*ailing{{base: true}, {commit: true}, {base: true, commit: true}} {
			a.left = times
			c := newChat(t, func(c *bot.Config) {
				a.Journal = c.Journal
				c.Journal = a
			})
			c.receive(c.message("owner", "add ali 5"))
			for range times {
				if err := c.engine.Settle(t.Context()); err == nil {
					t.Fatalf("%+v: the outage was not noticed", a)
				}
			}
			if got := c.settle(); got != added5 {
				t.Errorf("%d failures of %+v: answered %q", times, a, got)
			}
			c.holds("ali 5\n")
			if s := c.engine.Stats(); s.Broken != 0 {
				t.Errorf("counted %+v", s)
			}
		}
	}
}
