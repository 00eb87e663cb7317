package backup_test

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/backup"
)

func TestKeyFile(t *testing.T) {
	path := filepath.Join(folder(t), "key")
	made, err := backup.NewKeyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	if got, err := backup.ReadKey(path); err != nil || got != made {
		t.Errorf("read is key %s, made was %s; %v", got.Name(), made.Name(), err)
	}
	if _, err := backup.NewKeyFile(path); !errors.Is(err, backup.ErrExists) {
		t.Errorf("over a key: %v", err)
	}
	if _, err := backup.NewKeyFile(filepath.Join(path, "deeper")); err == nil {
		t.Error("a key was put below a file")
	}
	if other, err := backup.NewKeyFile(path + "2"); err != nil || other == made || other.Name() == made.Name() {
		t.Errorf("two keys are the same: %v", err)
	}
}

func TestParseKey(t *testing.T) {
	good := base64.StdEncoding.EncodeToString(key[:])
	for text, want := range map[string]error{
		good: nil, " " + good + "\n": nil, "": backup.ErrKey, "secret": backup.ErrKey, good[:40]: backup.ErrKey,
		strings.Repeat("A", 64): backup.ErrKey, "\xff\x00": backup.ErrKey,
	} {
		got, err := backup.ParseKey(text)
		if !errors.Is(err, want) || want == nil && got != *key {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := backup.ReadKey(filepath.Join(folder(t), "none")); !errors.Is(err, backup.ErrKey) {
		t.Errorf("no file: %v", err)
	}
	if name := (*backup.Key)(nil).Name(); name != "" {
		t.Errorf("no key is called %q", name)
	}
}
