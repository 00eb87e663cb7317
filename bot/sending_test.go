package bot_test

import (
	"errors"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestSending watches an answer on its way: every try is told, with why it failed,
// and since when somebody waits.
func TestSending(t *testing.T) {
	var told []bot.Sending
	c := newChat(t, func(config *bot.Config) { config.Watch = func(s bot.Sending) { told = append(told, s) } })
	fail := func(err error, wait time.Duration) {
		c.wire.Fail(err)
		c.settle()
		c.clock.Advance(wait)
	}
	c.receive(c.message("owner", "add ali 5"))
	stored := c.clock.Now()
	fail(errors.New("no network"), time.Minute)
	fail(&bot.SendError{Fault: bot.Locked, Code: 190, Err: errors.New("no token")}, bot.LongestPause)
	fail(nil, time.Minute)
	c.receive(c.message("owner", "total ali"))
	fail(&bot.SendError{Fault: bot.Refused, Code: 131026, Err: errors.New("cannot")}, time.Minute)
	want := []bot.Sending{
		{Turn: 1, Outcome: bot.Failing},
		{Turn: 1, Outcome: bot.Failing, Fault: bot.Locked, Code: 190, Tries: 1},
		{Turn: 1, Outcome: bot.Arrived, Tries: 2, Bubbles: 1},
		{Turn: 2, Outcome: bot.GivenUp, Fault: bot.Refused, Code: 131026},
	}
	if len(told) != len(want) {
		t.Fatalf("told of %+v", told)
	}
	for i, got := range told {
		if i < 3 && !got.Received.Equal(stored) || got.Began.Before(stored) || got.Channel != "wire" {
			t.Errorf("%d: received %v, began %v, on %s", i, got.Received, got.Began, got.Channel)
		}
		got.Received, got.Began, got.Channel = time.Time{}, time.Time{}, ""
		if got != want[i] {
			t.Errorf("%d: told %+v, want %+v", i, got, want[i])
		}
	}
}

// TestSendingOfAJob answers nobody.
func TestSendingOfAJob(t *testing.T) {
	var told []bot.Sending
	var turns []bot.Trace
	d := &diary{}
	c := newChat(t, func(config *bot.Config) {
		d.change(config)
		config.Watch = func(s bot.Sending) { told = append(told, s) }
		config.Observe = func(t bot.Trace) { turns = append(turns, t) }
	})
	c.say("total ali")
	told, turns = nil, nil
	if c.wait(23*time.Hour) == "" || len(told) != 1 || !told[0].Received.IsZero() {
		t.Errorf("told of %+v", told)
	}
	if len(turns) != 1 || turns[0].Job == "" {
		t.Errorf("turns %+v", turns)
	}
}

func TestOutcomes(t *testing.T) {
	for o, want := range map[bot.Outcome]string{bot.Arrived: "sent", bot.Later: "held", bot.Failing: "failing", bot.GivenUp: "given up", bot.Skipped: "skipped", -1: "unknown", 5: "unknown"} {
		if o.String() != want {
			t.Errorf("%d is %q, want %q", int(o), o, want)
		}
	}
}
