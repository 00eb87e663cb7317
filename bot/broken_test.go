package bot_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

func itoa(n int) string { return strconv.Itoa(n) }

const (
	added5 = "tally.add.done N=5 Total=5 Who=ali [undo]"
	sorry  = "bot.broken"
)

// TestPanic has a skill panic in the middle of a conversation: it is answered,
// counted once, leaves nothing open, and the next turn works.
func TestPanic(t *testing.T) {
	c := newChat(t, nil)
	c.expect(
		[2]string{"add ali 5", added5},
		[2]string{"add bea", "tally.add.ask.n Who=bea"},
		[2]string{"add ali 5; boom", sorry}, // all of a message or nothing
		[2]string{"it's 3", "bot.unknown.none Another=tally.total.example Example=tally.add.example [help]"},
		[2]string{"total ali", "tally.total Total=5 Who=ali"},
		[2]string{"undo", "book.undone N=5 Who=ali"},
	)
	if s := c.engine.Stats(); s.Panics != 1 || s.Broken != 1 || s.Turns != 6 {
		t.Errorf("counted %+v", s)
	}
	s, err := c.journal.Checkpoint(t.Context(), 1, 1)
	if err != nil || len(s.Stack) != 0 {
		t.Errorf("open: %+v, %v", s.Stack, err)
	}
}

// TestPanicIsAnsweredAtOnce says that nobody waits for the rest of a burst to
// hear that something broke.
func TestPanicIsAnsweredAtOnce(t *testing.T) {
	c := newChat(t, func(config *bot.Config) { config.Burst = time.Second })
	c.expect([2]string{"boom", sorry})
}

// deaf is an understander that breaks as told.
type deaf struct{ how func() error }

func (d deaf) Understand(context.Context, bot.Utterance) (bot.Understanding, error) {
	return bot.Understanding{}, d.how()
}

// noLexicon cannot read the shop's names.
type noLexicon struct{}

func (noLexicon) Words(context.Context, *bot.Turn) ([]bot.Vocabulary, error) {
	return nil, errors.New("no lexicon")
}

// badLedger refuses, or panics, wherever it is asked to.
type badLedger struct {
	tally
	panics bool
}

func (l badLedger) fail() error {
	if l.panics {
		panic("ledger")
	}
	return errors.New("ledger")
}

func (l badLedger) Apply(_ context.Context, _ bot.Tx, t *bot.Turn) error {
	if len(t.Effects()) == 0 {
		return nil // an apology writes nothing
	}
	return l.fail()
}

// TestBrokenParts breaks what the engine stands on, one part after the other.
// Each time the user is answered and the messages behind are not held up; when
// the part is whole again, so is the conversation.
func TestBrokenParts(t *testing.T) {
	for name, spoil := range map[string]func(*bot.Config){
		"understanding fails":  func(c *bot.Config) { c.Understand = deaf{func() error { return errors.New("deaf") }} },
		"understanding panics": func(c *bot.Config) { c.Understand = deaf{func() error { panic("deaf") }} },
		"no lexicon":           func(c *bot.Config) { c.Lexicon = noLexicon{} },
		"the ledger refuses":   func(c *bot.Config) { c.Ledger = badLedger{} },
		"the ledger panics":    func(c *bot.Config) { c.Ledger = badLedger{panics: true} },
		"an unknown command": func(c *bot.Config) {
			c.Understand = says{bot.Command{Kind: "fly"}}
		},
		"an unknown errand": func(c *bot.Config) { c.Understand = says{bot.Command{Kind: bot.Start, Errand: "no.such"}} },
	} {
		t.Run(name, func(t *testing.T) {
			c := newChat(t, spoil)
			c.receive(c.message("owner", "add ali 5"), c.message("owner", "add ali 5"))
			if got := c.settle(); got != sorry+"\n"+sorry {
				t.Errorf("answered %q", got)
			}
			c.holds("")
			if s := c.engine.Stats(); s.Broken != 2 || s.Turns != 2 {
				t.Errorf("counted %+v", s)
			}
			c.reopen(nil)
			c.expect([2]string{"add ali 5", added5})
		})
	}
}

// says understands every text as one command.
type says struct{ bot.Command }

func (s says) Understand(context.Context, bot.Utterance) (bot.Understanding, error) {
	return bot.Understanding{Commands: []bot.Command{s.Command}}, nil
}

// failing says how often an errand that fails twice was tried.
type failing struct{ tries int }

func (f *failing) errand(context.Context, *bot.Turn, struct{}) error {
	if f.tries++; f.tries < bot.MaxFailures {
		return errors.New("not now")
	}
	return nil
}

// TestFailsForAWhile has an errand that works at the last try: the user never
// learns of it.
func TestFailsForAWhile(t *testing.T) {
	var f failing
	c := newChat(t, func(config *bot.Config) {
		config.Skills = []bot.Skill{{Name: "tally", Errands: []bot.Dialog{dialogs.NewForm("tally.fail", f.errand)}}}
	})
	c.expect([2]string{"fail", ""})
	if s := c.engine.Stats(); f.tries != bot.MaxFailures || s.Broken != 0 || s.Turns != 1 {
		t.Errorf("tried %d times, counted %+v", f.tries, s)
	}
}

// noMemory is session memory that is down.
type noMemory struct{}

func (noMemory) Load(context.Context, bot.ShopID, bot.PersonID) (bot.Session, bool, error) {
	return bot.Session{}, false, errors.New("connection refused")
}

func (noMemory) Save(context.Context, bot.Session) error { return errors.New("connection refused") }

// stale is session memory that knows another state than the journal's: a server
// put back from a copy.
type stale struct{ bot.Sessions }

func (s stale) Load(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, bool, error) {
	v, ok, err := s.Sessions.Load(ctx, shop, person)
	v.Rev, v.Stack = v.Rev-1, nil
	return v, ok, err
}

// TestSessionMemoryIsOnlyMemory has the same conversation with session memory
// in every state it can be in.
func TestSessionMemoryIsOnlyMemory(t *testing.T) {
	for name, spoil := range map[string]func(*bot.Config){
		"up": nil, "down": func(c *bot.Config) { c.Sessions = noMemory{} },
		"wiped": func(c *bot.Config) { c.Sessions = forgetful{} },
		"old":   func(c *bot.Config) { c.Sessions = stale{bot.NewMemory(c.Clock)} },
	} {
		t.Run(name, func(t *testing.T) {
			c := newChat(t, spoil)
			c.expect(
				[2]string{"add", "tally.add.ask.who"},
				[2]string{"it's ali", "tally.add.ask.n Who=ali"},
				[2]string{"total bea", "tally.total Total=0 Who=bea\ntally.add.ask.n Who=ali"},
				[2]string{"it's 5", added5},
				[2]string{"rather 6", "bot.corrected\ntally.add.done N=6 Total=6 Who=ali [undo]"},
				[2]string{"again", "bot.corrected\ntally.add.done N=6 Total=6 Who=ali [undo]"},
				[2]string{"1", "book.undone N=-5 Who=ali\nbook.undone N=6 Who=ali"}, // the correction is undone, not what it corrected
			)
			c.holds("ali 5\n")
		})
	}
}
