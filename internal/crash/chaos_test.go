package crash

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"time"
)

// What can go wrong.
const (
	killBot      = "bot killed"
	termBot      = "bot told to end"
	wipeRedis    = "Redis killed and wiped"
	rollRedis    = "Redis set back to an old snapshot"
	killPostgres = "PostgreSQL killed"
	readOnly     = "PostgreSQL taking no writes" // as one that has become a standby
	cloudAway    = "Cloud API away"
)

// fault is one misfortune.
type fault struct {
	what   string
	bot    int           // which one, for bots
	at     time.Duration // after the beginning
	away   time.Duration // how long what was killed stays so
	hit    func()        // does it, when it is none of those above …
	mend   func()        // … and ends it
	began  time.Time
	ended  time.Time     // when what was killed was there again
	again  time.Duration // from then until a bot could work again
	worked time.Duration // from then until all that had been taken before was worked
}

// excuses reports whether a bubble taken at a time may have been taken in vain:
// whoever sent it, or wrote down that it was sent, was killed about then.
func (f *fault) excuses(at time.Time) bool {
	if f.what != killBot && f.what != killPostgres {
		return false
	}
	return at.After(f.began.Add(-3*time.Second)) && at.Before(f.ended.Add(time.Second))
}

// misfortunes draws the faults of a run: what, when, and in which order.
func misfortunes(f form, seed uint64) []*fault {
	r := rand.New(rand.NewPCG(seed, 99))
	var out []*fault
	add := func(what string, n int) {
		for range n {
			out = append(out, &fault{what: what, bot: r.IntN(f.bots), away: time.Duration(200+r.IntN(1200)) * time.Millisecond})
		}
	}
	some := max(1, f.kills/5)
	add(killBot, f.kills)
	add(termBot, some)
	if f.redis {
		add(wipeRedis, some)
		add(rollRedis, max(1, some/2))
	}
	if f.postgres {
		add(killPostgres, some)
		add(readOnly, max(1, some/2))
	}
	add(cloudAway, max(1, some/2))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	slot := f.lasting / time.Duration(len(out)+1)
	for i, one := range out {
		one.at = slot*time.Duration(i) + slot/2 + time.Duration(r.Int64N(int64(slot/2)))
		if one.what == cloudAway {
			one.away = slot
		}
	}
	return out
}

// plan says what will go wrong, for whoever wants it again.
func plan(faults []*fault) string {
	var out strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&out, "  %6.2f s  %s", f.at.Seconds(), f.what)
		if f.what == killBot || f.what == termBot {
			fmt.Fprintf(&out, " (%d)", f.bot+1)
		} else {
			fmt.Fprintf(&out, " for %v", f.away)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// torment does everything on the plan at its time, and returns when all is there
// again and all that is measured has been.
func (s *stand) torment() {
	var measuring sync.WaitGroup
	begin := time.Now()
	if s.redis != nil {
		s.redis.snapshot()
	}
	for _, f := range s.faults {
		select {
		case <-s.t.Context().Done():
			return
		case <-time.After(f.at - time.Since(begin)):
		}
		s.strike(f)
		measuring.Go(func() { s.measure(f) })
	}
	measuring.Wait()
}

// strike is one misfortune, from its beginning until what was killed is there
// again.
func (s *stand) strike(f *fault) {
	s.t.Helper()
	f.began = time.Now()
	wait := func() { <-time.After(f.away) }
	switch f.what {
	case killBot:
		s.bots[f.bot].signal(syscall.SIGKILL)
	case termBot:
		s.bots[f.bot].signal(syscall.SIGTERM)
	case wipeRedis:
		s.redis.kill()
		s.redis.wipe()
		wait()
		s.redis.start()
	case rollRedis:
		s.redis.kill()
		s.redis.setBack()
		wait()
		s.redis.start()
		s.redis.snapshot()
	case killPostgres:
		s.pg.Kill()
		wait()
		s.pg.Start(s.t)
	case readOnly:
		s.alter("alter system set default_transaction_read_only = on")
		wait()
		s.alter("alter system reset default_transaction_read_only")
	case cloudAway:
		s.cloud.outage(true)
		wait()
		s.cloud.outage(false)
	default:
		f.hit()
		wait()
		f.mend()
	}
	f.ended = time.Now()
}

// alter changes a setting of the database server, for everybody on it.
func (s *stand) alter(statement string) {
	s.t.Helper()
	for _, one := range []string{statement, "select pg_reload_conf()"} {
		if !until(20*time.Second, func() bool {
			_, err := s.db.ExecContext(s.t.Context(), one)
			return err == nil
		}) {
			s.t.Errorf("the database does not take %q", one)
		}
	}
}

// measure takes how long it was after a misfortune until a bot could work, and
// until what had been taken before it was worked.
func (s *stand) measure(f *fault) {
	bot := s.bots[f.bot]
	if f.what == killBot || f.what == termBot {
		until(10*time.Second, func() bool { return !bot.healthy() })
	}
	until(time.Minute, bot.healthy)
	f.again = time.Since(f.ended)
	var last int64
	until(time.Minute, func() (ok bool) {
		last, ok = s.number("select coalesce(max(id), 0) from inbox where received_at < $1", f.ended.UnixMilli())
		return ok
	})
	if until(2*time.Minute, func() bool {
		n, ok := s.number("select count(*) from inbox where state = 0 and id <= $1", last)
		return ok && n == 0
	}) {
		f.worked = time.Since(f.ended)
	}
}

// heal ends all misfortune, and returns how long it took from then until every
// message was worked, and every answer sent.
func (s *stand) heal() (worked, sent time.Duration) {
	s.t.Helper()
	s.cloud.set(false, false)
	healed := time.Now()
	var messages, answers int64
	if !until(4*time.Minute, func() bool {
		var ok bool
		if messages, answers, ok = s.undone(); ok && messages == 0 && worked == 0 {
			worked = time.Since(healed)
		}
		return ok && messages == 0 && answers == 0
	}) {
		s.t.Errorf("four minutes after the last fault %d messages are not worked and %d answers not sent", messages, answers)
	}
	return worked, time.Since(healed)
}
