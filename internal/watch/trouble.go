package watch

import "time"

// troubles says of every kind how much trouble there is, 0 for none. What cannot
// be found out now is left out: it stays as it was.
func (w *Watch) troubles(now time.Time) map[Kind]int64 {
	found := map[Kind]int64{
		Broken: w.events.broken.recent(now),
		Dead:   w.events.dead.recent(now),
		Locked: w.events.lockedNow(),
		Backup: int64(one(w.Backups.late(now))),
	}
	for kind, n := range w.raised {
		found[kind] = n.Load()
	}
	s := w.subject.Load()
	if s == nil {
		return found
	}
	for i, p := range w.probes {
		kind := [...]Kind{Database, Memory}[i]
		if known, away := p.away(s); known {
			found[kind] = int64(one(away))
		}
	}
	if d, err := s.depth.read(); err == nil {
		found[Late] = 0
		if age := now.Sub(d.Oldest); d.Undone > 0 && !d.Oldest.IsZero() && age > tooLate {
			found[Late] = int64(age / time.Second)
		}
	}
	return found
}

// Raise says how much trouble there is of a kind that the watch does not see by itself,
// 0 for none. What exactly it is belongs in the log.
func (w *Watch) Raise(kind Kind, n int64) {
	if about := w.raised[kind]; about != nil {
		about.Store(n)
	}
}

// away asks a part, and reports whether it has not answered often enough in a row
// to be called away. One failure says nothing yet.
func (p *probe) away(s *subject) (known, away bool) {
	if p.up(s) {
		p.misses = 0
		return true, false
	}
	p.misses++
	return p.misses >= twice, true
}
