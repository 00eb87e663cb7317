package backup_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// isAny reports whether an error is one of several.
func isAny(err error, wanted ...error) bool {
	for _, w := range wanted {
		if errors.Is(err, w) {
			return true
		}
	}
	return false
}

// steps are how many places of a file are tried.
const steps = 50

// TestDamaged has every fiftieth of a backup altered, and the rest cut off there,
// with a key and without.
func TestDamaged(t *testing.T) {
	here := inFile(t)
	w := here.open(t)
	w.day()
	w.blob("a", []byte(strings.Repeat("photo", 1000)))
	for _, k := range []*backup.Key{key, nil} {
		c := here.config(t)
		c.Key = k
		whole := written(t, c)
		there := inFile(t)
		try := func(what string, raw []byte, wanted ...error) {
			t.Helper()
			_, err := backup.Restore(t.Context(), there.config(t), file(t, raw))
			if !isAny(err, wanted...) {
				t.Errorf("%s: %v", what, err)
			}
			there.untouched(t)
		}
		for i := range steps {
			at := len(whole) * i / steps
			bent := append([]byte(nil), whole...)
			bent[at] ^= 1 << (i % 8)
			try(fmt.Sprintf("byte %d of %d", at, len(whole)), bent, backup.ErrDamaged, backup.ErrForeign, backup.ErrNewer)
			try(fmt.Sprintf("cut at %d of %d", at, len(whole)), whole[:at], backup.ErrDamaged, backup.ErrForeign)
		}
		try("the last byte missing", whole[:len(whole)-1], backup.ErrDamaged)
		try("a byte more", append(append([]byte(nil), whole...), 0), backup.ErrDamaged)
		try("twice", append(append([]byte(nil), whole...), whole...), backup.ErrDamaged)
		restored(t, there, file(t, whole)).sound() // and it was the damage alone
	}
}

