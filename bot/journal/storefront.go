package journal

import (
	"context"
	"database/sql"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// storefronts selects shops as operators see them. Who was erased or left has nobody who
// belongs to it.
const storefronts = `select s.id, s.created_at, s.stopped_at, (select count(*) from member m where m.shop = s.id),
		coalesce((select max(t.at) from turn t where t.shop = s.id and not t.unasked), 0) as wrote
	from shop s where not s.demo and exists (select 1 from member m where m.shop = s.id)`

// What counts as active and as new.
const (
	activeTime = 24 * time.Hour
	newTime    = 7 * 24 * time.Hour
)

// Census counts the shops; see [bot.Oversight].
func (j *Journal) Census(ctx context.Context, now time.Time) (bot.Census, error) {
	var c bot.Census
	err := j.reader.QueryRowContext(ctx, `select count(*),
			count(case when exists (select 1 from turn t where t.shop = s.id and not t.unasked and t.at > $2) then 1 end),
			count(case when s.created_at > $3 then 1 end)
		from shop s where not s.demo and s.created_at > $1 and exists (select 1 from member m where m.shop = s.id)`,
		0, now.Add(-activeTime).UnixMilli(), now.Add(-newTime).UnixMilli()).Scan(&c.Shops, &c.Active, &c.New)
	return c, wrap("census", err)
}

// Storefronts lists the shops, who wrote last first; see [bot.Oversight].
func (j *Journal) Storefronts(ctx context.Context, limit int) ([]bot.Storefront, error) {
	var out []bot.Storefront
	rows, err := j.reader.QueryContext(ctx, storefronts+" and s.created_at > $1 order by wrote desc, s.id"+atMost(limit), 0)
	err = each(rows, err, func(rows *sql.Rows) error {
		s, err := scanStorefront(rows.Scan)
		out = append(out, s)
		return err
	})
	return out, wrap("storefronts", err)
}

// Storefront is one of them; see [bot.Oversight].
func (j *Journal) Storefront(ctx context.Context, shop bot.ShopID) (bot.Storefront, error) {
	s, err := scanStorefront(j.reader.QueryRowContext(ctx, storefronts+" and s.id = $1", shop).Scan)
	return s, wrap("storefront", found(err))
}

func scanStorefront(scan func(...any) error) (s bot.Storefront, err error) {
	var since, stopped, wrote int64
	err = scan(&s.Shop, &since, &stopped, &s.People, &wrote)
	s.Since, s.Stopped, s.Last = instantOf(since), instantOf(stopped), instantOf(wrote)
	return s, err
}

// Undelivered counts letters, at most the first [maxDead]; see [bot.Oversight].
func (j *Journal) Undelivered(ctx context.Context) (n int, oldest time.Time, err error) {
	var first sql.NullInt64
	err = j.reader.QueryRowContext(ctx, "select count(*), min(at) from ("+dead+" order by 1"+atMost(maxDead)+") as dead", 0).Scan(&n, &first)
	return n, instantOf(first.Int64), wrap("undelivered", err)
}

// Halt stops a shop at the time it is, or has it go on: from then on nothing its people
// write is worked, no job is done there, and no other shop writes to it. It reports
// whether that changed anything. [bot.ErrNotFound] when there is no such shop.
func (j *Journal) Halt(ctx context.Context, shop bot.ShopID, resume bool) (did bool, err error) {
	if _, err := j.Storefront(ctx, shop); err != nil {
		return false, err
	}
	err = j.Write(ctx, func(ctx context.Context, tx bot.Tx) (err error) {
		if did, err = halt(ctx, tx, shop, resume, j.now()); err != nil || !did {
			return err
		}
		_, err = j.note(ctx, tx, halted(shop, resume))
		return err
	})
	return did, wrap("halt", err)
}

// haltIn is Halt in an administrator's turn.
func (j *Journal) haltIn(ctx context.Context, tx bot.Tx, t *bot.Turn, e bot.Halt) error {
	did, err := halt(ctx, tx, e.Shop, e.Resume, j.now())
	if err != nil || !did {
		return err
	}
	return note(ctx, tx, t, halted(e.Shop, e.Resume))
}

// halt stops a shop or has it go on, if it stands otherwise. It raises the shop's revision,
// so that turns under way there are taken again and see it.
func halt(ctx context.Context, tx bot.Tx, shop bot.ShopID, resume bool, at int64) (did bool, err error) {
	query, args := "update shop set stopped_at = $2, rev = rev + 1 where id = $1 and stopped_at = 0", []any{shop, at}
	if resume {
		query, args = "update shop set stopped_at = 0, rev = rev + 1 where id = $1 and stopped_at > 0", []any{shop}
	}
	n, err := changed(tx.ExecContext(ctx, query, args...))
	return n > 0, err
}

// halted is what the audit says of it.
func halted(shop bot.ShopID, resume bool) Deed {
	what := "desk:paused"
	if resume {
		what = "desk:resumed"
	}
	return Deed{Shop: shop, Act: ActWrite, What: what}
}

// note writes down what who a turn is with did in another shop.
func note(ctx context.Context, tx bot.Tx, t *bot.Turn, d Deed) error {
	d.Person, d.Turn = t.Person, t.ID
	_, err := tx.ExecContext(ctx, insertDeed, d.columns(t.Now().UnixMilli())...)
	return err
}
