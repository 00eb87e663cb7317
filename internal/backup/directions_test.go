package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// relations are what is in a PostgreSQL database, outside its own schemas.
func relations(t testing.TB, url string) (names []string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname !~ '^(pg_|information_schema)' union select nspname from pg_namespace where nspname like 'sahayak%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// directions goes from each kind of database into each: the books are the
// same, the rows are the same, and the assistant goes on where it was.
func directions(t *testing.T, kinds []maker) {
	for _, from := range kinds {
		here := from.make(t)
		w := here.open(t)
		w.day()
		w.blob("a", bytes.Repeat([]byte("photo"), 100_000))
		w.blob("b", nil)
		made := saved(t, here.config(t))
		if made.Blobs != 2 || made.Missing != 0 || made.Rows < 40 || !made.Made.Equal(morning) {
			t.Errorf("the backup is %+v", made)
		}
		for _, to := range kinds {
			t.Run(from.name+" into "+to.name, func(t *testing.T) {
				there := to.make(t)
				other := restored(t, there, made.Path)
				alike(t, w, other)
				if before, after := w.Journal.Word(), other.Journal.Word(); before == after || after == "" {
					t.Errorf("it is known as %q, as it was before", after)
				}
				if again := saved(t, there.config(t)); again.Sum != made.Sum || again.Blobs != made.Blobs {
					t.Errorf("restored it is %+v, it was %+v", again, made)
				}
				goesOn(t, w, other)
			})
		}
	}
}

// alike fails unless two assistants hold the same.
func alike(t *testing.T, w, other *world) {
	t.Helper()
	other.sound()
	if got, want := other.books(), w.books(); !maps.Equal(got, want) {
		t.Errorf("the books are\n%s\nthey were\n%s", got, want)
	}
	for _, who := range []string{"a", "b"} {
		_, id, err := w.Journal.Person(t.Context(), "wire", who)
		if err != nil {
			t.Fatal(err)
		}
		var key string
		if err := w.Journal.Read().QueryRowContext(t.Context(), "select key from blob where shop = $1", id).Scan(&key); err != nil {
			t.Fatal(err)
		}
		want, err := w.Journal.Blob(t.Context(), id, key)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := other.Journal.Blob(t.Context(), id, key); err != nil || !bytes.Equal(got, want) {
			t.Errorf("the file of %s has %d bytes, %v; it had %d", who, len(got), err, len(want))
		}
	}
}

// goesOn fails unless an assistant that was restored works like the one it was
// made of, and numbers what is new as that one does.
func goesOn(t *testing.T, w, other *world) {
	t.Helper()
	before := w.number("select max(id) from inbox")
	other.n = w.n
	other.says(map[string]string{"a": "1 kilo chini becha 50"})
	if n := other.number("select max(id) from inbox"); n != before+1 {
		t.Errorf("the next message is number %d after %d", n, before)
	}
	other.sound()
}

// numbersGoOn sees that a number that was given once is never given again,
// also when its row is gone.
func numbersGoOn(t *testing.T, kinds []maker) {
	for _, from := range kinds {
		here := from.make(t)
		w := here.open(t)
		for range 3 {
			if err := w.Journal.SetAside(t.Context(), "wire", "why", nil); err != nil {
				t.Fatal(err)
			}
		}
		err := w.Journal.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
			_, err := tx.ExecContext(ctx, "delete from aside")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		path := saved(t, here.config(t)).Path
		for _, to := range kinds {
			other := restored(t, to.make(t), path)
			if err := other.Journal.SetAside(t.Context(), "wire", "why", nil); err != nil {
				t.Fatal(err)
			}
			if n := other.number("select max(id) from aside"); n != 4 {
				t.Errorf("%s into %s: the fourth has number %d", from.name, to.name, n)
			}
		}
	}
}

// TestLostBlob has a file gone: the rest is kept, and it is told.
func TestLostBlob(t *testing.T) {
	here := inFile(t)
	w := here.open(t)
	w.day()
	w.blob("a", []byte("one"))
	w.blob("b", []byte("two"))
	files, err := filepath.Glob(filepath.Join(here.data, "blobs", "*", "*", "*"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	made := saved(t, here.config(t))
	if made.Blobs != 1 || made.Missing != 1 {
		t.Errorf("it is %+v", made)
	}
	there := inFile(t)
	restored(t, there, made.Path).sound()
	if left, _ := filepath.Glob(filepath.Join(there.data, "blobs", "*", "*", "*")); len(left) != 1 {
		t.Errorf("restored are %v", left)
	}
}

// oldVersion restores what an older program has written: its tables come back
// as they were and are brought up to date when the assistant starts.
func oldVersion(t *testing.T, kinds []maker) {
	for _, to := range kinds {
		here := inFile(t)
		c := here.config(t)
		raw, err := journal.ToFill(t.Context(), c.At, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := raw.MigrateTo(t.Context(), c.Parts[0], 1); err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{
			"insert into shop (id, zone, demo, created_at) values (7, 'Asia/Kolkata', false, 5)",
			"insert into person (id, current_shop, created_at) values (8, 7, 5)",
			"insert into turn (id, shop, person, at, changes, errands, undoes, own, body) values (9, 7, 8, 6, 0, 0, 0, true, '{}')",
			"insert into outbox (shop, turn, channel, address, lang, demo, body, due_at, claimed_at, bubble, state) values (7, 9, 'wire', 'a', 'hi', false, '[]', 6, 6, 'b1', 2)",
		} {
			if _, err := raw.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if err := raw.Flush(t.Context(), c.At.Path); err != nil {
			t.Fatal(err)
		}
		other := restored(t, to.make(t), saved(t, c).Path)
		if n := other.number("select count(*) from bubble where outbox = 1 and blind = $1", other.Journal.Keys().Blind("bubble|", "b1")); n != 1 {
			t.Errorf("%s: the new version finds %d of the old one's bubbles", to.name, n)
		}
	}
}

// TestEmptyBook is a backup of an assistant nobody has written to.
func TestEmptyBook(t *testing.T) {
	here := inFile(t)
	here.open(t)
	w := restored(t, inFile(t), saved(t, here.config(t)).Path)
	w.day()
	w.sound()
}

// nothing refuses to back up what is not there.
func nothing(t *testing.T, kinds []maker) {
	for _, from := range kinds {
		here := from.make(t)
		if _, err := backup.File(t.Context(), here.config(t), folder(t)); !isAny(err, backup.ErrNothing) {
			t.Errorf("%s: %v", from.name, err)
		}
		here.untouched(t)
	}
}
