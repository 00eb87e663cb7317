package journal

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Zones lists the zones shops are in; see [bot.Schedule]. It looks each up in the
// index, however many shops there are.
func (j *Journal) Zones(ctx context.Context) ([]string, error) {
	var out []string
	for last := ""; ; last = out[len(out)-1] {
		var zone string
		err := j.reader.QueryRowContext(ctx, "select zone from shop where zone > $1 order by zone limit 1", last).Scan(&zone)
		if errors.Is(err, sql.ErrNoRows) {
			return out, nil
		}
		if err != nil {
			return nil, wrap("zones", err)
		}
		out = append(out, zone)
	}
}

// Cursors tells how far a job has come in each zone; see [bot.Schedule].
func (j *Journal) Cursors(ctx context.Context, job string) (map[string]bot.Cursor, error) {
	out := map[string]bot.Cursor{}
	rows, err := j.reader.QueryContext(ctx, "select zone, slot, at, place, shop from schedule where job = $1", job)
	err = each(rows, err, func(rows *sql.Rows) error {
		c := bot.Cursor{Job: job}
		var at int64
		if err := rows.Scan(&c.Zone, &c.Slot, &at, &c.Place, &c.Shop); err != nil {
			return err
		}
		c.At = time.UnixMilli(at).UTC()
		out[c.Zone] = c
		return nil
	})
	return out, wrap("cursors", err)
}

// Shopkeepers lists shops after a cursor; see [bot.Schedule]. Who has written has a
// checkpoint.
func (j *Journal) Shopkeepers(ctx context.Context, after bot.Cursor, upTo, limit int) ([]bot.Shopkeeper, error) {
	var out []bot.Shopkeeper
	rows, err := j.reader.QueryContext(ctx, `select s.id, s.id * 40503 % 65536, coalesce((select min(m.person)
			from member m
			join checkpoint c on c.shop = m.shop and c.person = m.person
			join person p on p.id = m.person
			where m.shop = s.id and m.role = $5 and (not s.demo or p.current_shop = s.id)), 0)
		from shop s
		where s.zone = $1 and s.closes_at = 0 and s.stopped_at = 0 and s.id * 40503 % 65536 >= $2 and s.id * 40503 % 65536 <= $3
			and (s.id * 40503 % 65536 > $2 or s.id > $4)
		order by s.id * 40503 % 65536, s.id limit $6`,
		after.Zone, after.Place, upTo, after.Shop, bot.Owner.String(), limit)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s bot.Shopkeeper
		err := rows.Scan(&s.Shop, &s.Place, &s.Owner)
		out = append(out, s)
		return err
	})
	return out, wrap("shopkeepers", err)
}

// Fire writes a step of the schedule; see [bot.Schedule].
func (j *Journal) Fire(ctx context.Context, f bot.Firing) ([]bot.Message, error) {
	due := slices.Clone(f.Messages)
	for _, m := range due {
		if !nameable(m.Channel) || !nameable(m.ID) || m.Due == nil {
			return nil, wrap("fire", invalid("a message of a job needs a channel, an id and what is due"))
		}
	}
	// In the order in which everybody locks shops; what is for one person together.
	slices.SortStableFunc(due, func(a, b bot.Message) int {
		return cmp.Or(cmp.Compare(a.Shop, b.Shop), cmp.Compare(a.From, b.From))
	})
	var fresh []bot.Message
	err := j.Write(ctx, func(ctx context.Context, t bot.Tx) (err error) {
		if err := errors.Join(moveOn(ctx, t, f.From, f.To), takeReminders(ctx, t, f.Reminders)); err != nil {
			return err
		}
		fresh, err = newOf(ctx, t, due, j.keep)
		return err
	})
	if err != nil {
		return nil, wrap("fire", err)
	}
	return fresh, nil
}

// moveOn moves a cursor, if it still is where it was.
func moveOn(ctx context.Context, t bot.Tx, from, to bot.Cursor) error {
	if from == to {
		return nil
	}
	at := to.At.UnixMilli()
	if from.Slot == "" {
		return fresh(changed(t.ExecContext(ctx, `insert into schedule (job, zone, slot, at, place, shop)
			values ($1, $2, $3, $4, $5, $6) on conflict (job, zone) do nothing`,
			to.Job, to.Zone, to.Slot, at, to.Place, to.Shop)))
	}
	return fresh(changed(t.ExecContext(ctx, `update schedule set slot = $3, at = $4, place = $5, shop = $6
		where job = $1 and zone = $2 and slot = $7 and place = $8 and shop = $9`,
		to.Job, to.Zone, to.Slot, at, to.Place, to.Shop, from.Slot, from.Place, from.Shop)))
}
