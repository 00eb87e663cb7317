package journal_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// own are the journal's tables.
func own(t *testing.T) journal.Part {
	t.Helper()
	p, err := journal.Own()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestToRead sees one moment while others write, and can itself write nothing.
func TestToRead(t *testing.T) {
	server := bottest.StartPostgres(t)
	for name, c := range map[string]journal.Config{
		"file":       {Path: filepath.Join(t.TempDir(), "bot.db")},
		"PostgreSQL": {URL: server.Database(t), Blobs: t.TempDir()},
	} {
		c.Clock = bottest.NewClock(start)
		j, err := journal.Open(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := journal.ToRead(t.Context(), c)
		if err != nil || raw.Postgres != (c.URL != "") {
			t.Fatal(raw, err)
		}
		tx, err := raw.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true, Isolation: map[bool]sql.IsolationLevel{true: sql.LevelRepeatableRead}[raw.Postgres]})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			var n int
			if err := tx.QueryRowContext(t.Context(), "select count(*) from shop").Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d shops at a moment when there were none, %v", name, n, err)
			}
			addShop(t, j)
		}
		if _, err := tx.ExecContext(t.Context(), "delete from shop"); err == nil {
			t.Errorf("%s: it was written on", name)
		}
		if err := errors.Join(tx.Rollback(), raw.Close(), j.Close()); err != nil {
			t.Error(err)
		}
	}
}

func addShop(t *testing.T, j *journal.Journal) {
	t.Helper()
	err := j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_, err := j.AddShop(ctx, tx, "UTC", false)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestToReadMakesNothing refuses what is not there or not ours, and leaves it.
func TestToReadMakesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	if _, err := journal.ToRead(t.Context(), journal.Config{Path: path}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("it was made")
	}
	foreign(t, path, "create table photos (id integer)")
	if _, err := journal.ToRead(t.Context(), journal.Config{Path: path}); !errors.Is(err, journal.ErrNotDatabase) {
		t.Errorf("another program's: %v", err)
	}
	if _, err := journal.ToRead(t.Context(), journal.Config{URL: "postgres://127.0.0.1:1/x?connect_timeout=2"}); !errors.Is(err, journal.ErrUnreachable) {
		t.Errorf("no server: %v", err)
	}
}

// TestToFill makes a journal of an old version, which is brought up to date when
// it is opened.
func TestToFill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	raw, err := journal.ToFill(t.Context(), journal.Config{Path: path}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := raw.MigrateTo(t.Context(), own(t), 9999); !errors.Is(err, journal.ErrNewer) {
		t.Errorf("a version to come: %v", err)
	}
	if err := raw.MigrateTo(t.Context(), own(t), 1); err != nil {
		t.Fatal(err)
	}
	var tables int
	if err := raw.QueryRowContext(t.Context(), "select count(*) from sqlite_schema where name in ('inbox', 'aside')").Scan(&tables); err != nil || tables != 1 {
		t.Errorf("version 1 has %d of the tables of versions 1 and 2, %v", tables, err)
	}
	if err := raw.Flush(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	j := at(t, path)
	if err := j.SetAside(t.Context(), "wire", "why", nil); err != nil {
		t.Error(err)
	}
}

// TestSketch has the tables in memory, and nowhere else.
func TestSketch(t *testing.T) {
	raw, err := journal.Sketch()
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if err := raw.MigrateTo(t.Context(), own(t), 2); err != nil {
		t.Fatal(err)
	}
	if _, err := raw.ExecContext(t.Context(), "insert into aside (channel, why, raw, at) values ('a', 'b', 'c', 1)"); err != nil {
		t.Error(err)
	}
}

func TestBlobFolder(t *testing.T) {
	for _, test := range []struct {
		c    journal.Config
		want string
	}{
		{journal.Config{Path: filepath.Join("data", "bot.db")}, filepath.Join("data", "blobs")},
		{journal.Config{Path: filepath.Join("data", "bot.db"), Blobs: "elsewhere"}, "elsewhere"},
	} {
		if got := test.c.BlobFolder(); got != test.want {
			t.Errorf("%+v: %s", test.c, got)
		}
	}
	if got := journal.BlobPath(7, "abcdef"); got != filepath.Join("7", "ab", "abcdef") {
		t.Errorf("a blob lies in %s", got)
	}
}