func TestForeign(t *testing.T) {
	there := inFile(t)
	for _, raw := range []string{
		"", "\n", "sahayak-backup", "sahayak-backup\n", "sahayak-backup x plain\n", "my shopping list\n", "PK\x03\x04", strings.Repeat("a", 1000), "sahayak-backup -1 plain\n",
	} {
		if _, err := backup.Restore(t.Context(), there.config(t), file(t, []byte(raw))); !errors.Is(err, backup.ErrForeign) {
			t.Errorf("%q: %v", raw, err)
		}
	}
	if _, err := backup.Restore(t.Context(), there.config(t), filepath.Join(folder(t), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := backup.Restore(t.Context(), there.config(t), folder(t)); err == nil {
		t.Error("a folder was taken for a backup")
	}
	there.untouched(t)
}

// TestNewer refuses what this program would not understand.
func TestNewer(t *testing.T) {
	here, there := inFile(t), inFile(t)
	here.open(t).day()
	raw := written(t, here.config(t))
	later := strings.Replace(string(raw), "sahayak-backup 1", "sahayak-backup 2", 1)
	if _, err := backup.Restore(t.Context(), there.config(t), file(t, []byte(later))); !errors.Is(err, backup.ErrNewer) {
		t.Errorf("a later format: %v", err)
	}
	// A program that knows one part less has not heard of its tables.
	c := there.config(t)
	c.Parts = c.Parts[:1]
	if _, err := backup.Restore(t.Context(), c, file(t, raw)); !errors.Is(err, backup.ErrNewer) {
		t.Errorf("an unknown part: %v", err)
	}
	there.untouched(t)
	if _, err := backup.Write(t.Context(), backup.Config{At: here.config(t).At, Parts: c.Parts}, io.Discard); !errors.Is(err, backup.ErrNewer) {
		t.Errorf("an unknown part in the database: %v", err)
	}
	future(t, here)
	if _, err := backup.Write(t.Context(), here.config(t), io.Discard); !errors.Is(err, backup.ErrNewer) {
		t.Errorf("a later version in the database: %v", err)
	}
}

// future makes a database one of a program to come.
func future(t *testing.T, p place) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(p.data, "sahayak.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("insert into goose_bot (version_id, is_applied) values (9999, true)"); err != nil {
		t.Fatal(err)
	}
}

func TestKeys(t *testing.T) {
	here, there := inFile(t), inFile(t)
	here.open(t).day()
	locked := file(t, written(t, here.config(t)))
	c := there.config(t)
	c.Key = &backup.Key{9}
	if _, err := backup.Restore(t.Context(), c, locked); !errors.Is(err, backup.ErrKey) || !strings.Contains(err.Error(), key.Name()) {
		t.Errorf("a wrong key: %v", err)
	}
	c.Key = nil
	if _, err := backup.Restore(t.Context(), c, locked); !errors.Is(err, backup.ErrNoKey) || !strings.Contains(err.Error(), key.Name()) {
		t.Errorf("no key: %v", err)
	}
	there.untouched(t)
	if raw, err := os.ReadFile(locked); err != nil || strings.Contains(string(raw), "Ramesh") {
		t.Errorf("it can be read: %v", err)
	}
}

// TestNotEmpty restores nowhere where there is anything.
func TestNotEmpty(t *testing.T) {
	here := inFile(t)
	here.open(t).day()
	path := saved(t, here.config(t)).Path
	for name, fill := range map[string]func(dir string) error{
		"a database":        func(dir string) error { return os.WriteFile(filepath.Join(dir, "sahayak.db"), nil, 0o600) },
		"something else":    func(dir string) error { return os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o600) },
		"a folder":          func(dir string) error { return os.Mkdir(filepath.Join(dir, "blobs"), 0o700) },
		"half of a restore": func(dir string) error { return os.Mkdir(filepath.Join(dir, ".restoring-1"), 0o700) },
	} {
		there := inFile(t)
		if err := fill(there.data); err != nil {
			t.Fatal(err)
		}
		_, err := backup.Restore(t.Context(), there.config(t), path)
		if entries, _ := os.ReadDir(there.data); !errors.Is(err, backup.ErrNotEmpty) || len(entries) != 1 {
			t.Errorf("into %s: %v, %v", name, err, entries)
		}
	}
	disk := inFile(t)
	if err := os.Mkdir(filepath.Join(disk.data, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	restored(t, disk, path).sound()
	deep := place{data: filepath.Join(folder(t), "not", "there")}
	restored(t, deep, path).sound()
}

// notEmptyPostgres is the same for a database.
func notEmptyPostgres(t *testing.T, kinds []maker) {
	here := inFile(t)
	here.open(t).day()
	path := saved(t, here.config(t)).Path
	for name, statement := range map[string]string{
		"a table": "create table photos (id bigint)", "a view": "create view v as select 1 as n", "a sequence": "create sequence s",
	} {
		there := kinds[1].make(t)
		run(t, there.db, statement)
		if _, err := backup.Restore(t.Context(), there.config(t), path); !errors.Is(err, backup.ErrNotEmpty) {
			t.Errorf("beside %s: %v", name, err)
		}
		if left := relations(t, there.db); len(left) != 1 {
			t.Errorf("beside %s are %v", name, left)
		}
	}
	blobs := kinds[1].make(t)
	if err := os.MkdirAll(filepath.Join(blobs.data, "blobs", "1"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), blobs.config(t), path); !errors.Is(err, backup.ErrNotEmpty) || len(relations(t, blobs.db)) > 0 {
		t.Errorf("beside blobs: %v", err)
	}
	killed := kinds[1].make(t) // a restore was killed there
	run(t, killed.db, "create schema sahayak_restoring create table shop (id bigint)")
	restored(t, killed, path).sound()
	busy := kinds[1].make(t)
	run(t, busy.db, "create table photos (id bigint); drop table photos")
	restored(t, busy, path).sound()
}

func run(t testing.TB, url, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// twoRestores lets only one at a time into a database.
func twoRestores(t *testing.T, kinds []maker) {
	here := inFile(t)
	here.open(t).day()
	path := saved(t, here.config(t)).Path
	there := kinds[1].make(t)
	db, err := sql.Open("pgx", there.db)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "select pg_advisory_lock($1)", backup.RestoreLock); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), there.config(t), path); err == nil || !strings.Contains(err.Error(), "another restore") {
		t.Errorf("beside another: %v", err)
	}
	there.untouched(t)
}

// TestForeignDatabase backs up no other program's file.
func TestForeignDatabase(t *testing.T) {
	here := inFile(t)
	db, err := sql.Open("sqlite", filepath.Join(here.data, "sahayak.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("create table photos (id integer)"); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), here.config(t), io.Discard); !errors.Is(err, journal.ErrNotDatabase) {
		t.Errorf("got %v", err)
	}
}
