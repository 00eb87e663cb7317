package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Known reports whether somebody writes from one of the addresses; see [bot.Journal].
func (j *Journal) Known(ctx context.Context, channel string, addresses ...string) (bool, error) {
	known, err := j.any(ctx, "select exists (select 1 from alias where channel = $1 and blind in (",
		[]any{channel}, j.blinds(addressName, channel, addresses))
	return known, wrap("known", err)
}

// any reports whether a query that begins so finds one of a list.
func (j *Journal) any(ctx context.Context, begun string, args []any, list []string) (is bool, err error) {
	if len(list) == 0 {
		return false, nil
	}
	err = j.reader.QueryRowContext(ctx, begun+placeholders(len(args)+1, len(list))+"))", with(args, list)...).Scan(&is)
	return is, err
}

// Newcomers is how many people came in since a time.
func (j *Journal) Newcomers(ctx context.Context, since time.Time) (n int, err error) {
	err = j.reader.QueryRowContext(ctx, "select count(*) from person where created_at > $1", since.UnixMilli()).Scan(&n)
	return n, wrap("newcomers", err)
}

// Enlist puts names on the list of those who may come in, and returns how many were
// not on it. What makes one name of the forms of an address is for the caller.
func (j *Journal) Enlist(ctx context.Context, names ...string) (added int, err error) {
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		added = 0
		for _, name := range names {
			if !nameable(name) {
				return invalid("a name for the list")
			}
			n, err := changed(t.ExecContext(ctx, "insert into guest (blind, at) values ($1, $2) on conflict (blind) do nothing",
				j.blind(guestName, anyChannel, name), j.now()))
			if err != nil {
				return err
			}
			added += int(n)
		}
		return nil
	})
	return added, wrap("enlist", err)
}

// guestName is the kind of names on the list.
const guestName = "guest"

// Unlist takes names off the list, and returns how many were on it. Who came in stays.
func (j *Journal) Unlist(ctx context.Context, names ...string) (removed int, err error) {
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		removed = 0
		for _, blind := range j.blinds(guestName, anyChannel, names) {
			n, err := changed(t.ExecContext(ctx, "delete from guest where blind = $1", blind))
			if err != nil {
				return err
			}
			removed += int(n)
		}
		return nil
	})
	return removed, wrap("unlist", err)
}

// Listed reports whether one of the names is on the list.
func (j *Journal) Listed(ctx context.Context, names ...string) (bool, error) {
	is, err := j.any(ctx, "select exists (select 1 from guest where blind in (", nil, j.blinds(guestName, anyChannel, names))
	return is, wrap("listed", err)
}

// Guests is how many names are on the list.
func (j *Journal) Guests(ctx context.Context) (n int, err error) {
	err = j.reader.QueryRowContext(ctx, "select count(*) from guest").Scan(&n)
	return n, wrap("guests", err)
}

// Knock counts what happens to a stranger of some name, "" for all strangers together,
// in this process or another: it is false, and nothing is counted, when it has happened
// as often as it may in a time, which begins with the first of them.
func (j *Journal) Knock(ctx context.Context, name, what string, most int, in time.Duration) (may bool, err error) {
	blind := ""
	if name != "" {
		blind = j.blind(guestName, anyChannel, name)
	}
	now := j.clock.Now()
	last := now.Add(in).UnixMilli() // nothing ends later, but what a wrong clock wrote
	full, err := j.knocked(ctx, blind, what, most, now.UnixMilli(), last)
	if err != nil || full {
		return false, wrap("knock", err)
	}
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, err := changed(t.ExecContext(ctx, `insert into knock (blind, what, n, until) values ($1, $2, 1, $5)
			on conflict (blind, what) do update set
				n = case when knock.until <= $4 or knock.until > $5 then 1 else knock.n + 1 end,
				until = case when knock.until <= $4 or knock.until > $5 then excluded.until else knock.until end
			where knock.n < $3 or knock.until <= $4 or knock.until > $5`, blind, what, most, now.UnixMilli(), last))
		may = n == 1
		return err
	})
	return may && err == nil, wrap("knock", err)
}

// knocked reports whether something has happened as often as it may: who goes on and on
// costs no writing.
func (j *Journal) knocked(ctx context.Context, blind, what string, most int, now, last int64) (bool, error) {
	var n int
	err := j.reader.QueryRowContext(ctx, "select n from knock where blind = $1 and what = $2 and until > $3 and until <= $4",
		blind, what, now, last).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return n >= most, err
}

// knocks removes what is to be forgotten of strangers.
func (p *Pruning) knocks(ctx context.Context) (n int, more bool, err error) {
	now := p.j.now()
	err = p.j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		gone, err := changed(t.ExecContext(ctx, `delete from knock where (blind, what) in
			(select blind, what from knock where until <= $1`+atMost(p.stride.rows)+`)`, now))
		n = int(gone)
		return err
	})
	return n, n == p.stride.rows, err
}
