package journal

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// TestManyWait has a PostgreSQL that counted when nothing waited claim from two
// thousand answers to as many people: it looks at each a few times and not at each
// for each. Pages touched are counted, not time.
func TestManyWait(t *testing.T) {
	const answers, most = 2000, 20 // pages touched for each
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
		"vacuum analyze outbox",
		"set session_replication_role = replica", // the turns are not there
		`insert into outbox (shop, turn, channel, blind, sealed, lang, demo, body, due_at)
			select 1, n, 'console', 'somebody ' || n, '', 'en', false, '', 0 from generate_series(1, 2000) n`,
	} {
		if _, err := conn.ExecContext(ctx, do); err != nil {
			t.Fatal(err)
		}
	}
	by, query, args := dueOn("console", 1, 32, nil)
	var told []byte
	if err := conn.QueryRowContext(ctx, "explain (analyze, buffers, format json) "+by+" "+query, args...).Scan(&told); err != nil {
		t.Fatal(err)
	}
	var plans []struct {
		Plan struct {
			Rows  float64 `json:"Actual Rows"`
			Pages int     `json:"Shared Hit Blocks"`
		}
	}
	if err := json.Unmarshal(told, &plans); err != nil {
		t.Fatal(err)
	}
	if p := plans[0].Plan; p.Rows != 32 || p.Pages > answers*most {
		t.Errorf("%v rows for %d pages, want 32 for at most %d\n%s", p.Rows, p.Pages, answers*most, told)
	}
}
