package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// diary is a skill that speaks of itself: every morning, and when it was asked to.

// lockedBuffer is a log several goroutines write to.

// allow is a policy.

// anyone may be told anything.

// change puts the diary into a toy.

// skipped are the jobs that were logged as skipped: why, which, and their slots.

// remind has somebody's name said in n minutes. With a capital name it writes in

// the book too.

// diaryEars understand "remind ali 5" too.

// honest is a ledger that says when there is nothing to take back.

// newDiary is a chat with a diary whose owner wrote at 09:00 in India.

// wait lets time pass and returns what is said meanwhile, unasked.

// said is the morning of a day.

// TestJob says good morning at eight, once a day, and leaves the conversation as it

// is.

// TestJobWrites has a job that writes in the book: "undo" does not mean it, an

// answer to its bubble does.

// TestMissed has nobody work for some time: what is said when somebody works

// again, and what is logged as skipped, is the policy's.

func TestMissed(t *testing.T) {
	for _, c := range []struct {
		name, down, late string // from 09:00 on the 2nd, at the end of which it is worked again
		said, skipped    string
	}{
		{"an hour late", "24h", "2h", said("2026-03-03"), ""},
		{"just in time", "25h", "2h", said("2026-03-03"), ""},
		{"too late", "25h1s", "2h", "", "too late diary.morning 2026-03-03"},
		{"three hours, allowed", "26h", "3h", said("2026-03-03"), ""},
		{"three days", "96h", "2h", said("2026-03-06"), "missed diary.morning 2026-03-05"},
		{"three days, and late", "98h", "2h", "", "missed diary.morning 2026-03-05; too late diary.morning 2026-03-06"},
		{"three days, all allowed", "98h", "200h", said("2026-03-06"), "missed diary.morning 2026-03-05"},
	} {
		t.Run(c.name, func(t *testing.T) {
			late, err := time.ParseDuration(c.late)
			down, err2 := time.ParseDuration(c.down)
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			d := &diary{morning: bot.Job{Late: late}}
			chat := newDiary(t, d)
			chat.reopen(d.change)
			if got := chat.wait(down); got != c.said {
				t.Errorf("said %q, want %q", got, c.said)
			}
			if got := d.skipped(); got != c.skipped {
				t.Errorf("skipped %q, want %q", got, c.skipped)
			}
			if got := chat.wait(0); got != "" || d.skipped() != "" {
				t.Errorf("again %q", got)
			}
			next := 120*time.Hour - time.Hour - down
			if got := chat.wait(next); got != said("2026-03-07") {
				t.Errorf("the next time: %q", got)
			}
		})
	}
}

// TestClockJumps puts the machine's clock an hour forward and back: nothing is

// said twice, and the next morning comes.

func TestClockJumps(t *testing.T) {
	c := newDiary(t, &diary{})
	if got := c.wait(22*time.Hour + 30*time.Minute); got != "" { // half past seven
		t.Errorf("early: %q", got)
	}
	for _, jump := range []struct {
		by   time.Duration
		want string
	}{
		{time.Hour, said("2026-03-03")},
		{-time.Hour, ""},
		{time.Hour, ""},
		{-2 * time.Hour, ""},
		{time.Hour, ""},
		{24 * time.Hour, ""},
		{time.Hour, said("2026-03-04")},
		{-time.Hour, ""},
		{24 * time.Hour, ""},
		{time.Hour, said("2026-03-05")},
	} {
		if got := c.wait(jump.by); got != jump.want {
			t.Errorf("%v: %q, want %q", c.clock.Now(), got, jump.want)
		}
	}
	c.expect([2]string{"add ali 5", added5})
}

// TestZones has shops in several zones, through the nights their clocks change.

