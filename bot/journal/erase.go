package journal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// How many rows of a shop are looked for, and deleted, at a time.
const (
	eraseLook = 5000
	eraseRows = 200
)

// Erased is what was deleted of a shop.
type Erased struct {
	Rows   int
	People int          // who have no shop any more, and whose addresses are forgotten
	Demos  []bot.ShopID // their shops for trying, erased with it
}

// Erase deletes all that is kept of a shop, in every table that says whose its rows
// are and in the folder of blobs. Its people go to other shops of theirs; who has
// none is forgotten, so his next message is a stranger's. What stays is the
// numbers of shop and people, and one row of the audit. [bot.ErrNotFound] when
// there never was such a shop.
//
// It may take long in a large journal, a little at a time, and turns of others go
// on meanwhile. One that was broken off is gone on with by the next.
func (j *Journal) Erase(ctx context.Context, shop bot.ShopID) (Erased, error) {
	var done Erased
	err := j.erase(ctx, shop, &done)
	return done, wrap(fmt.Sprint("erase ", shop), err)
}

func (j *Journal) erase(ctx context.Context, shop bot.ShopID, done *Erased) error {
	tables, err := j.shopTables(ctx)
	if err != nil {
		return err
	}
	deed, demos, err := j.shut(ctx, shop, done)
	if err != nil {
		return err
	}
	done.Demos = append(done.Demos, demos...)
	before := done.Rows
	for again := true; again; { // a turn that was under way may have written once more
		again = false
		for _, table := range tables {
			n, err := j.eraseFrom(ctx, table, shop)
			if err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			done.Rows, again = done.Rows+n, again || n > 0
		}
		j.keys.Drop(shop) // its keys are among its rows
	}
	if err := os.RemoveAll(filepath.Join(j.blobs.dir, strconv.FormatInt(int64(shop), 10))); err != nil {
		return err
	}
	if err := j.attest(ctx, shop, deed, done.Rows-before); err != nil {
		return err
	}
	for _, demo := range demos {
		if err := j.erase(ctx, demo, done); err != nil {
			return err
		}
	}
	return nil
}

// shut is the first unit of erasing: from then on nobody is in the shop, and no
// message of it is worked.
func (j *Journal) shut(ctx context.Context, shop bot.ShopID, done *Erased) (deed int64, demos []bot.ShopID, err error) {
	people := 0
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		people, demos = 0, nil // of a run that was rolled back
		var rev int64
		err := found(t.QueryRowContext(ctx, "select rev from shop where id = $1 for update", shop).Scan(&rev))
		if err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, "delete from inbox where shop = $1 and state = 0", shop); err != nil {
			return err
		}
		members, err := column[bot.PersonID](ctx, t, "select person from member where shop = $1 order by person", shop)
		if err != nil {
			return err
		}
		for _, person := range members {
			theirs, alone, err := j.sendHome(ctx, t, person, shop)
			if err != nil {
				return err
			}
			demos = append(demos, theirs...)
			if alone {
				people++
			}
		}
		demos = slices.Compact(slices.Sorted(slices.Values(demos)))
		deed, err = j.note(ctx, t, Deed{Shop: shop, Act: ActDelete, What: "shop begun"})
		return err
	})
	done.People += people
	return deed, demos, err
}

// sendHome takes a person out of a shop. Who has no other but shops for trying is
// alone: his addresses are forgotten, and he leaves those too.
func (j *Journal) sendHome(ctx context.Context, t bot.Tx, person bot.PersonID, shop bot.ShopID) (demos []bot.ShopID, alone bool, err error) {
	others, err := column[bot.ShopID](ctx, t, `select m.shop from member m join shop s on s.id = m.shop
		where m.person = $1 and m.shop <> $2 and not s.demo`, person, shop)
	if err != nil {
		return nil, false, err
	}
	if len(others) > 0 {
		return nil, false, j.leave(ctx, t, person, shop)
	}
	demos, err = column[bot.ShopID](ctx, t, `select m.shop from member m join shop s on s.id = m.shop
		where m.person = $1 and m.shop <> $2 and s.demo`, person, shop)
	if err != nil {
		return nil, false, err
	}
	for _, query := range []string{"delete from alias where person = $1", "delete from member where person = $1", "delete from pin where person = $1", "delete from tries where person = $1"} {
		if _, err := t.ExecContext(ctx, query, person); err != nil {
			return nil, false, err
		}
	}
	return demos, true, nil
}

