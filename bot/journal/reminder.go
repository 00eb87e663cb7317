package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Reminders lists those of a job whose time has come; see [bot.Schedule].
func (j *Journal) Reminders(ctx context.Context, job string, now time.Time, limit int) ([]bot.Reminder, error) {
	var out []bot.Reminder
	var args []string
	rows, err := j.reader.QueryContext(ctx, `select r.id, r.shop, r.person, r.turn, coalesce(t.undone_by, 0), r.args, r.at
		from reminder r left join turn t on t.id = r.turn
		where r.job = $1 and r.at <= $2 order by r.at, r.id limit $3`, job, now.UnixMilli(), limit)
	err = each(rows, err, func(rows *sql.Rows) error {
		r := bot.Reminder{Nudge: bot.Nudge{Job: job}}
		var at, by int64
		var sealed string
		err := rows.Scan(&r.ID, &r.Shop, &r.Person, &r.Turn, &by, &sealed, &at)
		r.At, r.Undone = time.UnixMilli(at).UTC(), by != 0
		out, args = append(out, r), append(args, sealed)
		return err
	})
	for i := range out {
		r := &out[i]
		raw, sealed := j.keys.Open(ctx, reminderPlace(r.Shop, r.Turn), args[i])
		if sealed != nil && j.Outage(sealed) {
			return nil, wrap("reminders", sealed)
		}
		if sealed != nil || json.Unmarshal(raw, &r.Args) != nil {
			j.log.Error("journal: unreadable reminder", "reminder", r.ID)
			r.Undone = true // so that it does not stand before the others
		}
	}
	return out, wrap("reminders", err)
}

// Waits reports whether reminders of a turn are still to come; see [bot.Schedule].
func (j *Journal) Waits(ctx context.Context, shop bot.ShopID, turn bot.TurnID) (waits bool, err error) {
	err = j.reader.QueryRowContext(ctx, "select exists (select 1 from reminder where turn = $1 and shop = $2)",
		turn, shop).Scan(&waits)
	return waits, wrap("waits", err)
}

// remind writes down what the turn asked to be done later. A time is kept to the
// millisecond, never before the one that was asked for.
func (e *entry) remind(ctx context.Context, t bot.Tx) error {
	for i, r := range e.Later {
		_, err := t.ExecContext(ctx, `insert into reminder (shop, person, turn, job, args, at)
			values ($1, $2, $3, $4, $5, $6)`,
			e.Shop, e.Person, e.Turn, r.Job, e.args[i], milliAfter(r.At))
		if err != nil {
			return err
		}
	}
	return nil
}

// takeReminders removes reminders that are over, if all are still there.
func takeReminders(ctx context.Context, t bot.Tx, ids []int64) error {
	ids = slices.Sorted(slices.Values(ids))
	for _, id := range ids {
		if err := fresh(changed(t.ExecContext(ctx, "delete from reminder where id = $1", id))); err != nil {
			return err
		}
	}
	return nil
}
