package journal

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// seen is a row that was looked at.
type seen struct {
	id, at int64
	shop   bot.ShopID
	old    bool // old enough to go
}

// look reads the rows after the last one, at most so many of them old. It moves
// the place on, and says whether the stretch had anything that is as old as the
// shortest time: what follows one without is younger still.
func (p *Pruning) look(ctx context.Context, query string, most int, read func(*sql.Rows, *seen) error) (old []seen, more bool, err error) {
	now, shortest := p.j.clock.Now(), p.keep.shortest()
	last := p.after
	rows, err := p.j.reader.QueryContext(ctx, query+atMost(p.stride.look), p.after)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s seen
		if err := read(rows, &s); err != nil || len(old) == most {
			return err
		}
		last = s.id
		more = more || older(now, s.at, shortest)
		if s.old {
			old = append(old, s)
		}
		return nil
	})
	if err == nil {
		p.after = last
	}
	return old, more, err
}

// turns removes old turns with their answers and bubbles. One stays as long as
// something of it waits, or a turn that took it back stays.
func (p *Pruning) turns(ctx context.Context) (n int, more bool, err error) {
	now := p.j.clock.Now()
	old, more, err := p.look(ctx, "select id, shop, at, unasked from turn where id > $1 order by id", p.stride.turns, func(rows *sql.Rows, s *seen) error {
		var unasked bool
		err := rows.Scan(&s.id, &s.shop, &s.at, &unasked)
		s.old = older(now, s.at, p.keep.said(unasked))
		return err
	})
	if err != nil || len(old) == 0 {
		return 0, more, err
	}
	slices.Reverse(old) // who takes back goes before what he took back
	n, err = p.remove(ctx, "turns", func(ctx context.Context, t bot.Tx) (map[bot.ShopID]int, error) {
		gone := map[bot.ShopID]int{}
		for _, s := range old {
			went, err := removeTurn(ctx, t, s.id)
			if err != nil {
				return nil, err
			}
			if went {
				gone[s.shop]++
			}
		}
		return gone, nil
	})
	return n, more, err
}

// removeTurn removes a turn, if nothing waits on it.
func removeTurn(ctx context.Context, t bot.Tx, id int64) (bool, error) {
	var wanted bool
	err := t.QueryRowContext(ctx, "select id > 0 from turn where id = $1 for update", id).Scan(&wanted)
	if err == nil {
		// Asked once the turn is ours: who took it back meanwhile is seen.
		err = t.QueryRowContext(ctx, `select exists (select 1 from outbox where turn = $1 and state < 2)
			or exists (select 1 from reminder where turn = $1)
			or exists (select 1 from turn where undoes = $1 and undoes > 0)`, id).Scan(&wanted)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || wanted {
		return false, err
	}
	for _, query := range []string{
		"delete from bubble where outbox in (select id from outbox where turn = $1)",
		"delete from outbox where turn = $1 and state > 1",
		"delete from turn where id = $1",
	} {
		if _, err := t.ExecContext(ctx, query, id); err != nil {
			return false, err
		}
	}
	return true, nil
}

// messages removes old messages whose turn is gone.
func (p *Pruning) messages(ctx context.Context) (n int, more bool, err error) {
	now := p.j.clock.Now()
	old, more, err := p.look(ctx, "select id, shop, received_at, channel, state from inbox where id > $1 order by id", p.stride.rows, func(rows *sql.Rows, s *seen) error {
		var channel string
		var state int
		err := rows.Scan(&s.id, &s.shop, &s.at, &channel, &state)
		s.old = state == 1 && older(now, s.at, p.keep.said(channel == bot.JobChannel))
		return err
	})
	if err != nil || len(old) == 0 {
		return 0, more, err
	}
	n, err = p.remove(ctx, "messages", func(ctx context.Context, t bot.Tx) (map[bot.ShopID]int, error) {
		gone := map[bot.ShopID]int{}
		for _, s := range old {
			n, err := changed(t.ExecContext(ctx, `delete from inbox where id = $1 and state = 1
				and not exists (select 1 from turn where id = inbox.turn)`, s.id))
			if err != nil {
				return nil, err
			}
			if n > 0 {
				gone[s.shop]++
			}
		}
		return gone, nil
	})
	return n, more, err
}
