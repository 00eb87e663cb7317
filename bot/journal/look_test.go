package journal_test

import (
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

// TestLook sees what waits and what was set aside, in either database, and writes
// nothing.
func TestLook(t *testing.T) {
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
		_, err = j.Receive(t.Context(), bot.Message{Channel: "wire", ID: "1", Address: "owner", Text: "hello", At: start})
		if err := errors.Join(err, j.SetAside(t.Context(), "wire", "no id", []byte("{}"))); err != nil {
			t.Fatal(err)
		}
		l, err := journal.Look(t.Context(), c)
		if err != nil {
			t.Fatal(name, err)
		}
		waiting, err := l.Waiting(t.Context(), 9)
		aside, err2 := l.Aside(t.Context(), 9)
		if err := errors.Join(err, err2); err != nil || len(waiting) != 1 || len(aside) != 1 {
			t.Errorf("%s: waiting %v, aside %v, %v", name, waiting, aside, err)
		}
		if l.SetAside(t.Context(), "wire", "again", nil) == nil || l.Migrate(t.Context(), "x", os.DirFS(".")) == nil {
			t.Errorf("%s: it was written on", name)
		}
		if err := errors.Join(l.Close(), j.Close()); err != nil {
			t.Error(err)
		}
	}
}

// TestLookAtOthers finds what no version of this program, an older one, or a newer
// one has left, and leaves it so.
func TestLookAtOthers(t *testing.T) {
	at := filepath.Join(t.TempDir(), "bot.db")
	c := journal.Config{Path: at, Clock: bottest.NewClock(start)}
	if _, err := journal.Look(t.Context(), c); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
	if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was made: %v", err)
	}
	j, err := journal.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", at)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, c2 := range []struct {
		change string
		want   error
	}{
		{"insert into goose_bot (version_id, is_applied) values (999, 1)", journal.ErrNewer},
		{"delete from goose_bot where version_id > 1", journal.ErrOlder},
		{"drop table goose_bot", journal.ErrNotDatabase},
	} {
		if _, err := db.Exec(c2.change); err != nil {
			t.Fatal(err)
		}
		for range 2 { // what is found is left as it was
			if _, err := journal.Look(t.Context(), c); !errors.Is(err, c2.want) {
				t.Errorf("%s: %v", c2.change, err)
			}
		}
	}
}

// TestWord has two databases, and no two by one word.
func TestWord(t *testing.T) {
	seen := map[string]bool{}
	for range 3 {
		c := journal.Config{Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(start)}
		for n := range 2 { // it stays when it is opened again
			j, err := journal.Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if w := j.Word(); len(w) < 8 || seen[w] != (n == 1) {
				t.Errorf("opening %d: the word is %q", n, w)
			}
			seen[j.Word()] = true
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
