package crash

import (
	"syscall"
	"testing"
	"time"
)

// TestRolling restarts two bots one after the other while people trade: the old
// version and the new one work side by side on one PostgreSQL and one Redis, then
// the old one is told to end and the new one takes its place. Which version is the
// old one -old says; without it both are this one.
func TestRolling(t *testing.T) {
	t.Parallel()
	f := form{name: "rolling restart", redis: true, postgres: true, bots: 2, shops: 24, each: 8, lasting: 8 * time.Second, alone: true}
	if *old != "" {
		f.shops, f.lasting = 120, 40*time.Second
	}
	s := newStand(t, f, *seed)
	replaced := s.bots[0].exe
	if *old != "" {
		s.bots[0].exe = *old
	}
	at := func(percent int) time.Duration { return f.lasting / 100 * time.Duration(percent) }
	s.faults = []*fault{
		{what: termBot, bot: 1, at: at(25)},
		{what: "old bot told to end, new one in its place", at: at(55), hit: func() {
			s.bots[0].turnInto(replaced)
			s.bots[0].signal(syscall.SIGTERM)
		}, mend: func() {}},
		{what: killBot, bot: 1, at: at(75)},
	}
	s.run()
}

// turnInto has the next start be of another program.
func (p *process) turnInto(exe string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.exe = exe
}
