package load

import "time"

// meters are what counts up while a measurement runs.
type meters struct {
	at      time.Time
	own     time.Duration // CPU of this process: generator and emulator
	machine busy
	posted  int64
	failed  int64
	given   int64
}

// read reads all meters.
func (g *generator) read() meters {
	p := g.cloud.poster
	return meters{
		at: g.Clock.Now(), own: CPU(), machine: readBusy(),
		posted: p.posted.Load(), failed: p.failed.Load(), given: p.given.Load(),
	}
}

// result is what a measurement came to.
func (g *generator) result(before meters, usage []Usage) Result {
	after := g.read()
	took, lost := g.cloud.flights.abandon(after.at)
	f := g.cloud.flights
	f.mu.Lock()
	defer f.mu.Unlock()
	r := Result{
		Plan: g.Plan, Sent: g.sent, Lost: lost, Most: f.most, Tally: f.tally, Bots: usage,
		Late: SpreadOf(g.late), Elapsed: after.at.Sub(before.at),
		Posted: after.posted - before.posted, Failed: after.failed - before.failed, Given: after.given - before.given,
		Own: after.own - before.own, Busy: after.machine.since(before.machine),
	}
	var all []time.Duration
	for kind, some := range took {
		r.Kinds[kind] = SpreadOf(some)
		if Kind(kind) != Voice { // its hearing would be most of what is told
			all = append(all, some...)
		}
	}
	r.All = SpreadOf(all)
	return r
}
