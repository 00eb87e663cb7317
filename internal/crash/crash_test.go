package crash

import (
	"flag"
	"testing"
	"time"
)

var (
	long = flag.Bool("long", false, "torment all configurations, for minutes")
	seed = flag.Uint64("seed", 1, "of what is said, and of what goes wrong")
	keep = flag.Bool("keep", false, "print what the bots said")
	out  = flag.String("table", "", "file that the figures are written to")
	old  = flag.String("old", "", "an older bot, to be replaced by this one")
)

// forms are the ways of running bots.
var forms = []form{
	{name: "SQLite", bots: 1},
	{name: "SQLite and Redis", redis: true, bots: 1, burst: time.Second},
	{name: "PostgreSQL and Redis, two bots", redis: true, postgres: true, bots: 2},
}

// sized is a form in its long or its short form.
func (f form) sized() form {
	f.shops, f.each, f.lasting, f.kills = 24, 8, 8*time.Second, 3
	if *long {
		f.shops, f.each, f.lasting, f.kills = 240, 10, 60*time.Second, 10
	}
	return f
}

// TestCrash kills whatever can be killed while people trade, and holds the book,
// and what they were told, against their paper.
func TestCrash(t *testing.T) {
	if !*long {
		t.Parallel()
	}
	all := &table{}
	t.Cleanup(func() {
		if *out == "" {
			return
		}
		if err := all.write(*out); err != nil {
			t.Error(err)
		}
	})
	for i, f := range forms {
		if !*long && i == 1 {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			if !*long {
				t.Parallel()
			}
			f := f.sized()
			s := newStand(t, f, *seed)
			s.faults = misfortunes(f, *seed)
			all.add(s.run())
		})
	}
}

// run starts the bots, has people trade while the planned goes wrong, and holds
// everything against the paper.
func (s *stand) run() *figures {
	t := s.t
	t.Logf("seed %d; what goes wrong:\n%s", s.seed, plan(s.faults))
	for _, b := range s.bots {
		b.start()
		b.answers()
	}
	s.crowd.open()
	done := make(chan struct{})
	go func() { defer close(done); s.crowd.talk(s.form.lasting) }()
	s.torment()
	<-done
	s.crowd.repeat.Wait()
	worked, sent := s.heal()
	s.crowd.lateRepeats()
	if late, unsent := s.heal(); late+unsent > time.Minute {
		t.Errorf("late repeats made work for %v", late+unsent)
	}
	for _, b := range s.bots {
		b.stop()
		for _, bad := range b.bad {
			t.Error(bad)
		}
	}
	return s.report(s.verify(), worked, sent)
}

// add adds a run.
func (t *table) add(f *figures) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.runs = append(t.runs, f)
}
