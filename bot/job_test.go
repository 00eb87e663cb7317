package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

func TestJob(t *testing.T) {
	c := newDiary(t, &diary{})
	if got := c.wait(23*time.Hour - time.Second); got != "" {
		t.Errorf("too early: %q", got)
	}
	c.expect([2]string{"add ali", "tally.add.ask.n Who=ali"})
	before, err := c.journal.Checkpoint(t.Context(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.wait(time.Second); got != said("2026-03-03") {
		t.Errorf("at eight: %q", got)
	}
	after, err := c.journal.Checkpoint(t.Context(), 1, 1)
	if err != nil || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("the session became %v, was %v, %v", after, before, err)
	}
	tap := c.message("owner", "")
	tap.Pick = c.id("more")
	c.expect([2]string{"it's 5", added5}, [2]string{"again", added5})
	c.receive(tap)
	if got := c.settle(); got != "tally.total Total=5 Who=ali" {
		t.Errorf("tapped: %q", got)
	}
	if got := c.wait(time.Hour); got != "" {
		t.Errorf("again: %q", got)
	}
	if got := c.wait(23 * time.Hour); got != said("2026-03-04") {
		t.Errorf("the day after: %q", got)
	}
	if s := c.engine.Stats(); s.Fired != 2 || s.Skipped != 0 {
		t.Errorf("counted %+v", s)
	}
}

func TestJobWrites(t *testing.T) {
	d := &diary{morning: bot.Job{Do: func(_ context.Context, t *bot.Turn) error {
		t.Do(deposit{Who: "bonus", N: 7})
		t.Say("bonus", nil)
		return nil
	}}}
	c := newDiary(t, d)
	c.expect([2]string{"add ali 5", added5})
	if got := c.wait(23 * time.Hour); got != "diary.bonus" {
		t.Errorf("at eight: %q", got)
	}
	bubble := c.wire.Sent()[len(c.wire.Sent())-1]
	c.holds("ali 5\nbonus 7\n")
	c.expect([2]string{"undo", "book.undone N=5 Who=ali"})
	c.holds("bonus 7\n")
	m := c.message("owner", "undo")
	m.ReplyTo = bubble.ID
	c.receive(m)
	if got := c.settle(); got != "book.undone N=7 Who=bonus" {
		t.Errorf("undone: %q", got)
	}
	c.holds("")
}

func TestStoredTooLong(t *testing.T) {
	d := &diary{}
	c := newDiary(t, d)
	d.and = refuse(errors.New("killed"), -1, nil)
	c.reopen(d.change)
	c.clock.Advance(23 * time.Hour)
	if err := c.engine.Settle(t.Context()); err == nil {
		t.Error("nothing failed")
	}
	d.and = nil
	d.skipped()
	c.reopen(d.change)
	if got := c.wait(bot.DefaultLate + time.Second); got != "" {
		t.Errorf("said %q", got)
	}
	if got := d.skipped(); got != "too late diary.morning 2026-03-03" {
		t.Errorf("skipped %q", got)
	}
	c.expect([2]string{"add ali 5", added5}) // it is in nobody's way
}

func TestNewJob(t *testing.T) {
	c := newChat(t, nil)
	c.expect([2]string{"add ali 5", added5})
	c.clock.Advance(30 * time.Minute)
	d := &diary{}
	c.reopen(d.change)
	if got := c.wait(time.Hour); got != "" || d.skipped() != "" {
		t.Errorf("at once: %q", got)
	}
	if got := c.wait(21*time.Hour + 30*time.Minute); got != said("2026-03-03") {
		t.Errorf("in the morning: %q", got)
	}
}

func TestWhom(t *testing.T) {
	c := newDiary(t, &diary{})
	ctx := t.Context()
	err := errors.Join(
		c.join(ctx, "wire", "owner", "staff", bot.Staff), // works in the owner's shop
		c.join(ctx, "wire", "silent", "clerk", bot.Staff))
	if err != nil {
		t.Fatal(err)
	}
	c.receive(c.message("staff", "total ali"), c.message("clerk", "total ali"))
	c.settle()
	if err := c.engine.Move(ctx, "wire", "owner", "new number"); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(23 * time.Hour)
	before := len(c.wire.Sent())
	c.settle()
	sent := c.wire.Sent()[before:]
	if len(sent) != 1 || sent[0].Address != "new number" {
		t.Errorf("told %+v", sent)
	}
	c.receive(c.message("new number", "total ali"))
	c.settle()
	err = c.journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		if err := c.journal.Alias(ctx, tx, 1, "wire", "a tablet"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "update shop set demo = $1 where id = 1", true)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c.receive(c.message("a tablet", "total ali"))
	c.settle()
	if got := c.wait(24 * time.Hour); got != "bot.demo\n"+said("2026-03-04") && !strings.HasSuffix(got, said("2026-03-04")) {
		t.Errorf("in the demo shop: %q", got)
	}
	if sent := c.wire.Sent(); sent[len(sent)-1].Address != "a tablet" {
		t.Errorf("told %s", sent[len(sent)-1].Address)
	}
	err = c.journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error { return c.journal.Leave(ctx, tx, 1, 1) })
	if err != nil {
		t.Fatal(err)
	}
	if got := c.wait(24 * time.Hour); got != "" {
		t.Errorf("after he left: %q", got)
	}
}

