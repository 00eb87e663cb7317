package bot_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// refusing is a journal that does not commit, as told.
type refusing struct {
	bot.Journal
	times int // how often, -1 for ever
	err   error
}

func (r *refusing) Commit(ctx context.Context, c bot.Commit, apply func(context.Context, bot.Tx) error) error {
	if r.times != 0 {
		r.times--
		return r.err
	}
	return r.Journal.Commit(ctx, c, apply)
}

// refuse makes a chat's journal refuse.
func refuse(err error, times int, and func(*bot.Config)) func(*bot.Config) {
	return func(c *bot.Config) {
		c.Journal = &refusing{Journal: c.Journal, times: times, err: err}
		if and != nil {
			and(c)
		}
	}
}

// TestConflicts has others change the book again and again: the turn is taken
// again, more often than one that fails, and the user does not notice.
func TestConflicts(t *testing.T) {
	for _, err := range []error{bot.ErrStale, bot.ErrUndone} {
		c := newChat(t, refuse(err, bot.MaxTries-1, nil))
		c.expect([2]string{"add ali 5", added5})
		if s := c.engine.Stats(); s.Conflicts != bot.MaxTries-1 || s.Turns != 1 || s.Broken != 0 {
			t.Errorf("%v: counted %+v", err, s)
		}
	}
}

// TestEndlessConflict never gets its turn: it is left for later, and nobody
// waits for it.
func TestEndlessConflict(t *testing.T) {
	c := newChat(t, refuse(bot.ErrStale, -1, nil))
	c.expect([2]string{"add ali 5", ""})
	if s := c.engine.Stats(); s.Conflicts != bot.MaxTries || s.Turns != 0 {
		t.Errorf("counted %+v", s)
	}
	c.reopen(nil)
	if got := c.settle(); got != added5 {
		t.Errorf("later: answered %q", got)
	}
}

// TestConflictWhileApologising has the book move under an apology.
func TestConflictWhileApologising(t *testing.T) {
	c := newChat(t, refuse(bot.ErrStale, 3, func(config *bot.Config) { config.Lexicon = noLexicon{} }))
	c.expect([2]string{"add ali 5", sorry})
	if s := c.engine.Stats(); s.Conflicts != 3 || s.Broken != 1 || s.Turns != 1 {
		t.Errorf("counted %+v", s)
	}
}

// TestWorkedElsewhere loses every race: another process was faster.
func TestWorkedElsewhere(t *testing.T) {
	c := newChat(t, nil)
	c.receive(c.message("owner", "add ali 5"))
	faster := openToy(t, c.dir, c.clock, nil)
	defer faster.journal.Close()
	raced := newRace(func() {
		if err := faster.engine.Settle(t.Context()); err != nil {
			t.Error(err)
		}
	})
	c.reopen(raced)
	if got := c.settle(); got != added5 {
		t.Errorf("answered %q", got)
	}
	c.holds("ali 5\n")
	if s := c.engine.Stats(); s.Turns != 0 || s.Broken != 0 {
		t.Errorf("counted %+v", s)
	}
}

// race is an understander beside which something else happens.
type race struct {
	ears
	meanwhile func()
}

func newRace(meanwhile func()) func(*bot.Config) {
	return func(c *bot.Config) { c.Understand = race{meanwhile: meanwhile} }
}

func (r race) Understand(ctx context.Context, u bot.Utterance) (bot.Understanding, error) {
	r.meanwhile()
	return r.ears.Understand(ctx, u)
}

// TestNothingCanBeWritten has a full disk: the failure is told to who runs the
// bot, nothing is lost, and a burst stays grouped as it was taken.
func TestNothingCanBeWritten(t *testing.T) {
	full := errors.New("disk full")
	c := newChat(t, refuse(full, -1, withBurst))
	c.receive(c.message("owner", "add ali"), c.message("owner", "5"), c.message("owner", "total ali"))
	if err := c.engine.Settle(t.Context()); !errors.Is(err, full) {
		t.Fatalf("got %v", err)
	}
	pending, err := c.journal.Pending(t.Context(), 1, 9)
	if err != nil || len(pending) != 3 || pending[0].Turn != 1 || pending[1].Turn != 1 || pending[2].Turn != 0 {
		t.Fatalf("pending %+v, %v", pending, err)
	}
	c.reopen(nil) // and without bursts
	if got := c.settle(); got != added5+"\ntally.total Total=5 Who=ali" {
		t.Errorf("later: answered %q", got)
	}
}
