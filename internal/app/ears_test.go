package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// TestEarsAreKept learns once: the second time the file is read, not written;
// one that is broken, or of other phrases, is made anew; a folder that cannot be
// used does no harm.
func TestEarsAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there")
	file := filepath.Join(dir, "ears.model")
	first := kept(t, dir, file)
	if err := os.Chtimes(file, morning, morning); err != nil {
		t.Fatal(err)
	}
	kept(t, dir, file)
	if info, err := os.Stat(file); err != nil || !info.ModTime().Equal(morning) {
		t.Errorf("it was learnt again: %v", err)
	}
	for name, raw := range map[string][]byte{"empty": nil, "cut": first[:len(first)/2], "other": append([]byte("intents0"), first[8:]...)} {
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if again := kept(t, dir, file); string(again) != string(first) {
			t.Errorf("%s: what was kept is not what was learnt", name)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if hidden, _ := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) != 1 || len(hidden) > 0 {
		t.Errorf("left %v %v, %v", left, hidden, err)
	}
	if _, err := app.EarsKept(file, nil); err != nil { // below a file
		t.Error(err)
	}
}

// kept makes ears and returns the file they left.
func kept(t *testing.T, dir, file string) []byte {
	t.Helper()
	if _, err := app.EarsKept(dir, nil); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
