package app_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// shopTables are the tables with a column "shop", as the database itself says: a
// new one is among them without anybody thinking of it.
func (w *world) shopTables(t testing.TB) (out []string) {
	t.Helper()
	query := "select m.name from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' and c.name = 'shop'"
	if database != nil {
		query = "select table_name from information_schema.columns where table_schema = current_schema() and column_name = 'shop'"
	}
	w.rows(t, query, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		out = append(out, name)
		return err
	})
	if len(out) < 15 {
		t.Fatalf("only %v", out)
	}
	return out
}

func (w *world) rows(t testing.TB, query string, take func(*sql.Rows) error) {
	t.Helper()
	rows, err := w.Journal.Read().QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// live fills a shop, and the demo shop of its owner, with some of everything.
func (p *person) live(t testing.TB) {
	t.Helper()
	for _, text := range []string{
		"100 kilo chini aayi 4000 ki", "2 kilo chini becha 90", "ramesh ko 500 udhaar diya", "3 packet quibble aaya 300 ka", "galti se",
		"quibble 40 ka", "demo dikhao", "2 kilo chini becha 90",
	} {
		p.says(t, text)
		_, err := p.Journal.PutBlob(context.Background(), p.shop(t), []byte(p.address), p.clock.Now().Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
	}
	p.says(t, "demo band karo")
}

// TestEraseLeavesNothing erases a shop: in no table with shops is a row of it but
// its last one in the audit, none of a demo shop its owner tried, no file, and no
// address. A neighbour's book is as it was.
func TestEraseLeavesNothing(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	w := openAt(t, dir)
	p, other := w.stranger(), w.stranger()
	p.live(t)
	other.live(t)
	mine, theirs := p.shop(t), other.shop(t)
	book := w.dump(t, theirs)
	tables := w.shopTables(t)
	full, kept := 0, map[string]int{}
	for _, table := range tables {
		if w.count(t, table, mine) > 0 {
			full++
		}
		kept[table] = w.count(t, table, theirs)
	}
	if full < 12 {
		t.Fatalf("only %d of %v have anything to erase", full, tables)
	}
	done, err := w.Journal.Erase(ctx, mine)
	if err != nil || done.People != 1 || len(done.Demos) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	for _, table := range tables {
		for _, shop := range []bot.ShopID{mine, done.Demos[0]} {
			want := 0
			if table == "audit" {
				want = 1
			}
			if n := w.count(t, table, shop); n != want {
				t.Errorf("%s has %d rows of shop %d", table, n, shop)
			}
		}
		if n := w.count(t, table, theirs); n != kept[table] {
			t.Errorf("%s had %d rows of another shop, and has %d", table, kept[table], n)
		}
	}
	if now := w.dump(t, theirs); now != book {
		t.Errorf("another's book was\n%s\nit is\n%s", book, now)
	}
	w.rows(t, "select count(*) from bubble where outbox not in (select id from outbox)", func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		if n > 0 {
			t.Errorf("%d bubbles belong to nobody", n)
		}
		return err
	})
	w.rows(t, "select what from audit where shop = "+strconv.Itoa(int(mine)), func(rows *sql.Rows) error {
		var what string
		err := rows.Scan(&what)
		if !strings.HasPrefix(what, "shop rows:") {
			t.Errorf("left is %q", what)
		}
		return err
	})
	for _, shop := range []bot.ShopID{mine, done.Demos[0]} {
		if _, err := os.Stat(filepath.Join(dir, "blobs", strconv.Itoa(int(shop)))); !os.IsNotExist(err) {
			t.Errorf("files of shop %d: %v", shop, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "blobs", strconv.Itoa(int(theirs)))); err != nil {
		t.Error(err)
	}
	p.says(t, "namaste")
	if p.shop(t) == mine {
		t.Error("he is back in what was erased")
	}
}
