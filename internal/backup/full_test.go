package backup_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/backup"
)

// errFull is what a full disk says.
var errFull = errors.New("no space left on device")

// narrow is a disk that fills up.
type narrow struct{ left int }

func (n *narrow) Write(p []byte) (int, error) {
	if len(p) > n.left {
		wrote := n.left
		n.left = 0
		return wrote, errFull
	}
	n.left -= len(p)
	return len(p), nil
}

// TestFull has the disk run full at every twentieth of a backup.
func TestFull(t *testing.T) {
	here := inFile(t)
	w := here.open(t)
	w.day()
	w.blob("a", []byte("photo"))
	size := len(written(t, here.config(t)))
	for i := range 20 {
		if _, err := backup.Write(t.Context(), here.config(t), &narrow{left: size * i / 20}); !errors.Is(err, errFull) {
			t.Errorf("with room for %d of %d bytes: %v", size*i/20, size, err)
		}
	}
	w.says(map[string]string{"a": "1 kilo chini becha 50"}) // nobody has been left with a lock
	w.sound()
	if _, err := backup.Write(t.Context(), here.config(t), io.Discard); err != nil {
		t.Error(err)
	}
}

// TestFile keeps what is there, and leaves nothing unfinished behind.
func TestFile(t *testing.T) {
	here := inFile(t)
	here.open(t).day()
	c, dir := here.config(t), folder(t)
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.File(t.Context(), c, taken); !errors.Is(err, backup.ErrExists) {
		t.Errorf("over a file: %v", err)
	}
	if raw, err := os.ReadFile(taken); err != nil || string(raw) != "precious" {
		t.Errorf("now it is %q, %v", raw, err)
	}
	made, err := backup.File(t.Context(), c, dir)
	if err != nil || made.Path != filepath.Join(dir, "sahayak-20260302T033000.000Z.backup") {
		t.Errorf("%+v, %v", made, err)
	}
	if info, err := os.Stat(made.Path); err != nil || info.Mode().Perm() != 0o600 || info.Size() != made.Size {
		t.Errorf("the file is %v, %v", info, err)
	}
	if _, err := backup.File(t.Context(), c, dir); !errors.Is(err, backup.ErrExists) { // the clock stands
		t.Errorf("again: %v", err)
	}
	if _, err := backup.File(t.Context(), c, filepath.Join(dir, "new")+"/"); err != nil {
		t.Errorf("into a folder that is not there yet: %v", err)
	}
	if _, err := backup.File(t.Context(), c, filepath.Join(dir, "nowhere", "file")); err == nil {
		t.Error("a folder was made that nobody asked for")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 3 {
		t.Errorf("left are %v", entries)
	}
}
