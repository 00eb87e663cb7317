package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Aside is something a channel brought that nobody could read.
type Aside struct {
	Channel string
	Why     string
	Raw     string // at most [bot.MaxRaw] bytes of it
	At      time.Time
}

// SetAside keeps what could not be read; see [bot.Journal].
func (j *Journal) SetAside(ctx context.Context, channel, why string, raw []byte) error {
	raw = raw[:min(len(raw), bot.MaxRaw)]
	sealed, err := j.keys.Seal(ctx, asidePlace, []byte(storable(string(raw))))
	if err != nil {
		return wrap("set aside", err)
	}
	return wrap("set aside", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		var id int64
		err := t.QueryRowContext(ctx, "insert into aside (channel, why, raw, at) values ($1, $2, $3, $4) returning id",
			storable(channel), j.keys.Scrub(storable(why)), sealed, j.now()).Scan(&id)
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, "delete from aside where id <= $1", id-bot.MaxAside)
		return err
	}))
}

// Aside lists what was set aside, the newest first.
func (j *Journal) Aside(ctx context.Context, limit int) ([]Aside, error) {
	var out []Aside
	rows, err := j.reader.QueryContext(ctx, "select channel, why, raw, at from aside where id > 0 order by id desc limit $1", limit)
	err = each(rows, err, func(rows *sql.Rows) error {
		var a Aside
		var at int64
		err := rows.Scan(&a.Channel, &a.Why, &a.Raw, &at)
		a.At = time.UnixMilli(at).UTC()
		out = append(out, a)
		return err
	})
	for i, a := range out {
		raw, opening := j.keys.Open(ctx, asidePlace, a.Raw)
		out[i].Raw, err = string(raw), errors.Join(err, opening)
	}
	return out, wrap("aside", err)
}
