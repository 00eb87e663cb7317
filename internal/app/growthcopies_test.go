package app_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// A million shops do not open by talking in the time anybody waits. Most are copies
// of one that did, made by the database: each row of its again, with numbers of its
// own. What is sealed in a copy cannot be opened, because a seal says whose it is;
// nobody reads it.

// copied are the tables a shop has rows in, those that others need first, and which
// rows are the shop's.
var copied = []struct{ table, of string }{
	{"shop", "id = %d"},
	{"person", "current_shop = %d"},
	{"alias", "person in (select id from person where current_shop = %d)"},
	{"member", "shop = %d"},
	{"inbox", "shop = %d"},
	{"checkpoint", "shop = %d"},
	{"turn", "shop = %d"},
	{"outbox", "shop = %d"},
	{"bubble", "outbox in (select id from outbox where shop = %d)"},
	{"seal_key", "shop = %d"},
	{"audit", "shop = %d"},
	{"profile", "shop = %d"},
	{"item", "shop = %d"},
	{"customer", "shop = %d"},
	{"entry", "shop = %d"},
	{"change", "shop = %d"},
	{"stock", "shop = %d"},
	{"balance", "shop = %d"},
	{"cash", "shop = %d"},
	{"day_total", "shop = %d"},
	{"day_item", "shop = %d"},
	{"day_hour", "shop = %d"},
	{"day_customer", "shop = %d"},
	{"day_customer_item", "shop = %d"},
	{"month_item", "shop = %d"},
	{"month_customer", "shop = %d"},
}

// leftOut are the tables that do not grow with the shops, and those in which the
// shop that is copied has nothing: it said and sent nothing that would be there.
var leftOut = []string{
	"goose_bot", "goose_book", "lease", "schedule", "self", "aside", "seal_root", "seal_pass",
	"blob", "reminder", "setting", "demo", "day_head", "owed", "batch", "rate", "deal", "neighbour",
	"invitation", "pin", "tries", "leaving", "seen", "day_close", "handover", "relayed", "preference", "spent", "speech",
	"pass", "guest", "knock",
}

// numbered says which numbers stand in a column: whose counter it is.
var numbered = map[string]string{
	"shop.id": "shop", "person.id": "person", "inbox.id": "inbox", "turn.id": "inbox", "outbox.id": "outbox",
	"audit.id": "audit", "seal_key.id": "seal_key",
	"shop": "shop", "current_shop": "shop", "person": "person", "outbox": "outbox",
	"turn": "inbox", "undoes": "inbox", "undone_by": "inbox", "reverses_turn": "inbox", "root_turn": "inbox",
}

// counters are the tables that count.
var counters = []string{"shop", "person", "inbox", "outbox", "audit", "seal_key"}

// span is the numbers of a counter that the original has.
type span struct{ first, width int64 }

// copier makes shops like one.
type copier struct {
	conn     *sql.Conn
	postgres bool
	spans    map[string]span
	columns  map[string][]string
	rows     map[string]int64 // of the original
}

// newCopier looks at a shop on a connection of its own. Nothing may be under way in
// the shop.
func newCopier(t testing.TB, db *sql.DB, postgres bool, original int64) *copier {
	t.Helper()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := &copier{conn: conn, postgres: postgres, spans: map[string]span{}, columns: map[string][]string{}, rows: map[string]int64{}}
	setup := []string{"pragma synchronous = off", "pragma cache_size = -400000", "pragma temp_store = memory", "pragma wal_autocheckpoint = 20000"}
	if postgres {
		// Foreign keys are checked afterwards, all at once.
		setup = []string{"set session_replication_role = replica", "set synchronous_commit = off", "set work_mem = '256MB'", "set statement_timeout = 0"}
	}
	for _, s := range setup {
		c.run(t, s)
	}
	for _, x := range copied {
		c.run(t, "create temp table like_"+x.table+" as select * from "+x.table+" where "+fmt.Sprintf(x.of, original))
		c.rows[x.table] = c.number(t, "select count(*) from like_"+x.table)
		c.columns[x.table] = c.columnsOf(t, x.table)
	}
	for _, name := range counters {
		first := c.number(t, "select min(id) from like_"+name)
		c.spans[name] = span{first, c.number(t, "select max(id) from like_"+name) - first + 1}
	}
	return c
}

