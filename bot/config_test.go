package bot_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// complete is a configuration nothing is wrong with.
func complete() bot.Config {
	clock := bottest.NewClock(morning)
	return bot.Config{
		Skills: []bot.Skill{{Name: "tally", Errands: []bot.Dialog{dialogs.NotYet("tally.later")}}},
		// Nothing is asked of the parts before the first message.
		Journal: struct{ bot.Journal }{}, Sessions: bot.NewMemory(clock), Ledger: tally{}, Lexicon: noWords{},
		Understand: ears{}, Writer: pen{}, Clock: clock,
	}
}

func TestNew(t *testing.T) {
	if _, err := bot.New(complete()); err != nil {
		t.Fatal(err)
	}
	c := complete()
	c.Welcome = "tally.later"
	if _, err := bot.New(c); err != nil {
		t.Fatal(err)
	}
}

func TestNewRefuses(t *testing.T) {
	for want, spoil := range map[string]func(*bot.Config){
		"Journal is missing":                  func(c *bot.Config) { c.Journal = nil },
		"Sessions is missing":                 func(c *bot.Config) { c.Sessions = nil },
		"Ledger is missing":                   func(c *bot.Config) { c.Ledger = nil },
		"Lexicon is missing":                  func(c *bot.Config) { c.Lexicon = nil },
		"Understand is missing":               func(c *bot.Config) { c.Understand = nil },
		"Writer is missing":                   func(c *bot.Config) { c.Writer = nil },
		"Clock is missing":                    func(c *bot.Config) { c.Clock = nil },
		"two errands are called tally.later":  func(c *bot.Config) { c.Skills = append(c.Skills, c.Skills[0]) },
		"called tally.later takes a place":    func(c *bot.Config) { c.Located = "tally.later" },
		"no errand is called tally.elsewhere": func(c *bot.Config) { c.Welcome = "tally.elsewhere" },
	} {
		c := complete()
		spoil(&c)
		e, err := bot.New(c)
		if e != nil || !errors.Is(err, bot.ErrConfig) || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
