package journal

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Interrupt has turns of a shop that are under way begin anew, because what they
// began with changes in this transaction.
func (j *Journal) Interrupt(ctx context.Context, t bot.Tx, shop bot.ShopID) error {
	_, err := t.ExecContext(ctx, "update shop set rev = rev + 1 where id = $1", shop)
	return wrap("interrupt", err)
}

// Destroyed writes into the audit that a thing of a shop, "customer:c7", is
// destroyed, and calls it otherwise there from then on: its own number may say
// whose it was to who knows how numbers are made.
func (j *Journal) Destroyed(ctx context.Context, t bot.Tx, shop bot.ShopID, thing, now string) error {
	type told struct {
		id   int64
		what string
	}
	var all []told
	rows, err := t.QueryContext(ctx, "select id, what from audit where shop = $1 and what like $2 order by id", shop, "%"+thing+"%")
	err = each(rows, err, func(rows *sql.Rows) error {
		var d told
		err := rows.Scan(&d.id, &d.what)
		all = append(all, d)
		return err
	})
	for _, d := range all {
		words := strings.Fields(d.what)
		for i := range words {
			if words[i] == thing {
				words[i] = now
			}
		}
		if err == nil && slices.Contains(words, now) {
			_, err = t.ExecContext(ctx, "update audit set what = $1 where id = $2", strings.Join(words, " "), d.id)
		}
	}
	if err == nil {
		_, err = j.note(ctx, t, Deed{Shop: shop, Act: ActDelete, What: now + " destroyed"})
	}
	return wrap("destroyed", err)
}

// Tables are those of the database that have all of some columns, by name.
func (j *Journal) Tables(ctx context.Context, columns ...string) ([]string, error) {
	query := columnsInSQLite
	if j.server {
		query = columnsInPostgres
	}
	have := map[string]int{}
	err := j.pairs(ctx, query, func(table, column string) {
		if slices.Contains(columns, column) {
			have[table]++
		}
	})
	var out []string
	for table, n := range have {
		if n == len(columns) {
			out = append(out, table)
		}
	}
	slices.Sort(out)
	return out, wrap("tables", err)
}

// Wipe empties what a file keeps of rows as they were; see [Journal.SealOld].
func (j *Journal) Wipe(ctx context.Context) error {
	return wrap("wipe", j.store.scrub(ctx))
}