// chunk is how many shops are copied at once.
const chunk = 5000

// add adds n shops.
func (c *copier) add(t testing.TB, n int) {
	t.Helper()
	for n > 0 {
		now := min(n, chunk)
		last := map[string]int64{}
		for _, name := range counters {
			last[name] = c.number(t, "select coalesce(max(id), 0) from "+name)
		}
		c.run(t, "begin")
		for _, x := range copied {
			c.run(t, c.text(x.table, now, last))
		}
		c.run(t, "commit")
		n -= now
	}
	if !c.postgres {
		return // it counts on from the greatest number there is
	}
	for _, name := range counters {
		c.run(t, fmt.Sprintf("select setval(pg_get_serial_sequence('%s', 'id'), (select max(id) from %s))", name, name))
	}
}

// text is the statement that copies the rows of a table n times, behind what is last.
func (c *copier) text(table string, n int, last map[string]int64) string {
	var values []string
	for _, column := range c.columns[table] {
		values = append(values, c.value(table, column, last))
	}
	series, order := fmt.Sprintf("(with recursive k(k) as (select 1 union all select k + 1 from k where k < %d) select k from k)", n), ""
	if c.postgres {
		series, order = fmt.Sprintf("(select k from generate_series(1, %d) k)", n), " order by k.k"
	}
	return fmt.Sprintf("insert into %s (%s) select %s from %s k cross join like_%s s%s",
		table, strings.Join(c.columns[table], ", "), strings.Join(values, ", "), series, table, order)
}

// value is what stands in a column of the copy.
func (c *copier) value(table, column string, last map[string]int64) string {
	if column == "blind" { // in its form, so that nobody takes it for one from before there were keys
		if c.postgres {
			return "'~' || substr(md5(random()::text || k.k), 1, 24)"
		}
		return "'~' || lower(hex(randomblob(12)))"
	}
	counter := numbered[table+"."+column]
	if counter == "" {
		counter = numbered[column]
	}
	if counter == "" {
		return "s." + column
	}
	s := c.spans[counter]
	return fmt.Sprintf("case when s.%s = 0 then 0 else s.%s + %d + (k.k - 1) * %d end", column, column, last[counter]+1-s.first, s.width)
}

// width is how many rows a shop has.
func (c *copier) width() (n int64) {
	for _, rows := range c.rows {
		n += rows
	}
	return n
}

func (c *copier) run(t testing.TB, query string) {
	t.Helper()
	if _, err := c.conn.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%v: %s", err, query)
	}
}

func (c *copier) number(t testing.TB, query string) (n int64) {
	t.Helper()
	if err := c.conn.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%v: %s", err, query)
	}
	return n
}

// list reads a column of texts.
func (c *copier) list(t testing.TB, query string) (out []string) {
	t.Helper()
	rows, err := c.conn.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%v: %s", err, query)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func (c *copier) columnsOf(t testing.TB, table string) []string {
	if c.postgres {
		return c.list(t, "select column_name::text from information_schema.columns where table_schema = 'public' and table_name = '"+table+"' order by ordinal_position")
	}
	return c.list(t, "select name from pragma_table_info('"+table+"') order by cid")
}

