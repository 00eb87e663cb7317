package bot_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// nights are quiet hours, in minutes of a zone's day; they may go past midnight.
type nights struct {
	zone     *time.Location
	from, to int
	refuse   string // a job that nobody wants
}

func (n nights) quiet(at time.Time) bool {
	at = at.In(n.zone)
	m := at.Hour()*60 + at.Minute()
	if n.from <= n.to {
		return n.from <= m && m < n.to
	}
	return m >= n.from || m < n.to
}

func (n nights) Allow(_ context.Context, m bot.Message, now time.Time) (bool, error) {
	return m.Due.Job != n.refuse && !n.quiet(now), nil
}

func (n nights) Until(_ context.Context, _ bot.Message, now time.Time) (time.Time, error) {
	for n.quiet(now) {
		now = now.Truncate(time.Minute).Add(time.Minute)
	}
	return now, nil
}

// kolkata is quiet from nine in the evening to eight.
func kolkata(t testing.TB) nights {
	return nights{zone: in(t, "Asia/Kolkata"), from: 21 * 60, to: 8 * 60}
}

func hourly(_ context.Context, t *bot.Turn) error {
	t.Say("hour", bot.Args{"Slot": t.Message.Due.Slot})
	return nil
}

// hours are what an hourly job says in one bubble, of hours in UTC.
func hours(slots ...string) string {
	for i, s := range slots {
		slots[i] = "diary.hour Slot=" + s
	}
	return strings.Join(slots, "\n")
}

// TestHeld has jobs fall due at night: in the morning what is not too late by then is
// said, all in one bubble, and once.
func TestHeld(t *testing.T) {
	d := &diary{morning: bot.Job{When: bot.Every(time.Hour), Late: 5 * time.Hour, Do: hourly}, policy: kolkata(t), note: 20 * time.Hour}
	c := newDiary(t, d) // 09:00
	c.wait(11*time.Hour + 30*time.Minute)
	if got := c.say("remind ali 60"); got != "diary.remind.done" { // at half past nine
		t.Fatal(got)
	}
	for range 11 * 2 {
		if got := c.wait(30 * time.Minute); got != "" && c.clock.Now().After(at(t, "2026-03-02 15:30")) {
			t.Errorf("%v: said %q", c.clock.Now(), got)
		}
	}
	if got := d.skipped(); !strings.Contains(got, "quiet for too long diary.morning 2026-03-02T21:00Z") || strings.Contains(got, "22:00Z") {
		t.Errorf("skipped %q", got)
	}
	before := len(c.wire.Sent())
	want := hours("2026-03-02T22:00Z", "2026-03-02T23:00Z", "2026-03-03T00:00Z", "2026-03-03T01:00Z", "2026-03-03T02:00Z")
	got := c.wait(30 * time.Minute)
	for _, line := range append(strings.Split(want, "\n"), "diary.note Who=ali") {
		if strings.Count(got, line) != 1 {
			t.Errorf("in the morning %q has not once %q", got, line)
		}
	}
	if n := len(c.wire.Sent()) - before; n != 1 {
		t.Errorf("said in %d bubbles", n)
	}
	if got := c.wait(20 * time.Minute); got != "" {
		t.Errorf("again: %q", got)
	}
}

// TestHeldIsTakenBack drops what is held when the turn that asked for it is undone, and
// what is not wanted any more.
func TestHeldIsTakenBack(t *testing.T) {
	d := &diary{policy: kolkata(t), note: 20 * time.Hour}
	c := newDiary(t, d)
	c.wait(11*time.Hour + 30*time.Minute)
	c.expect([2]string{"remind ali 60", "diary.remind.done"})
	c.wait(2 * time.Hour)
	c.expect([2]string{"undo", "bot.undo.later"})
	if got := c.wait(9*time.Hour + 30*time.Minute); got != said("2026-03-03") {
		t.Errorf("in the morning: %q", got)
	}
	c.wait(12*time.Hour + 30*time.Minute)
	c.expect([2]string{"remind bea 60", "diary.remind.done"})
	c.wait(2 * time.Hour)
	n := kolkata(t)
	n.refuse = "diary.note"
	d.policy = n
	c.reopen(d.change)
	if got := c.wait(10 * time.Hour); got != said("2026-03-04") {
		t.Errorf("in the morning after: %q", got)
	}
}

// TestOneFailsAlone has one of several jobs that are due together fail: the others are
// said all the same.
func TestOneFailsAlone(t *testing.T) {
	d := &diary{morning: bot.Job{When: bot.Every(time.Hour), Late: 12 * time.Hour}, policy: kolkata(t)}
	d.morning.Do = func(ctx context.Context, t *bot.Turn) error {
		switch t.Message.Due.Slot {
		case "2026-03-02T20:00Z":
			return errors.New("no luck")
		case "2026-03-02T22:00Z":
			panic("boom")
		}
		return hourly(ctx, t)
	}
	c := newDiary(t, d)
	for range 22 {
		c.wait(time.Hour)
	}
	got := c.wait(time.Hour)
	for hour := range 10 {
		slot := fmt.Sprintf("2026-03-02T%02d:00Z", 16+hour)
		if hour >= 8 {
			slot = fmt.Sprintf("2026-03-03T%02d:00Z", hour-8)
		}
		want := 1
		if hour == 4 || hour == 6 {
			want = 0
		}
		if n := strings.Count(got, slot); n != want {
			t.Errorf("%s is said %d times in %q", slot, n, got)
		}
	}
	if s := c.engine.Stats(); s.Broken != 2 {
		t.Errorf("%d turns broke", s.Broken)
	}
}

