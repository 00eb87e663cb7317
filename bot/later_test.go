package bot_test

import (
	"context"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// newRelease is the toy with a form that has one more slot.
func newRelease(c *bot.Config) {
	type form struct {
		Who  string `slot:"who"`
		N    count  `slot:"n"`
		Note string `slot:"name"`
	}
	say := func(_ context.Context, t *bot.Turn, f form) error {
		t.Say("add.noted", bot.Args{"Who": f.Who, "N": f.N, "Note": f.Note})
		return nil
	}
	c.Skills = []bot.Skill{{Name: "tally", Errands: []bot.Dialog{dialogs.NewForm("tally.add", say)}}}
}

// TestNewRelease changes the program while a question is open.
func TestNewRelease(t *testing.T) {
	c := newChat(t, nil)
	c.expect([2]string{"add ali", "tally.add.ask.n Who=ali"})
	c.reopen(newRelease)
	c.expect(
		[2]string{"it's 5", "bot.startover\ntally.add.ask.who"},
		[2]string{"it's ali", "tally.add.ask.n Who=ali"},
		[2]string{"it's 5", "tally.add.ask.name N=5 Who=ali"},
		[2]string{"it's a_gift", "tally.add.noted N=5 Note=a_gift Who=ali"},
	)
}

// TestErrandIsGone takes the errand of an open question out of the program.
func TestErrandIsGone(t *testing.T) {
	c := newChat(t, nil)
	c.expect([2]string{"add ali 5000", "tally.add.sure N=5000 Who=ali [yes] [no]"})
	tap := c.id("yes")
	c.reopen(func(config *bot.Config) {
		config.Skills = []bot.Skill{{Name: "tally", Errands: []bot.Dialog{dialogs.NotYet("tally.total")}}}
	})
	m := c.message("owner", "")
	m.Pick = tap
	c.receive(m)
	if got := c.settle(); got != "bot.nothing.asked\nbot.startover" {
		t.Errorf("answered %q", got)
	}
	c.expect([2]string{"yes", "bot.nothing.asked"})
	c.holds("")
}

// TestExpiry lets a conversation lie: after half an hour only its language is
// left, whether session memory or the checkpoint remembers it.
func TestExpiry(t *testing.T) {
	for name, spoil := range map[string]func(*bot.Config){"memory": nil, "checkpoint": func(c *bot.Config) { c.Sessions = forgetful{} }} {
		t.Run(name, func(t *testing.T) {
			c := newChat(t, func(config *bot.Config) {
				config.Understand = hindi{}
				if spoil != nil {
					spoil(config)
				}
			})
			c.expect([2]string{"add ali", "tally.add.ask.n Who=ali"})
			c.clock.Advance(bot.SessionTTL - time.Nanosecond)
			c.expect(
				[2]string{"total bea", "tally.total Total=0 Who=bea\ntally.add.ask.n Who=ali"},
				[2]string{"blah", "bot.unknown Another=tally.total.example Example=tally.add.example\ntally.add.ask.n Who=ali [tally.add.title] [help]"},
			)
			c.clock.Advance(bot.SessionTTL)
			c.expect(
				[2]string{"blah", "bot.unknown Another=tally.total.example Example=tally.add.example [tally.add.title] [help]"},
			)
			if s, err := c.journal.Checkpoint(t.Context(), 1, 1); err != nil || s.Lang != "hi" || s.Misses != 1 || len(s.Stack) != 0 {
				t.Errorf("remembered %+v, %v", s, err)
			}
			c.expect(
				[2]string{"it's 5", "bot.unknown.none Another=tally.total.example Example=tally.add.example [help]"},
				[2]string{"again", "bot.unknown.none Another=tally.total.example Example=tally.add.example [help]"},
			)
			s, err := c.journal.Checkpoint(t.Context(), 1, 1)
			if err != nil || s.Lang != "hi" || len(s.Stack) != 0 || s.Rev != 6 {
				t.Errorf("remembered %+v, %v", s, err)
			}
			if !s.Expires.Equal(c.clock.Now().Add(bot.SessionTTL)) {
				t.Errorf("expires %v", s.Expires)
			}
		})
	}
}

// hindi hears the toy's commands in Hindi, when it hears any.
type hindi struct{}

func (hindi) Understand(ctx context.Context, u bot.Utterance) (bot.Understanding, error) {
	out, err := ears{}.Understand(ctx, u)
	if len(out.Commands) > 0 {
		out.Lang = "hi"
	}
	return out, err
}

// TestLanguage answers in the language he writes in, and remembers it.
func TestLanguage(t *testing.T) {
	c := newChat(t, func(config *bot.Config) { config.Lang = "en" })
	lang := func() string {
		t.Helper()
		s, err := c.journal.Checkpoint(t.Context(), 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		return s.Lang
	}
	c.say("blah")
	if lang() != "en" {
		t.Errorf("begins in %s", lang())
	}
	c.reopen(func(config *bot.Config) { config.Understand = hindi{} })
	c.say("total ali")
	if lang() != "hi" {
		t.Errorf("goes on in %s", lang())
	}
	c.reopen(nil)
	c.say("total ali") // could be any
	if lang() != "hi" {
		t.Errorf("then speaks %s", lang())
	}
	c.expect([2]string{"मराठी", "bot.lang.missing Language=mr\nbot.unknown Another=tally.total.example Example=tally.add.example [tally.add.title] [help]"})
	if lang() != "hi" {
		t.Errorf("then speaks %s", lang())
	}
}
