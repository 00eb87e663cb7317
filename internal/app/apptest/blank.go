package apptest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// files are those of a data folder, by name.
type files map[string][]byte

// blank is the data folder of an assistant that nobody has written to yet: its key
// and its migrated database. Migrating is nearly all that opening a new one costs, and
// tests open thousands.
var blank = sync.OnceValues(func() (files, error) {
	dir, err := os.MkdirTemp("", "blank")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	ears, err := learnt()
	if err != nil {
		return nil, err
	}
	a, err := app.Open(context.Background(), app.Config{Data: dir, Clock: bottest.NewClock(time.Unix(0, 0)), Ears: ears})
	if err != nil {
		return nil, err
	}
	if err := a.Close(); err != nil {
		return nil, err
	}
	return read(dir)
})

// read reads the files of a folder, not those below it.
func read(dir string) (files, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	all := files{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if all[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil { //nolint:gosec // a folder of ours
			return nil, err
		}
	}
	return all, nil
}

// Begin puts the data folder of a new assistant into dir, if dir is empty, so that
// opening it there need not migrate anything. All that begin so in one process have
// the same key.
func Begin(t testing.TB, dir string) {
	t.Helper()
	there, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(there) > 0 {
		return
	}
	all, err := blank()
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range all {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