func TestPolicy(t *testing.T) {
	asked := 0
	for name, c := range map[string]struct {
		policy  allow
		quiet   bool
		said    string
		skipped string
		fired   int64
	}{
		"yes":       {policy: anyone, said: said("2026-03-03"), fired: 1},
		"no":        {policy: func(bot.Message, time.Time) (bool, error) { return false, nil }},
		"then no":   {policy: func(bot.Message, time.Time) (bool, error) { asked++; return asked == 1, nil }, skipped: "not allowed diary.morning 2026-03-03", fired: 1},
		"who knows": {policy: func(bot.Message, time.Time) (bool, error) { return false, errors.New("no luck") }, fired: 1},
		"quiet":     {policy: func(bot.Message, time.Time) (bool, error) { return false, nil }, quiet: true, fired: 1},
	} {
		t.Run(name, func(t *testing.T) {
			d := &diary{policy: c.policy, morning: bot.Job{Quiet: c.quiet}}
			chat := newDiary(t, d)
			if got := chat.wait(23 * time.Hour); got != c.said {
				t.Errorf("said %q", got)
			}
			if got := d.skipped(); got != c.skipped {
				t.Errorf("skipped %q", got)
			}
			if s := chat.engine.Stats(); s.Fired != c.fired {
				t.Errorf("counted %+v", s)
			}
			chat.expect([2]string{"add ali 5", added5})
		})
	}
}

func TestNobodyIsNudged(t *testing.T) {
	d := &diary{and: func(c *bot.Config) { c.Policy = nil }}
	c := newDiary(t, d)
	c.expect([2]string{"remind ali 5", "diary.remind.done"})
	if got := c.wait(5 * time.Minute); got != "" {
		t.Errorf("reminded: %q", got)
	}
	if got := d.skipped(); got != "not allowed diary.note #1" {
		t.Errorf("skipped %q", got)
	}
	if got := c.wait(23 * time.Hour); got != "" {
		t.Errorf("said %q", got)
	}
	d.and = nil
	c.reopen(d.change)
	if got := c.wait(time.Hour); got != "" {
		t.Errorf("at once: %q", got)
	}
	if got := c.wait(23 * time.Hour); got != said("2026-03-04") {
		t.Errorf("the next day: %q", got)
	}
}