// eraseFrom deletes the rows of a shop from one table, and the bubbles of its
// answers with them. They are looked for past the writer: where no index has the
// shop, that reads all of the table.
func (j *Journal) eraseFrom(ctx context.Context, table string, shop bot.ShopID) (total int, err error) {
	row, as := "rowid", ""
	if j.server {
		row, as = "ctid::text", "::text::tid"
	}
	key, err := j.clusteredBy(ctx, table)
	if err != nil {
		return 0, err
	}
	if len(key) > 0 {
		return j.eraseInOrder(ctx, table, shop, strings.Join(key, ", "))
	}
	for {
		rows, err := column[string](ctx, j.reader, "select "+row+" from "+table+" where shop = $1"+atMost(eraseLook), shop)
		if err != nil || len(rows) == 0 {
			return total, err
		}
		for some := range slices.Chunk(rows, eraseRows) {
			n, err := j.delete(ctx, table, shop, strings.TrimSuffix(row, "::text")+" in ("+listed(some, as)+")", some)
			if total += n; err != nil {
				return total, err
			}
		}
	}
}

// clusteredBy is the key in whose order the rows of a table lie; none where they have
// numbers of their own.
func (j *Journal) clusteredBy(ctx context.Context, table string) ([]string, error) {
	if j.server {
		return nil, nil
	}
	return column[string](ctx, j.reader, `select c.name from pragma_table_list l, pragma_table_info(l.name) c
		where l.name = $1 and l.wr = 1 and c.pk > 0 order by c.pk`, table)
}

// eraseInOrder is [Journal.eraseFrom] for rows that lie in the order of their key.
func (j *Journal) eraseInOrder(ctx context.Context, table string, shop bot.ShopID, key string) (total int, err error) {
	which := "(" + key + ") in (select " + key + " from " + table + " where shop = $1" + atMost(eraseRows) + ")"
	for {
		n, err := j.delete(ctx, table, shop, which, nil)
		if total += n; err != nil || n == 0 {
			return total, err
		}
	}
}

// delete removes some rows of a shop.
func (j *Journal) delete(ctx context.Context, table string, shop bot.ShopID, which string, rows []string) (n int, err error) {
	args := with([]any{shop}, rows)
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		if table == "outbox" {
			_, err := t.ExecContext(ctx, "delete from bubble where outbox in (select id from outbox where shop = $1 and "+which+")", args...)
			if err != nil {
				return err
			}
		}
		gone, err := changed(t.ExecContext(ctx, "delete from "+table+" where shop = $1 and "+which, args...))
		n = int(gone)
		return err
	})
	return n, err
}

// listed writes placeholders from $2 for a list of rows, each read as it must be.
func listed(rows []string, as string) string {
	return strings.ReplaceAll(placeholders(2, len(rows)), ", ", as+", ") + as
}

// attest writes into the audit that all is deleted; that row is the last of the
// shop's.
func (j *Journal) attest(ctx context.Context, shop bot.ShopID, deed int64, rows int) error {
	return j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		if _, err := t.ExecContext(ctx, "delete from audit where shop = $1 and id <> $2", shop, deed); err != nil {
			return err
		}
		if err := j.CloseShop(ctx, t, shop, time.Time{}); err != nil { // it is done
			return err
		}
		_, err := t.ExecContext(ctx, "update audit set what = $1 where id = $2", fmt.Sprintf("shop rows:%d", rows), deed)
		return err
	})
}
