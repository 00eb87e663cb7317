package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxDead is where dead letters are no longer counted.
const maxDead = 10_000

// Depth is how much waits in a journal. Times are zero where nothing waits.
type Depth struct {
	Undone int64     // messages not worked yet
	Oldest time.Time // when the first of them was stored
	Outbox []Queue   // in the order the channels were asked for
	Dead   int64     // answers given up, of the last 10,000

	Unanswered int64     // people who wait for an answer of an operator
	Asked      time.Time // since when the first of them waits
}

// Queue is what waits to be sent on a channel.
type Queue struct {
	Channel string
	Waiting int64
	Oldest  time.Time // when the turn was that says the first of it
}

// Depth reads how much waits, on the channels named. It costs what an index read
// over all that waits costs, whatever else the database holds.
func (j *Journal) Depth(ctx context.Context, channels ...string) (Depth, error) {
	d := Depth{Outbox: make([]Queue, len(channels))}
	var err error
	if d.Undone, d.Oldest, err = j.undone(ctx); err != nil {
		return Depth{}, wrap("depth", err)
	}
	for i, channel := range channels {
		if d.Outbox[i], err = j.queue(ctx, channel); err != nil {
			return Depth{}, wrap("depth", err)
		}
	}
	err = j.reader.QueryRowContext(ctx, "select count(*) from (select id from outbox where state = 3 and aloud < 2 order by id desc limit $1) as dead", maxDead).Scan(&d.Dead)
	if err == nil {
		d.Unanswered, d.Asked, err = j.unanswered(ctx)
	}
	return d, wrap("depth", err)
}

// unanswered counts the people who wait for an operator.
func (j *Journal) unanswered(ctx context.Context) (n int64, since time.Time, err error) {
	var first sql.NullInt64
	err = j.reader.QueryRowContext(ctx, "select count(*), min(waits_since) from handover where closed_at = 0 and waits_since > 0").Scan(&n, &first)
	return n, instantOf(first.Int64), err
}

// undone counts the messages not worked yet. The first stored has the least number.
func (j *Journal) undone(ctx context.Context) (n int64, oldest time.Time, err error) {
	var first sql.NullInt64
	err = j.reader.QueryRowContext(ctx, "select count(*), min(id) from inbox where state = 0").Scan(&n, &first)
	if err != nil || !first.Valid {
		return n, time.Time{}, err
	}
	oldest, err = j.instant(ctx, "select received_at from inbox where id = $1", first.Int64)
	return n, oldest, err
}

// queue counts what waits on one channel.
func (j *Journal) queue(ctx context.Context, channel string) (Queue, error) {
	q := Queue{Channel: channel}
	var first sql.NullInt64
	err := j.reader.QueryRowContext(ctx, "select count(*), min(id) from outbox where state < 2 and rests = 0 and channel = $1", channel).Scan(&q.Waiting, &first)
	if err != nil || !first.Valid {
		return q, err
	}
	q.Oldest, err = j.instant(ctx, "select t.at from outbox o join turn t on t.id = o.turn where o.id = $1", first.Int64)
	return q, err
}

// instant reads a time of one row; zero when it has gone meanwhile.
func (j *Journal) instant(ctx context.Context, query string, id int64) (time.Time, error) {
	var at int64
	err := j.reader.QueryRowContext(ctx, query, id).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return time.UnixMilli(at).UTC(), nil
}

// Writable says what keeps the journal from being written, nil when nothing does:
// it writes one small row, durably.
func (j *Journal) Writable(ctx context.Context) error {
	return wrap("writable", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, `insert into self (name, value) values ('written', $1)
			on conflict (name) do update set value = excluded.value`, j.clock.Now().UTC().Format(time.RFC3339))
		return err
	}))
}
