package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Reminders lists those of a job whose time has come; see [bot.Schedule]. Those of a
// shop that was stopped wait until it goes on.
func (j *Journal) Reminders(ctx context.Context, job string, now time.Time, limit int) ([]bot.Reminder, error) {
	out, err := j.reminders(ctx, `where r.job = $1 and r.at <= $2
		and not exists (select 1 from shop s where s.id = r.shop and s.stopped_at > 0) order by r.at, r.id limit $3`, job, now.UnixMilli(), limit)
	return out, wrap("reminders", err)
}

// Beside lists what is due to the same people; see [bot.Schedule].
func (j *Journal) Beside(ctx context.Context, due []bot.Reminder, now time.Time) ([]bot.Reminder, error) {
	type reader struct {
		shop   bot.ShopID
		person bot.PersonID
	}
	known, readers, shops := map[int64]bool{}, map[reader]bool{}, []bot.ShopID(nil)
	for _, r := range due {
		known[r.ID], readers[reader{r.Shop, r.Person}] = true, true
		if !slices.Contains(shops, r.Shop) {
			shops = append(shops, r.Shop)
		}
	}
	if len(shops) == 0 {
		return nil, nil
	}
	all, err := j.reminders(ctx, "where r.shop in ("+placeholders(2, len(shops))+") and r.at <= $1 order by r.at, r.id"+atMost(maxBeside),
		with([]any{now.UnixMilli()}, shops)...)
	return slices.DeleteFunc(all, func(r bot.Reminder) bool {
		return known[r.ID] || !readers[reader{r.Shop, r.Person}]
	}), wrap("beside", err)
}

// maxBeside is how many reminders are looked at beside others.
const maxBeside = 4 * bot.Batch

// reminders reads those that a query finds.
func (j *Journal) reminders(ctx context.Context, which string, by ...any) ([]bot.Reminder, error) {
	var out []bot.Reminder
	var args []string
	rows, err := j.reader.QueryContext(ctx, `select r.id, r.shop, r.person, r.turn, coalesce(t.undone_by, 0), r.job, r.args, r.at, r.slot, r.due_at
		from reminder r left join turn t on t.id = r.turn `+which, by...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r bot.Reminder
		var at, undoneBy, due int64
		var sealed string
		err := rows.Scan(&r.ID, &r.Shop, &r.Person, &r.Turn, &undoneBy, &r.Job, &sealed, &at, &r.Slot, &due)
		r.At, r.Undone = time.UnixMilli(at).UTC(), undoneBy != 0
		if due != 0 {
			r.Due = time.UnixMilli(due).UTC()
		}
		out, args = append(out, r), append(args, sealed)
		return err
	})
	for i := range out {
		r := &out[i]
		raw, sealed := j.keys.Open(ctx, reminderPlace(r.Shop, r.Turn), args[i])
		if sealed != nil && j.Outage(sealed) {
			return nil, sealed
		}
		if sealed != nil || json.Unmarshal(raw, &r.Args) != nil {
			j.log.Error("journal: unreadable reminder", "reminder", r.ID)
			r.Undone = true // so that it does not stand before the others
		}
	}
	return out, err
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
		due := int64(0)
		if !r.Due.IsZero() {
			due = r.Due.UnixMilli()
		}
		_, err := t.ExecContext(ctx, `insert into reminder (shop, person, turn, job, args, at, slot, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`,
			e.Shop, e.Person, e.askedBy(r), r.Job, e.args[i], milliAfter(r.At), r.Slot, due)
		if err != nil {
			return err
		}
	}
	return nil
}

// askedBy is the turn that a reminder is of: this one, unless it was only held here.
func (e *entry) askedBy(r bot.Reminder) bot.TurnID {
	if !r.Due.IsZero() {
		return r.Turn
	}
	return e.Turn
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
