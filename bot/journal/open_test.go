package journal_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// start is when the tests' clocks begin.
var start = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// at opens a journal that is closed with the test.
func at(t testing.TB, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(t.Context(), journal.Config{Path: path, Clock: bottest.NewClock(start)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

// foreign makes somebody else's SQLite database.
func foreign(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(t *testing.T, path string) string
		want    error
	}{
		{"a file that is no database", func(t *testing.T, path string) string {
			if err := os.WriteFile(path, []byte(strings.Repeat("my shopping list\n", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}, journal.ErrNotDatabase},
		{"another program's database", func(t *testing.T, path string) string {
			foreign(t, path, "create table photos (id integer)")
			return path
		}, journal.ErrNotDatabase},
		{"another program's mark", func(t *testing.T, path string) string {
			foreign(t, path, "pragma application_id = 7")
			return path
		}, journal.ErrNotDatabase},
		{"a newer program's database", func(t *testing.T, path string) string {
			if err := at(t, path).Close(); err != nil {
				t.Fatal(err)
			}
			foreign(t, path, "insert into goose_bot (version_id, is_applied) values (99, true)")
			return path
		}, journal.ErrNewer},
		{"a folder in the place of the file", func(t *testing.T, path string) string {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
			return path
		}, journal.ErrUnwritable},
		{"a file in the place of the folder", func(t *testing.T, path string) string {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(path, "bot.db")
		}, journal.ErrUnwritable},
		{"no path", func(*testing.T, string) string { return "" }, journal.ErrInvalid},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := test.prepare(t, filepath.Join(t.TempDir(), "bot.db"))
			before, _ := os.ReadFile(path)
			j, err := journal.Open(t.Context(), journal.Config{Path: path, Clock: bottest.NewClock(start)})
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if j != nil {
				t.Fatal("a journal came with the error")
			}
			if after, _ := os.ReadFile(path); errors.Is(err, journal.ErrNotDatabase) && len(after) < len(before) {
				t.Fatal("somebody else's file was cut")
			}
		})
	}
	if _, err := journal.Open(t.Context(), journal.Config{Path: "x"}); !errors.Is(err, journal.ErrInvalid) {
		t.Fatalf("without a clock: %v", err)
	}
	if _, err := journal.Open(t.Context(), journal.Config{Path: "x", Clock: bottest.NewClock(start), Zone: "Nowhere"}); err == nil {
		t.Fatal("an unknown zone was taken")
	}
}

func TestOpenMakesItsFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "a b?c#d%41&e", "bot.db")
	at(t, path)
	info, err := os.Stat(filepath.Dir(path))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("the folder is %v, %v", info, err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
}

func TestOpenTakesAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	at(t, path)
	at(t, path) // and once more while it is open
}

// TestOpenTogether has several open a new journal at the same moment: one makes
// the tables, the others find them.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() {
			j, err := journal.Open(t.Context(), journal.Config{Path: path, Clock: bottest.NewClock(start)})
			if err == nil {
				err = j.Close()
			}
			errs[i] = err
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	j := at(t, path)
	for query, want := range map[string]string{
		"pragma journal_mode": "wal", "pragma query_only": "1", "pragma application_id": "1399355755",
	} {
		var got string
		if err := j.Read().QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", query, got, err, want)
		}
	}
	for query, want := range map[string]string{
		"pragma synchronous": "2", "pragma foreign_keys": "1", "pragma busy_timeout": "10000", "pragma wal_autocheckpoint": "4000",
	} {
		if got := written(t, j, query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