func TestBrokenJob(t *testing.T) {
	for name, do := range map[string]func(context.Context, *bot.Turn) error{
		"fails":   func(context.Context, *bot.Turn) error { return errors.New("no luck") },
		"panics":  func(context.Context, *bot.Turn) error { panic("boom") },
		"refused": func(_ context.Context, t *bot.Turn) error { t.Do(deposit{Who: "broke"}); t.Say("x", nil); return nil },
		"nowhere": func(_ context.Context, t *bot.Turn) error { t.Later(bot.Nudge{Job: "diary.gone"}, t.Now()); return nil },
		"endless": func(_ context.Context, t *bot.Turn) error {
			for range bot.MaxLater + 1 {
				t.Later(bot.Nudge{Job: "diary.note"}, t.Now())
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := &diary{morning: bot.Job{Do: do}}
			c := newDiary(t, d)
			c.clock.Advance(23*time.Hour - time.Minute)
			c.expect([2]string{"add ali", "tally.add.ask.n Who=ali"})
			if got := c.wait(time.Minute); got != "" {
				t.Errorf("said %q", got)
			}
			if s := c.engine.Stats(); s.Broken != 1 || !strings.Contains(d.log.String(), "level=ERROR") {
				t.Errorf("counted %+v", s)
			}
			c.expect([2]string{"it's 5", added5})
		})
	}
}

func TestJobsOnly(t *testing.T) {
	c := newDiary(t, &diary{})
	m := c.message("owner", "total ali")
	m.Due = &bot.Due{Job: "diary.morning", Slot: "x", At: c.clock.Now()}
	c.receive(m)
	if got := c.settle(); got != "tally.total Total=0 Who=ali" {
		t.Errorf("answered %q", got)
	}
}

func TestBadJobs(t *testing.T) {
	do := func(context.Context, *bot.Turn) error { return nil }
	good := bot.Job{Name: "diary.x", When: bot.Daily(8, 0), Do: do}
	for name, jobs := range map[string][]bot.Job{
		"twice":       {good, good},
		"no name":     {{Do: do}},
		"no skill":    {{Name: "x", Do: do}},
		"a bar":       {{Name: "diary.x|1", Do: do}},
		"nothing":     {{Name: "diary.x"}},
		"late":        {{Name: "diary.x", Do: do, Late: -1}},
		"jitter":      {{Name: "diary.x", Do: do, When: bot.Daily(8, 0), Jitter: 24 * time.Hour}},
		"no hour":     {{Name: "diary.x", Do: do, When: bot.Daily(24, 0)}},
		"no minute":   {{Name: "diary.x", Do: do, When: bot.Weekly(time.Monday, 9, 60)}},
		"before noon": {{Name: "diary.x", Do: do, When: bot.Daily(-1, 0)}},
		"too often":   {{Name: "diary.x", Do: do, When: bot.Every(time.Second)}},
		"odd":         {{Name: "diary.x", Do: do, When: bot.Every(90 * time.Second)}},
		"backwards":   {{Name: "diary.x", Do: do, When: bot.Every(-time.Hour)}},
	} {
		c := bot.Config{
			Skills: []bot.Skill{{Name: "diary", Jobs: jobs}}, Journal: struct{ bot.Journal }{}, Sessions: bot.NewMemory(bottest.NewClock(morning)),
			Ledger: tally{}, Lexicon: noWords{}, Understand: ears{}, Writer: pen{}, Clock: bottest.NewClock(morning),
		}
		if _, err := bot.New(c); !errors.Is(err, bot.ErrConfig) {
			t.Errorf("%s: %v", name, err)
		}
		c.Skills[0].Jobs = []bot.Job{good}
		if _, err := bot.New(c); err != nil {
			t.Errorf("a good one: %v", err)
		}
		c.Channels = []bot.Channel{named(bot.JobChannel)}
		if _, err := bot.New(c); !errors.Is(err, bot.ErrConfig) {
			t.Errorf("a channel called like the jobs': %v", err)
		}
	}
}

type named string

func (n named) Name() string { return string(n) }

func (named) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

func (named) Send(context.Context, bot.Bubble) (string, error) { return "", nil }
