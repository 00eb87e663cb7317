package journal

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// forgotten is how long the lease of a process that is gone is kept.
const forgotten = time.Hour

// Leases lists all leases there ever were; see [bot.Sharing].
func (j *Journal) Leases(ctx context.Context) ([]bot.Lease, error) {
	var out []bot.Lease
	rows, err := j.reader.QueryContext(ctx, "select name, owner, epoch, until from lease")
	err = each(rows, err, func(rows *sql.Rows) error {
		var l bot.Lease
		var until int64
		err := rows.Scan(&l.Name, &l.Owner, &l.Epoch, &until)
		l.Until = time.UnixMilli(until).UTC()
		out = append(out, l)
		return err
	})
	return out, wrap("leases", err)
}

// Hold renews, takes and gives up leases; see [bot.Sharing].
func (j *Journal) Hold(ctx context.Context, h bot.Holding) (taken []string, err error) {
	until, now := h.Until.UnixMilli(), j.now()
	tooFar := now + 2*max(until-now, 0)
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		taken = nil // of a run that was rolled back
		if err := prolong(ctx, t, h, until); err != nil {
			return err
		}
		if len(h.Take) > 0 { // a process that has come finds who has gone
			_, err := t.ExecContext(ctx, "delete from lease where name >= 'process/' and name < 'process0' and until < $1", now-forgotten.Milliseconds())
			if err != nil {
				return err
			}
		}
		// In the order in which everybody locks them.
		for _, name := range slices.Sorted(slices.Values(h.Take)) {
			n, err := changed(t.ExecContext(ctx, `insert into lease (name, owner, epoch, until) values ($1, $2, 1, $3)
				on conflict (name) do update set owner = excluded.owner, epoch = lease.epoch + 1, until = excluded.until
				where lease.until <= $4 or lease.until > $5`, name, h.Owner, until, now, tooFar))
			if err != nil {
				return err
			}
			if n > 0 {
				taken = append(taken, name)
			}
		}
		return nil
	})
	return taken, wrap("hold", err)
}

// prolong renews what an owner keeps, and ends what he gives up.
func prolong(ctx context.Context, t bot.Tx, h bot.Holding, until int64) error {
	for _, part := range []struct {
		names []string
		until int64
	}{{h.Keep, until}, {h.Drop, 0}} {
		for names := range slices.Chunk(slices.Sorted(slices.Values(part.names)), 64) {
			_, err := t.ExecContext(ctx, `update lease set until = $1 where owner = $2 and name in (`+placeholders(3, len(names))+`)`,
				with([]any{part.until, h.Owner}, names)...)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// WaitingIn lists shops of some partitions with messages not worked yet; see
// [bot.Sharing].
func (j *Journal) WaitingIn(ctx context.Context, parts []int, limit int) ([]bot.ShopID, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	list := make([]string, len(parts))
	for i, part := range parts {
		list[i] = strconv.Itoa(part)
	}
	out, err := j.shops(ctx, `select shop from inbox where state = 0 and shop % `+strconv.Itoa(bot.Partitions)+
		` in (`+strings.Join(list, ", ")+`) group by shop order by min(id)`+atMost(limit))
	return out, wrap("waiting", err)
}

// Overdue lists shops with messages that came before a time and are not worked
// yet; see [bot.Sharing].
func (j *Journal) Overdue(ctx context.Context, before time.Time, limit int) ([]bot.ShopID, error) {
	out, err := j.shops(ctx, `select shop from inbox where state = 0 and received_at < $1
		group by shop order by min(id)`+atMost(limit), before.UnixMilli())
	return out, wrap("overdue", err)
}

// shops reads a list of shops.
func (j *Journal) shops(ctx context.Context, query string, args ...any) ([]bot.ShopID, error) {
	var out []bot.ShopID
	rows, err := j.reader.QueryContext(ctx, query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var shop bot.ShopID
		err := rows.Scan(&shop)
		out = append(out, shop)
		return err
	})
	return out, err
}
