package watch

import (
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// TestAlarm lets trouble come and go as it likes: of trouble is told at most once
// in an hour, of its end once after each, and whoever waits for an hour in trouble
// is told.
func TestAlarm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, now := &alarm{}, morning
		var last time.Time
		open := false
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "minutes")) * time.Minute)
			bad := rapid.Bool().Draw(t, "bad")
			switch a.step(now, bad) {
			case Trouble:
				if !bad || !last.IsZero() && now.Sub(last) < notAgain {
					t.Fatalf("trouble told at %v, last at %v", now, last)
				}
				last, open = now, true
			case Over:
				if bad || !open {
					t.Fatalf("an end told at %v of no trouble", now)
				}
				open = false
			default:
				if bad && (last.IsZero() || now.Sub(last) >= notAgain) || !bad && open {
					t.Fatalf("nothing told at %v", now)
				}
			}
		}
	})
}

// TestAlarmWhenTheClockIsMovedBack is not silent until the clock has caught up.
func TestAlarmWhenTheClockIsMovedBack(t *testing.T) {
	a := &alarm{}
	for i, at := range []time.Duration{0, -5 * time.Hour, -5*time.Hour + time.Minute} {
		if told := a.step(morning.Add(at), true) == Trouble; told != (i < 2) {
			t.Errorf("at %v: told %v", at, told)
		}
	}
}

// kindsOf lists what a look brings.
func kindsOf(notices []Notice) map[Kind]Notice {
	out := map[Kind]Notice{}
	for _, n := range notices {
		out[n.Kind] = n
	}
	return out
}

// expect looks once, and fails unless just these kinds are told.
func (s *stand) expect(state State, kinds ...Kind) map[Kind]Notice {
	s.t.Helper()
	got := kindsOf(s.news())
	for _, k := range kinds {
		if got[k].State != state {
			s.t.Errorf("%s: told %+v, want %s", k, got[k], state)
		}
	}
	if len(got) != len(kinds) {
		s.t.Errorf("told %+v, want %v", got, kinds)
	}
	return got
}

// TestTroubles brings each kind of trouble about, and its end.
func TestTroubles(t *testing.T) {
	backups := fstest.MapFS{"sahayak-1.backup": {ModTime: morning}, "notes.txt": {ModTime: morning.Add(time.Hour)}}
	s := newStand(t, func(c *Config) { c.Backups = Backups{Folder: backups, Late: 30 * time.Minute} })
	wait := func(d time.Duration) { s.clock.Advance(d) }
	s.expect("")

	s.Observe(bot.Trace{Broken: true})
	s.Observe(bot.Trace{Broken: true})
	if n := s.expect(Trouble, Broken)[Broken]; n.Count != 2 || !n.Since.Equal(morning) || n.Text == "" {
		t.Errorf("got %+v", n)
	}
	s.is(map[string]string{`sahayak_alarm{kind="broken"}`: "1", `sahayak_alarm{kind="late"}`: "0"})
	wait(calm + time.Second)
	s.expect(Over, Broken)

	s.Sent(bot.Sending{Channel: "wire", Outcome: bot.Failing, Fault: bot.Locked})
	s.expect(Trouble, Locked)
	s.Sent(bot.Sending{Channel: "wire", Outcome: bot.Later})
	s.expect("")
	s.Sent(bot.Sending{Channel: "wire", Outcome: bot.Arrived})
	s.expect(Over, Locked)

	s.Sent(bot.Sending{Channel: "wire", Outcome: bot.GivenUp, Fault: bot.Closed}) // nobody can mend that
	s.expect("")
	s.Sent(bot.Sending{Channel: "wire", Outcome: bot.GivenUp, Fault: bot.Refused})
	s.expect(Trouble, Dead)
	wait(calm + time.Second)
	s.expect(Over, Dead)

	s.journal.be(journal.Depth{Undone: 1, Oldest: s.clock.Now().Add(-tooLate)}, nil)
	wait(fresh)
	if n := s.expect(Trouble, Late)[Late]; n.Count != 65 {
		t.Errorf("got %+v", n)
	}
	wait(20 * time.Minute) // the backup is late by now
	s.journal.be(journal.Depth{Undone: 1, Oldest: s.clock.Now()}, nil)
	if got := kindsOf(s.news()); got[Late].State != Over || got[Backup].State != Trouble || len(got) != 2 {
		t.Errorf("got %+v", got)
	}
	backups["sahayak-2.backup"] = &fstest.MapFile{ModTime: s.clock.Now()}
	s.expect(Over, Backup)
}

// TestPartsAway takes database and session memory away: one failure says nothing
// yet; and what waits is not known meanwhile, which is not the same as nothing.
func TestPartsAway(t *testing.T) {
	s := newStand(t, nil)
	s.journal.be(journal.Depth{Undone: 1, Oldest: morning.Add(-time.Hour)}, nil)
	s.expect(Trouble, Late)
	s.journal.be(journal.Depth{}, errAway)
	s.memory.err = errAway
	s.clock.Advance(look)
	s.expect("")
	s.clock.Advance(look)
	s.expect(Trouble, Database, Memory)
	s.journal.be(journal.Depth{}, nil)
	s.memory.err = nil
	s.clock.Advance(look)
	s.expect(Over, Database, Memory, Late)
}

// TestBackups looks for the newest of what may be in the folder.
func TestBackups(t *testing.T) {
	late := func(files fstest.MapFS) bool {
		return Backups{Folder: files, Late: time.Hour}.late(morning)
	}
	file := func(ago time.Duration) *fstest.MapFile { return &fstest.MapFile{ModTime: morning.Add(-ago)} }
	for name, c := range map[string]struct {
		files fstest.MapFS
		late  bool
	}{
		"none":             {fstest.MapFS{}, true},
		"fresh":            {fstest.MapFS{"sahayak-1.backup": file(time.Hour)}, false},
		"old":              {fstest.MapFS{"sahayak-1.backup": file(2 * time.Hour)}, true},
		"old and fresh":    {fstest.MapFS{"sahayak-2.backup": file(2 * time.Hour), "sahayak-1.backup": file(time.Minute)}, false},
		"something else":   {fstest.MapFS{"shopping.txt": file(time.Minute), "sahayak-1.backup.part": file(0)}, true},
		"from the future?": {fstest.MapFS{"sahayak-1.backup": file(-time.Hour)}, false},
	} {
		if got := late(c.files); got != c.late {
			t.Errorf("%s: late is %v", name, got)
		}
	}
	if (Backups{}).late(morning) {
		t.Error("late though nobody looks")
	}
}
