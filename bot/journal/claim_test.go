package journal

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// TestManyWait has a PostgreSQL that counted when nothing waited, and never cleaned
// up since, claim from two thousand answers to as many people, behind thirty thousand
// that are settled: what it costs depends on neither. Pages touched are counted, not
// time.
func TestManyWait(t *testing.T) {
	const most = 8 // pages touched for each of a window
	ctx := t.Context()
	j, err := Open(ctx, Config{URL: bottest.StartPostgres(t).Database(t), Blobs: t.TempDir(), Clock: bottest.NewClock(time.Unix(1e9, 0))})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	conn, err := j.store.(*postgresStore).db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, do := range []string{
		"alter table outbox set (autovacuum_enabled = off)",
		"vacuum analyze outbox",
		"set session_replication_role = replica", // the turns are not there
		`insert into outbox (shop, turn, channel, blind, sealed, lang, demo, body, due_at)
			select 1, n, 'console', 'somebody ' || n, '', 'en', false, repeat('x', 1000), 0 from generate_series(1, 32000) n`,
		"update outbox set state = 1 where id <= 30000",
		"update outbox set state = 2 where id <= 30000",
	} {
		if _, err := conn.ExecContext(ctx, do); err != nil {
			t.Fatal(err)
		}
	}
	by, args := dueOn("console", 1, 32, window, nil)
	explain := "explain (analyze, buffers, format json) " + by + ", " + locked + " select * from outbox where id in (select id from picked)"
	for _, first := range []string{"select 1", "analyze outbox"} {
		if _, err := conn.ExecContext(ctx, first); err != nil {
			t.Fatal(err)
		}
		var told []byte
		for range 2 { // the first time finds what is dead, and marks it
			if err := conn.QueryRowContext(ctx, explain, args...).Scan(&told); err != nil {
				t.Fatal(err)
			}
		}
		if rows, pages := cost(t, told); rows != 32 || pages > window*most {
			t.Errorf("after %s: %v rows for %d pages, want 32 for at most %d\n%s", first, rows, pages, window*most, told)
		}
	}
}

// cost is how many rows a plan gave, and how many pages it touched.
func cost(t *testing.T, told []byte) (rows float64, pages int) {
	t.Helper()
	var plans []struct {
		Plan struct {
			Rows  float64 `json:"Actual Rows"`
			Pages int     `json:"Shared Hit Blocks"`
		}
	}
	if err := json.Unmarshal(told, &plans); err != nil {
		t.Fatal(err)
	}
	return plans[0].Plan.Rows, plans[0].Plan.Pages
}