func TestZones(t *testing.T) {
	for _, c := range []struct {
		zone, from string // UTC
		when       bot.When
		fired      string // hour and minute in UTC of three days
	}{
		{"Asia/Kolkata", "2026-03-07 00:00", bot.Daily(8, 0), "07T02:30 08T02:30 09T02:30"},
		{"America/New_York", "2026-03-07 00:00", bot.Daily(8, 0), "07T13:00 08T12:00 09T12:00"},
		{"America/New_York", "2026-03-07 00:00", bot.Daily(2, 30), "07T07:30 08T07:00 09T06:30"},
		{"America/New_York", "2026-10-31 00:00", bot.Daily(8, 0), "31T12:00 01T13:00 02T13:00"},
		{"America/New_York", "2026-10-31 00:00", bot.Daily(1, 30), "31T05:30 01T05:30 02T06:30"},
		{"Pacific/Chatham", "2026-04-04 00:00", bot.Daily(3, 0), "04T13:15 05T14:15 06T14:15"},
	} {
		t.Run(c.zone+" "+c.when.String(), func(t *testing.T) {
			d := &diary{morning: bot.Job{When: c.when}}
			chat := newDiary(t, d)
			chat.moveTo(c.zone)
			chat.clock.Advance(at(t, c.from).Sub(chat.clock.Now()))
			chat.settle()
			var fired []string
			for range 3 * 24 * 4 {
				if chat.wait(15*time.Minute) != "" {
					fired = append(fired, chat.clock.Now().Format("02T15:04"))
				}
			}
			if got := strings.Join(fired, " "); got != c.fired {
				t.Errorf("fired %s, want %s", got, c.fired)
			}
		})
	}
}

// moveTo puts the shop into another zone.

// TestMoves has the shop move over the world: no day comes twice, and none is

// missed once it has arrived.

func TestMoves(t *testing.T) {
	for _, way := range [][2]string{{"Asia/Kolkata", "America/New_York"}, {"America/New_York", "Asia/Kolkata"}, {"Pacific/Apia", "America/New_York"}} {
		for hour := 0; hour < 24; hour += 3 {
			c := newDiary(t, &diary{})
			c.moveTo(way[0])
			c.say("total ali")
			neighbour := c.message("neighbour", "total ali") // keeps the other zone awake
			c.receive(neighbour)
			c.settle()
			c.inZone(2, way[1])
			var got []string
			for n := range 5 * 24 {
				if n == 48+hour {
					c.moveTo(way[1])
				}
				c.wait(time.Hour)
			}
			for _, s := range c.wire.To("owner") {
				if _, day, ok := strings.Cut(s.Text, "Slot="); ok {
					got = append(got, day)
				}
			}
			if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) || len(got) < 4 || len(got) > 6 {
				t.Errorf("%v at %d: %v", way, hour, got)
			}
		}
	}
}

// TestJitter spreads shops over an hour, each always at its own time.

func TestJitter(t *testing.T) {
	const many = 48
	d := &diary{morning: bot.Job{Jitter: time.Hour, Late: time.Minute}}
	c := newChat(t, d.change)
	for n := range many {
		c.receive(c.message(fmt.Sprintf("shop%d", n), "total ali"))
	}
	c.settle()
	if got := c.wait(23*time.Hour - time.Second); got != "" {
		t.Errorf("early: %q", got)
	}
	c.clock.Advance(time.Second)
	first := c.minutes(t)
	c.clock.Advance(23 * time.Hour)
	second := c.minutes(t)
	quarters := [4]int{}
	for who, minute := range first {
		if second[who] != minute {
			t.Errorf("%s at minute %d, then %d", who, minute, second[who])
		}
		quarters[min(minute/15, 3)]++
	}
	if len(first) != many || slices.Min(quarters[:]) < many/6 {
		t.Errorf("%d shops, %v a quarter", len(first), quarters)
	}
}

// minutes tells at which minute of an hour who is written to.

func (c *chat) minutes(t *testing.T) map[string]int {
	out := map[string]int{}
	for minute := range 60 {
		before := len(c.wire.Sent())
		c.settle()
		for _, s := range c.wire.Sent()[before:] {
			if _, twice := out[s.Address]; twice {
				t.Errorf("%s was told twice", s.Address)
			}
			out[s.Address] = minute
		}
		c.clock.Advance(time.Minute)
	}
	return out
}

// TestTwoProcesses has two engines fire the same slots of one journal at the same

// time: every shop is told once.

func TestTwoProcesses(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		dir := t.TempDir()
		twoProcesses(t, journal.Config{Path: dir + "/toy.db"})
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		url := bottest.StartPostgres(t).Database(t)
		twoProcesses(t, journal.Config{URL: url, Blobs: t.TempDir()})
	})
}

