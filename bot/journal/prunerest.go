package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxSessions is how many sessions one run looks at: they have no order in time,
// so each run goes on where the one before ended.
const maxSessions = 20000

// sessionsAt is where the database remembers which session was looked at last.
const sessionsAt = "pruned sessions"

// key names a session.
type key struct {
	shop   bot.ShopID
	person bot.PersonID
}

// sessions empties those of people who have not written for long. The row stays,
// with its revision, his language and where he wrote from: jobs write to who has
// one, and the next turn counts on from it.
func (p *Pruning) sessions(ctx context.Context) (n int, more bool, err error) {
	if p.keep.Conversations == 0 {
		return 0, false, nil
	}
	keys, err := p.nextSessions(ctx)
	if err != nil {
		return 0, false, err
	}
	var idle []bot.Session
	now := p.j.clock.Now()
	for _, k := range keys {
		s, err := p.j.Checkpoint(ctx, k.shop, k.person)
		if err != nil {
			return 0, false, err
		}
		full := len(s.Stack)+len(s.Last)+len(s.Said) > 0
		if full && older(now, s.Expires.UnixMilli(), p.keep.Conversations) {
			idle = append(idle, s)
		}
	}
	var last key
	if p.looked += len(keys); len(keys) == p.stride.rows {
		last = keys[len(keys)-1]
	}
	n, err = p.empty(ctx, idle, last)
	return n, last != key{} && p.looked < maxSessions, err
}

// nextSessions are those after the last that was looked at.
func (p *Pruning) nextSessions(ctx context.Context) (keys []key, err error) {
	var last key
	at, known, err := remembered(ctx, p.j.reader, sessionsAt)
	if err != nil {
		return nil, err
	}
	if known {
		_, _ = fmt.Sscan(at, &last.shop, &last.person) // unreadable is from the first
	}
	rows, err := p.j.reader.QueryContext(ctx, `select shop, person from checkpoint
		where (shop, person) > ($1, $2) order by shop, person`+atMost(p.stride.rows), last.shop, last.person)
	err = each(rows, err, func(rows *sql.Rows) error {
		var k key
		err := rows.Scan(&k.shop, &k.person)
		keys = append(keys, k)
		return err
	})
	return keys, err
}

// empty writes sessions without what was said in them, and how far the run has
// come. One whose owner has written meanwhile is left as it is.
func (p *Pruning) empty(ctx context.Context, idle []bot.Session, last key) (int, error) {
	return p.remove(ctx, "sessions", func(ctx context.Context, t bot.Tx) (map[bot.ShopID]int, error) {
		gone := map[bot.ShopID]int{}
		for _, s := range idle {
			s.Stack, s.Last, s.LastTurn, s.Said, s.SaidTurn, s.Misses = nil, nil, 0, nil, 0, 0
			body, err := json.Marshal(s)
			if err != nil {
				return nil, err
			}
			sealed, err := p.j.keys.In(t).Seal(ctx, sessionPlace(s.Shop, s.Person), body)
			if err != nil {
				return nil, err
			}
			err = fresh(changed(t.ExecContext(ctx, "update checkpoint set body = $1 where shop = $2 and person = $3 and rev = $4",
				sealed, s.Shop, s.Person, s.Rev)))
			if err == nil {
				gone[s.Shop]++
			} else if !errors.Is(err, bot.ErrStale) {
				return nil, err
			}
		}
		return gone, remember(ctx, t, sessionsAt, fmt.Sprint(last.shop, " ", last.person))
	})
}

// unreadable removes what was set aside long ago.
func (p *Pruning) unreadable(ctx context.Context) (int, bool, error) {
	return p.dated(ctx, "unreadable", p.keep.Conversations, "select id, at from aside where id > $1 order by id", "delete from aside where id = $1")
}

// deeds removes the oldest audit rows.
func (p *Pruning) deeds(ctx context.Context) (int, bool, error) {
	return p.dated(ctx, "audit", p.keep.Audit, "select id, at from audit where id > $1 order by id", "delete from audit where id = $1")
}

// dated removes old rows that nothing refers to. The audit has it under no shop:
// else the last row of a shop would be there for good, telling of the one before.
func (p *Pruning) dated(ctx context.Context, what string, kept time.Duration, look, remove string) (n int, more bool, err error) {
	now := p.j.clock.Now()
	var old []seen
	last := p.after
	rows, err := p.j.reader.QueryContext(ctx, look+atMost(p.stride.rows), p.after)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s seen
		if err := rows.Scan(&s.id, &s.at); err != nil {
			return err
		}
		if last = s.id; older(now, s.at, kept) {
			old = append(old, s)
		}
		return nil
	})
	if err != nil || len(old) == 0 {
		return 0, false, err
	}
	n, err = p.remove(ctx, what, func(ctx context.Context, t bot.Tx) (map[bot.ShopID]int, error) {
		for _, s := range old {
			if _, err := t.ExecContext(ctx, remove, s.id); err != nil {
				return nil, err
			}
		}
		return map[bot.ShopID]int{0: len(old)}, nil
	})
	if err == nil {
		p.after = last
	}
	return n, err == nil, err
}

// files forgets blobs that have expired.
func (p *Pruning) files(ctx context.Context) (int, bool, error) {
	n, err := p.j.SweepBlobs(ctx, p.stride.turns)
	return n, n == p.stride.turns, err
}
