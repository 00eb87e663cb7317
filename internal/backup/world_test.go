package backup_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// morning is when the tests begin: a Monday in India.
var morning = time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)

// learnt keeps the ears between tests; learning is most of a start.
var learnt = sync.OnceValues(app.Ears)

// key locks the backups of these tests.
var key = &backup.Key{1, 2, 3}

// place is where an assistant lives: a folder, and a database when it is not the
// file in it.
type place struct{ data, db string }

// maker makes places with nothing in them.
type maker struct {
	name string
	make func(t testing.TB) place
}

// inFile makes places in a folder.
func inFile(t testing.TB) place { return place{data: folder(t)} }

// folder is a new one; a rapid check has no folders of its own.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sahayak-backup-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// makers are both kinds of places.
func makers(t testing.TB) []maker {
	server := bottest.StartPostgres(t)
	return []maker{{"file", inFile}, {"PostgreSQL", func(t testing.TB) place {
		return place{data: folder(t), db: server.Database(t)}
	}}}
}

// config is a backup's of this place, locked with key.
func (p place) config(t testing.TB) backup.Config {
	t.Helper()
	at, err := app.Where(p.data, p.db)
	if err != nil {
		t.Fatal(err)
	}
	at.Clock = bottest.NewClock(morning)
	parts, err := app.Parts()
	if err != nil {
		t.Fatal(err)
	}
	return backup.Config{At: at, Parts: parts, Key: key, Program: "test"}
}

// world is an assistant at a place, with shops that write to it.
type world struct {
	*app.App
	place
	t     testing.TB
	clock *bottest.Clock
	n     int // messages sent
}

// open starts the assistant of a place.
func (p place) open(t testing.TB) *world {
	t.Helper()
	ears, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	clock := bottest.NewClock(morning)
	t.Setenv("BACKUP_TEST_KEY", seal.Secret{9}.Text()) // whatever is restored is opened with it
	a, err := app.Open(context.Background(), app.Config{
		Data: p.data, DB: p.db, Key: "env:BACKUP_TEST_KEY", Clock: clock, Channels: []bot.Channel{&bottest.Wire{}}, Lang: "hi-Latn", Ears: ears,
	})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{App: a, place: p, t: t, clock: clock}
	t.Cleanup(func() { _ = a.Close() })
	return w
}

// says has people write, each to his own shop, and has all of it worked.
func (w *world) says(said map[string]string) {
	w.t.Helper()
	for _, who := range []string{"a", "b", "c"} {
		text, writes := said[who]
		if !writes {
			continue
		}
		w.n++
		m := bot.Message{Channel: "wire", ID: fmt.Sprintf("%s-%d", w.data, w.n), Address: who, Text: text, At: w.clock.Now()}
		if err := w.Engine.Receive(context.Background(), m); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := w.Engine.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.clock.Advance(10 * time.Minute)
}

// day is some trade in three shops.
func (w *world) day() {
	w.t.Helper()
	for _, said := range []map[string]string{
		{"a": "10 kilo chini aayi 400 ki", "b": "ramesh ko 500 udhaar diya", "c": "20 packet maggi aaye 240 ke"},
		{"a": "2 kilo chini becha 90", "b": "ramesh ne 200 diye", "c": "3 packet quibble becha 45"},
		{"a": "galti se", "b": "sunita ko 50.50 udhaar diya"},
		{"a": "1 kilo chini becha", "c": "5 packet maggi becha"},
	} {
		w.says(said)
	}
}

// blob gives a shop a file.
func (w *world) blob(who string, data []byte) {
	w.t.Helper()
	_, id, err := w.Journal.Person(context.Background(), "wire", who)
	if err == nil {
		_, err = w.Journal.PutBlob(context.Background(), id, data, morning.AddDate(1, 0, 0))
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// books are those of all shops, with the day's sums.
func (w *world) books() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, who := range []string{"a", "b", "c"} {
		text, err := w.Dump(context.Background(), "wire", who)
		if err != nil {
			w.t.Fatal(err)
		}
		out[who] = text
	}
	return out
}

// number reads one number.
func (w *world) number(query string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.Journal.Read().QueryRowContext(context.Background(), query, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// wrong are queries that find nothing in an assistant that is consistent.
var wrong = map[string]string{
	"turns of no message":                                     "select count(*) from turn t where not exists (select 1 from inbox i where i.turn = t.id and i.state = 1)",
	"messages worked in no turn":                              "select count(*) from inbox i where state = 1 and not exists (select 1 from turn t where t.id = i.turn)",
	"turns without an answer":                                 "select count(*) from turn t where not exists (select 1 from outbox o where o.turn = t.id)",
	"shops whose revision is not the number of their changes": "select count(*) from shop s where rev <> (select count(*) from turn t where t.shop = s.id and t.changes > 0)",
	"sessions that do not count turns":                        "select count(*) from checkpoint c where rev <> (select count(*) from turn t where t.shop = c.shop and t.person = c.person)",
	"entries of no turn":                                      "select count(*) from entry e where not exists (select 1 from turn t where t.id = e.turn and t.shop = e.shop)",
	"stocks that are no sum":                                  "select count(*) from stock s where qty <> (select coalesce(sum(qty), 0) from entry e where e.shop = s.shop and e.item = s.item)",
	"balances that are no sum":                                "select count(*) from balance b where due <> (select coalesce(sum(due), 0) from entry e where e.shop = b.shop and e.customer = b.customer)",
	"tills that are no sum":                                   "select count(*) from cash c where cash <> (select coalesce(sum(cash), 0) from entry e where e.shop = c.shop)",
	"days that are no sum":                                    "select count(*) from day_total d where revenue <> (select coalesce(sum(revenue), 0) from entry e where e.shop = d.shop and e.day = d.day)",
}

// sound fails when there is half a turn anywhere.
func (w *world) sound() {
	w.t.Helper()
	for what, query := range wrong {
		if n := w.number(query); n != 0 {
			w.t.Errorf("%d %s", n, what)
		}
	}
}

// saved is a backup of a place, in a file.
func saved(t testing.TB, c backup.Config) backup.Summary {
	t.Helper()
	made, err := backup.File(context.Background(), c, filepath.Join(folder(t), "one.backup"))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// written is a backup of a place, in memory.
func written(t testing.TB, c backup.Config) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := backup.Write(context.Background(), c, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// file puts bytes in a file.
func file(t testing.TB, raw []byte) string {
	t.Helper()
	path := filepath.Join(folder(t), "some.backup")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// restored is the assistant of a backup, at a new place.
func restored(t testing.TB, to place, path string) *world {
	t.Helper()
	if _, err := backup.Restore(context.Background(), to.config(t), path); err != nil {
		t.Fatal(err)
	}
	return to.open(t)
}

// untouched fails when a restore that was refused has left anything.
func (p place) untouched(t testing.TB) {
	t.Helper()
	entries, err := os.ReadDir(p.data)
	if err != nil || len(entries) > 0 {
		t.Fatalf("it left %v, %v", entries, err)
	}
	if p.db == "" {
		return
	}
	if left := relations(t, p.db); len(left) > 0 {
		t.Fatalf("it left %s", strings.Join(left, ", "))
	}
}
