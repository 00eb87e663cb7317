package bot_test

import (
	"errors"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// jumps are what a clock does that was wrong.
var jumps = map[string]time.Duration{"an hour ahead": time.Hour, "an hour back": -time.Hour}

// TestClockJumpsOverAnswers has the clock jump while answers wait to be sent again: what
// people write is worked at once, everything is sent within a minute, and once.
func TestClockJumpsOverAnswers(t *testing.T) {
	for name, jump := range jumps {
		t.Run(name, func(t *testing.T) {
			c := newChat(t, nil)
			c.expect([2]string{"add ali 5", added5})
			c.wire.Fail(&bot.SendError{Fault: bot.Transient, Err: errors.New("connection refused")})
			c.say("total ali")
			c.say("add bea 7")
			c.receive(c.message("owner", "total bea")) // stored before, worked after
			c.clock.Advance(jump)
			c.wire.Fail(nil)
			c.receive(c.message("owner", "add ali 1"))
			if took := c.passes(promised, 5); took >= promised {
				t.Errorf("a minute later %d of 5 answers are there", len(c.wire.Sent()))
			}
			c.holds("ali 6\nbea 7\n")
			if c.wait(2 * time.Hour); len(c.wire.Sent()) != 5 {
				t.Errorf("%d answers to 5 messages", len(c.wire.Sent()))
			}
		})
	}
}

// TestClockJumpsInAnErrand has the clock jump between a question and its answer.
// An hour ahead the conversation has expired; neither way anything is written that
// was not said.
func TestClockJumpsInAnErrand(t *testing.T) {
	for name, want := range map[string]string{"an hour ahead": "", "an hour back": "ali 5\n"} {
		t.Run(name, func(t *testing.T) {
			c := newChat(t, nil)
			c.expect([2]string{"add ali", "tally.add.ask.n Who=ali"})
			c.clock.Advance(jumps[name])
			c.say("it's 5")
			c.holds(want)
			c.clock.Advance(-jumps[name])
			c.expect([2]string{"undo", map[bool]string{true: "book.undone N=5 Who=ali", false: "bot.undo.nothing"}[want != ""]})
		})
	}
}

// TestClockJumpsOverJobs has the clock pass the same hour twice: no job is done
// twice, and none is left out.
func TestClockJumpsOverJobs(t *testing.T) {
	c := newDiary(t, &diary{morning: bot.Job{When: bot.Every(time.Hour)}})
	before := len(c.wire.Sent())
	for range 6 { // three hours on, each by way of an hour back
		c.wait(time.Hour)
		c.wait(-time.Hour)
		c.wait(30 * time.Minute)
	}
	c.wait(30 * time.Minute)
	said := map[string]int{}
	for _, s := range c.wire.Sent()[before:] {
		said[s.Text]++
	}
	for text, times := range said {
		if times != 1 {
			t.Errorf("%q was said %d times", text, times)
		}
	}
	if len(said) < 3 {
		t.Errorf("in three hours and a half there was %v", said)
	}
}
