package bot_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// promised is how soon after an outage everything queued must be done.
const promised = time.Minute

// outages are what a channel says while the way to it is down.
var outages = []error{
	&bot.SendError{Fault: bot.Transient, Err: errors.New("connection refused")},
	&bot.SendError{Fault: bot.Transient, Code: 131000, Err: errors.New("status 500")},
	&bot.SendError{Fault: bot.Uncertain, Err: errors.New("no answer")},
}

// passes lets time pass in steps, the bot at work, until so many bubbles were sent,
// and returns how long that took.
func (c *chat) passes(limit time.Duration, sent int) time.Duration {
	c.t.Helper()
	begin := c.clock.Now()
	for c.clock.Now().Sub(begin) < limit && len(c.wire.Sent()) < sent {
		c.wait(10 * bot.Sweep)
	}
	return c.clock.Now().Sub(begin)
}

// TestProperty53_AlertsWaitForTheChannel makes alerts while the channel is down,
// for minutes or most of a day: each is delivered when it is back, once, in order.
func TestProperty53_AlertsWaitForTheChannel(t *testing.T) {
	bottest.Fewer(t, 25, func(r *rapid.T) {
		c := newDiary(t, &diary{morning: bot.Job{When: bot.Every(time.Hour)}})
		defer c.close()
		before := len(c.wire.Sent())
		c.wire.Fail(outages[rapid.IntRange(0, 1).Draw(r, "kind")])
		hours := rapid.IntRange(1, 4).Draw(r, "hours")
		for range hours * 6 {
			c.wait(10 * time.Minute)
		}
		c.wire.Fail(nil)
		if took := c.passes(promised, before+hours); took >= promised || len(c.wire.Sent()) != before+hours {
			r.Fatalf("%v after an outage of %d hours %d of %d alerts are there", took, hours, len(c.wire.Sent())-before, hours)
		}
		for i, s := range c.wire.Sent()[before+1:] {
			if last := c.wire.Sent()[before+i]; s.Text <= last.Text {
				r.Fatalf("%q came after %q", s.Text, last.Text)
			}
		}
	})
}

// TestProperty59_OutagesAreMadeUpFor has the channel down, the database away, or a
// process killed with answers in its hands, for a while or for hours, while people
// write: a minute after the end everything is worked and sent.
func TestProperty59_OutagesAreMadeUpFor(t *testing.T) {
	bottest.Fewer(t, 25, func(r *rapid.T) {
		var a *ailing
		c := newChat(t, func(config *bot.Config) {
			a = &ailing{Journal: config.Journal, base: true, commit: true}
			config.Journal = a
		})
		people := rapid.IntRange(1, 5).Draw(r, "people")
		c.outage(r, a, people)
		each := rapid.IntRange(1, 3).Draw(r, "killed in the middle of")
		if _, err := c.journal.Claim(t.Context(), c.wire.Name(), nil, each); err != nil {
			r.Fatal(err)
		}
		c.wire.Fail(nil)
		a.left = 0
		took := c.passes(2*promised, c.n)
		if took > promised || len(c.wire.Sent()) != c.n {
			r.Fatalf("%v after the end %d of %d answers are there", took, len(c.wire.Sent()), c.n)
		}
		if waiting, err := c.journal.Waiting(t.Context(), 10); err != nil || len(waiting) > 0 {
			r.Fatalf("shops %v are not done, %v", waiting, err)
		}
		if c.wait(2 * journal.ClaimTimeout); len(c.wire.Sent()) != c.n {
			r.Fatalf("%d answers were sent to %d messages", len(c.wire.Sent()), c.n)
		}
	})
}

// outage has people write while nothing works.
func (c *chat) outage(r *rapid.T, a *ailing, people int) {
	fault := rapid.SampledFrom(outages[:2]).Draw(r, "kind")
	c.wire.Fail(fault)
	if rapid.Bool().Draw(r, "the database too") {
		a.left = 1 << 30
	}
	length := time.Duration(rapid.IntRange(1, 20*60*60).Draw(r, "seconds")) * time.Second
	for end := c.clock.Now().Add(length); c.clock.Now().Before(end); {
		if c.n < 15 {
			c.receive(c.message(fmt.Sprintf("p%d", c.n%people), "add ali 1"))
		}
		c.clock.Advance(max(time.Second, length/20))
		_ = c.engine.Settle(c.t.Context()) // it fails while the database is away
		if rapid.IntRange(0, 9).Draw(r, "back for a moment") == 0 {
			a.left = 0
		}
	}
}