// TestRests has the channel down when quiet hours begin: what was made before is sent
// when they end, or not at all when it is too late then, and an answer does not wait
// for it.
func TestRests(t *testing.T) {
	for name, c := range map[string]struct {
		late time.Duration
		want string
	}{
		"still useful": {14 * time.Hour, "diary.morning Slot=2026-03-02 [more]"},
		"too late":     {2 * time.Hour, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := &diary{morning: bot.Job{When: bot.Daily(20, 30), Late: c.late}, policy: kolkata(t)}
			chat := newDiary(t, d)
			chat.wait(0)
			chat.wire.Fail(&bot.SendError{Fault: bot.Transient, Err: errors.New("connection refused")})
			chat.wait(11*time.Hour + 30*time.Minute)
			chat.wait(2 * time.Hour)
			chat.wire.Fail(nil)
			if got := chat.wait(10 * time.Minute); got != "" {
				t.Errorf("at night: %q", got)
			}
			chat.expect([2]string{"add ali 5", added5})
			chat.reopen(d.change)
			if got := chat.wait(9*time.Hour + 19*time.Minute); got != "" {
				t.Errorf("before eight: %q", got)
			}
			if got := chat.wait(time.Minute); got != c.want {
				t.Errorf("at eight: %q", got)
			}
			if got := chat.wait(time.Hour); got != "" {
				t.Errorf("again: %q", got)
			}
			if logged := d.log.String(); (c.want == "") != strings.Contains(logged, "answer skipped") {
				t.Errorf("logged %s", logged)
			}
		})
	}
}

// unbidden finds what was said that nobody asked for.
var unbidden = regexp.MustCompile(`diary\.hour Slot=\S+|diary\.note Who=\S+`)

// TestProperty_QuietHoursAreKept lives days with quiet hours, of any length, in any
// zone, and a channel that fails: nothing unasked is sent within them, nothing twice,
// and what is useful when they end is sent then.
func TestProperty_QuietHoursAreKept(t *testing.T) {
	bottest.Fewer(t, 30, func(r *rapid.T) {
		n := nights{
			zone: in(t, rapid.SampledFrom([]string{"Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "UTC"}).Draw(r, "zone")),
			from: 30 * rapid.IntRange(0, 47).Draw(r, "from"), to: 30 * rapid.IntRange(0, 47).Draw(r, "to"),
		}
		d := &diary{
			morning: bot.Job{When: bot.Every(time.Hour), Late: time.Duration(rapid.IntRange(1, 14).Draw(r, "late")) * time.Hour, Do: hourly},
			note:    time.Duration(rapid.IntRange(1, 14).Draw(r, "note")) * time.Hour, policy: n,
		}
		c := newDiary(t, d)
		defer c.close()
		c.inZone(1, n.zone.String())
		c.clock.Advance(time.Duration(rapid.IntRange(0, 300).Draw(r, "days")) * day)
		c.settle()
		due := map[string]time.Time{} // what is to be said, and when it was due
		late := map[string]time.Duration{}
		sent, failed, seen := map[string]time.Time{}, false, len(c.wire.Sent())
		for step := range rapid.IntRange(10, 80).Draw(r, "half hours") {
			c.clock.Advance(30 * time.Minute)
			now := c.clock.Now()
			if now.Minute() == 0 {
				text := hours(now.Format("2006-01-02T15:04Z"))
				due[text], late[text] = now, d.morning.Late
			}
			if rapid.IntRange(0, 5).Draw(r, "reminds") == 0 {
				minutes := 30 * rapid.IntRange(1, 30).Draw(r, "minutes")
				c.receive(c.message("owner", fmt.Sprintf("remind ali%d %d", step, minutes)))
				text := fmt.Sprintf("diary.note Who=ali%d", step)
				due[text], late[text] = now.Add(time.Duration(minutes)*time.Minute), d.note
			}
			switch rapid.IntRange(0, 8).Draw(r, "trouble") {
			case 0:
				c.wire.Fail(&bot.SendError{Fault: bot.Transient, Err: errors.New("down")})
				failed = true
			case 1:
				c.reopen(d.change)
			default:
				c.wire.Fail(nil)
			}
			c.settle()
			for _, b := range c.wire.Sent()[seen:] {
				for _, text := range unbidden.FindAllString(b.Text, -1) {
					if first, twice := sent[text]; twice || n.quiet(now) || now.Before(due[text]) {
						r.Fatalf("%q was sent at %v, before at %v; due %v, quiet from %d to %d", text, now.In(n.zone), first, due[text], n.from, n.to)
					}
					sent[text] = now
				}
			}
			seen = len(c.wire.Sent())
		}
		if failed {
			return // what was made in time may have come too late
		}
		for text, at := range due {
			end, _ := n.Until(t.Context(), bot.Message{}, at)
			if end.After(c.clock.Now()) {
				continue
			}
			useful := end.Sub(at) <= late[text]
			if when, was := sent[text]; was != useful || was && !when.Equal(end) {
				r.Fatalf("%q was due at %v and sent: %v at %v; quiet hours ended %v, and it may be %v late", text, at, was, when, end, late[text])
			}
		}
	})
}

const day = 24 * time.Hour