func twoProcesses(t *testing.T, on journal.Config) {
	const many = 30
	clock, wires, toys := bottest.NewClock(morning), [2]*bottest.Wire{}, [2]*toy{}
	on.Clock, on.Zone = clock, "Asia/Kolkata"
	for i := range toys {
		wires[i] = &bottest.Wire{}
		toys[i] = openToyOn(t, on, (&diary{}).change, wires[i])
		defer toys[i].journal.Close()
	}
	for n := range many {
		m := bot.Message{Channel: "wire", ID: fmt.Sprint(n), Address: fmt.Sprintf("shop%d", n), Text: "remind ali 1380", At: morning}
		if err := toys[0].engine.Receive(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if err := toys[0].engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock.Advance(23 * time.Hour) // the reminders are due with the morning
	var both sync.WaitGroup
	for _, y := range toys {
		both.Go(func() {
			if err := y.engine.Settle(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if err := toys[0].engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, s := range append(wires[0].Sent(), wires[1].Sent()...) {
		for line := range strings.SplitSeq(s.Text, "\n") { // they may be one bubble
			got[s.Address+" "+line]++
		}
	}
	for n := range many {
		for _, text := range []string{"diary.morning Slot=2026-03-03", "diary.note Who=ali"} {
			if who := fmt.Sprintf("shop%d %s", n, text); got[who] != 1 {
				t.Errorf("%s: %d times", who, got[who])
			}
		}
	}
	if fired := toys[0].engine.Stats().Fired + toys[1].engine.Stats().Fired; fired != 2*many {
		t.Errorf("fired %d", fired)
	}
}

// unheard is a journal whose firing is done, or not, but never heard of.

type unheard struct {
	bot.Journal
	done bool
}

var errUnheard = errors.New("killed")

func (d unheard) Fire(ctx context.Context, f bot.Firing) ([]bot.Message, error) {
	if d.done && len(f.Messages) > 0 {
		if _, err := d.Journal.Fire(ctx, f); err != nil {
			return nil, err
		}
	}
	return nil, errUnheard
}

// TestKilled has the program die around the storing of a job, and before its turn

// is committed: it is done once.

func TestKilled(t *testing.T) {
	full := errors.New("killed")
	for name, die := range map[string]func(*bot.Config){
		"before storing": func(c *bot.Config) { c.Journal = unheard{Journal: c.Journal} },
		"after storing":  func(c *bot.Config) { c.Journal = unheard{Journal: c.Journal, done: true} },
		"in the turn":    func(c *bot.Config) { c.Journal = &refusing{Journal: c.Journal, times: -1, err: full} },
	} {
		t.Run(name, func(t *testing.T) {
			d := &diary{}
			c := newDiary(t, d)
			c.expect([2]string{"remind bea 1380", "diary.remind.done"})
			d.and = die
			c.reopen(d.change)
			c.clock.Advance(23 * time.Hour)
			if err := c.engine.Settle(t.Context()); err == nil {
				t.Error("nothing failed")
			}
			d.and = nil
			c.reopen(d.change)
			if got := c.settle(); got != "diary.morning Slot=2026-03-03\ndiary.note Who=bea [more]" && got != "diary.note Who=bea\n"+said("2026-03-03") {
				t.Errorf("said %q", got)
			}
			if got := c.wait(time.Minute); got != "" {
				t.Errorf("again %q", got)
			}
		})
	}
}

// TestStoredTooLong works a job's message when its time is over: the process was

// down between storing and working.

// TestNewJob is declared in the afternoon: it begins the next morning.

// TestWhom tells only owners who have written, where they wrote last.

// TestPolicy asks before anything is said unasked.

// TestNobodyIsNudged who has no policy; and one that comes later begins with the

// next slot.

// TestBrokenJob fails in every way: the user hears nothing, the operator reads of

// it, and what he writes is worked.

// TestLater reminds once, at the time, also after a restart.

// TestLaterIsUndone drops what a turn asked for when that is taken back, and brings

// it back when that is taken back too.

// TestUndoneAtTheLastMoment takes a turn back when its reminder is in the inbox

// already.

// TestCorrectedLater has a correction take the place of what was asked for.

// TestJobsOnly are messages of the engine: nobody can send one.

// TestRunKeepsTime has the engine run by itself.

func TestRunKeepsTime(t *testing.T) {
	wire, clock := newBell(), asked{bottest.NewClock(morning), make(chan struct{}, 1)}
	patient := &diary{morning: bot.Job{Late: 1000 * time.Hour}, note: 1000 * time.Hour}
	toy := openToy(t, t.TempDir(), clock, patient.change, wire)
	defer toy.journal.Close()
	stop := start(t, toy.engine)
	defer stop()
	m := bot.Message{Channel: "wire", ID: "1", Address: "owner", Text: "remind ali 1", At: morning}
	if err := toy.engine.Receive(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	<-wire.rang
	before := "diary.remind.done"
	for n, next := range []struct {
		after time.Duration
		said  string
	}{{time.Minute, "diary.note Who=ali"}, {23 * time.Hour, "diary.morning Slot=2026-03-03"}, {47 * time.Hour, "diary.morning Slot=2026-03-04"}} {
		clock.Advance(morning.Add(next.after).Sub(clock.Now()))
		for before != next.said {
			select {
			case b := <-wire.rang:
				if b.Text != next.said && b.Text != before { // a jump of the clock may have it sent again
					t.Fatalf("said %q at %v, want %q", b.Text, clock.Now(), next.said)
				}
				before = b.Text
			case <-clock.waits:
				if toy.engine.Stats().Fired == int64(n) {
					clock.Advance(time.Second)
				}
			}
		}
	}
}

// named is a channel with a name.

// TestScheduleProperty lives random days: downtimes, jumping clocks, moves and

// restarts. Nobody is told of a slot twice, before its time or too late, and who

// works all the time misses none.

func TestScheduleProperty(t *testing.T) {
	bottest.Fewer(t, 40, func(r *rapid.T) {
		zone := rapid.SampledFrom([]string{"Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"}).Draw(r, "zone")
		d := &diary{morning: bot.Job{
			When: rapid.SampledFrom([]bot.When{bot.Daily(8, 0), bot.Daily(2, 15), bot.Every(4 * time.Hour), bot.Weekly(time.Sunday, 1, 30)}).Draw(r, "when"),
			Late: time.Duration(rapid.IntRange(1, 6).Draw(r, "late")) * time.Hour, Jitter: time.Duration(rapid.IntRange(0, 60).Draw(r, "jitter")) * time.Minute,
		}}
		var c *chat
		told := map[string]time.Time{}
		d.morning.Do = func(_ context.Context, t *bot.Turn) error {
			m, now := t.Message.Due, c.clock.Now()
			if _, twice := told[m.Slot]; twice || now.Before(m.At) || now.Sub(m.At) > d.morning.Late {
				r.Fatalf("told of %+v at %v, told of %v", m, now, told)
			}
			told[m.Slot] = now
			return nil
		}
		c = newDiary(t, d)
		defer c.close()
		c.inZone(1, zone)
		c.clock.Advance(time.Duration(rapid.IntRange(0, 300*24).Draw(r, "start")) * time.Hour)
		loc := in(t, zone)
		c.settle()
		seen := c.clock.Now() // what was due until then is over, also when the clock goes back behind it
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			switch rapid.IntRange(0, 5).Draw(r, "step") {
			case 0:
				c.clock.Advance(-time.Duration(rapid.IntRange(0, 90).Draw(r, "back")) * time.Minute)
			case 1:
				c.clock.Advance(time.Duration(rapid.IntRange(0, 100).Draw(r, "down")) * time.Hour)
			case 2:
				c.reopen(d.change)
			default:
				last, _ := d.morning.When.Last(c.clock.Now(), loc)
				for range rapid.IntRange(1, 30).Draw(r, "half hours") {
					c.clock.Advance(30 * time.Minute)
					now := c.clock.Now()
					c.settle()
					next, _ := d.morning.When.Last(now.Add(-d.morning.Jitter), loc)
					if _, ok := told[next.Slot]; !ok && next.At.After(last.At) && next.At.After(seen) && !next.At.Before(at(t, "2026-03-03 00:00")) {
						r.Fatalf("not told of %v at %v; told of %v", next, now, told)
					}
				}
			}
			c.settle()
			if now := c.clock.Now(); now.After(seen) {
				seen = now
			}
		}
	})
}