// tables are all there are.
func (c *copier) tables(t testing.TB) []string {
	if c.postgres {
		return c.list(t, "select tablename::text from pg_tables where schemaname = 'public' order by 1")
	}
	return c.list(t, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1")
}

// orphans are foreign keys that lead nowhere.
func (c *copier) orphans(t testing.TB) (out []string) {
	if !c.postgres {
		return c.list(t, `select "table" || ' → ' || parent from pragma_foreign_key_check`)
	}
	for _, query := range c.list(t, `select format('select count(*) from %s x where %I is not null and not exists (select 1 from %s y where y.%I = x.%I)',
			k.conrelid::regclass, a.attname, k.confrelid::regclass, b.attname, a.attname)
		from pg_constraint k
		join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
		join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
		where k.contype = 'f' and array_length(k.conkey, 1) = 1`) {
		if c.number(t, query) > 0 {
			out = append(out, query)
		}
	}
	return out
}

// openingWords open a shop that is used. A copy has less: who is copied said
// originalWords, with which there is a row in each table.
var (
	openingWords = []string{
		"50 kilo chini aayi 2000 ki", "ramesh ko 500 udhaar diya", "2 kilo chini becha 90", "ramesh ne 200 diye",
	}
	originalWords = []string{"50 kilo chini aayi 2000 ki, 1 kilo chini becha 50", "ramesh ko 500 udhaar diya"}
)

// ground is where shops are opened and copied: a folder, and a database elsewhere.
type ground struct {
	dir, url string
	db       *sql.DB
}

// newGround opens the database past the assistant; "" is the file in the folder.
func newGround(t testing.TB, url string) *ground {
	t.Helper()
	g := &ground{dir: t.TempDir(), url: url}
	driver, at := "sqlite", "file:"+filepath.Join(g.dir, app.Database)+"?_pragma=busy_timeout(10000)"
	if url != "" {
		driver, at = "pgx", url
	}
	var err error
	if g.db, err = sql.Open(driver, at); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.db.Close() })
	return g
}

// on has the assistant opened on the ground, on the machine's clock.
func (g *ground) on(c *app.Config) {
	c.DB, c.Clock, c.Observe = g.url, app.SystemClock{}, nil
}

// opens has somebody open a shop by what he says, and returns its number.
func (g *ground) opens(t testing.TB, w *world, address string, words []string) int64 {
	t.Helper()
	p := &person{world: w, address: address}
	for _, text := range words {
		p.tells(t, text)
	}
	return int64(p.shop(t))
}

// tells has somebody say something, and waits until it is worked.
func (p *person) tells(t testing.TB, text string) {
	t.Helper()
	m := bot.Message{Channel: p.post.Name(), ID: fmt.Sprintf("%s.%d", p.address, p.next()), Address: p.address, Text: text, At: time.Now()}
	ctx := context.Background()
	if err := errors.Join(p.Engine.Receive(ctx, m), p.Engine.Settle(ctx)); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
}

// TestCopiesOfShops copies a few shops and finds every row of the original in each,
// and every table spoken for.
func TestCopiesOfShops(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { copiesAreWhole(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { copiesAreWhole(t, bottest.StartPostgres(t).Database(t)) })
}

func copiesAreWhole(t *testing.T, url string) {
	const copies = 7
	g := newGround(t, url)
	w := openAt(t, g.dir, g.on)
	c := newCopier(t, g.db, url != "", g.opens(t, w, "first", originalWords))
	before := map[string]int64{}
	for _, x := range copied {
		before[x.table] = c.number(t, "select count(*) from "+x.table)
	}
	c.add(t, copies)
	for _, x := range copied {
		grew := c.number(t, "select count(*) from "+x.table) - before[x.table]
		if c.rows[x.table] == 0 || grew != copies*c.rows[x.table] {
			t.Errorf("%s has %d rows of the original and grew by %d", x.table, c.rows[x.table], grew)
		}
	}
	if o := c.orphans(t); len(o) > 0 {
		t.Error(o)
	}
	everyTableSpokenFor(t, c)
	// Who comes after the copies gets numbers behind theirs, and finds only his own.
	if of := g.opens(t, w, "second", openingWords); of != 2+copies {
		t.Errorf("the next shop is %d", of)
	}
}

// everyTableSpokenFor fails for a table nobody has said anything about here.
func everyTableSpokenFor(t *testing.T, c *copier) {
	known := slices.Clone(leftOut)
	for _, x := range copied {
		known = append(known, x.table)
	}
	for _, table := range c.tables(t) {
		if !slices.Contains(known, table) {
			t.Errorf("%s: is it copied with a shop, or left out?", table)
		}
	}
	for _, table := range leftOut {
		if slices.Contains(c.columnsOf(t, table), "shop") && table != "schedule" && c.number(t, "select count(*) from "+table) > 0 {
			t.Errorf("%s is left out, and has rows of the shop", table)
		}
	}
}
