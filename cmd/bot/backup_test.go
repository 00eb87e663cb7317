package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// command runs a command and returns what it said, and its fault.
func command(t *testing.T, args ...string) (out string, fail error) {
	t.Helper()
	var said, errs bytes.Buffer
	fail = run(t.Context(), args, strings.NewReader(""), &said, &errs)
	return said.String(), fail
}

// TestBackUpAndRestore makes a key, a backup and an assistant of it, which says
// what the first one said.
func TestBackUpAndRestore(t *testing.T) {
	dir := t.TempDir()
	data, keyFile, folder := filepath.Join(dir, "data"), filepath.Join(dir, "key"), filepath.Join(dir, "backups")+"/"
	pipe(t, bought+sold, "chat", "--data", data)
	made := pipe(t, "", "backup", "--new-key", keyFile)
	says(t, made, "key ", keyFile)
	backedUp := pipe(t, "", "backup", folder, "--data", data, "--key-file", keyFile)
	says(t, backedUp, "backed up to "+folder, "rows", "sum ")
	files, err := filepath.Glob(folder + "*.backup")
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	raw, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("SAHAYAK_BACKUP_KEY", strings.TrimSpace(string(raw)))
	other := filepath.Join(dir, "other")
	restored := pipe(t, "", "restore", files[0], "--data", other)
	says(t, restored, "restored "+files[0], "rows", "sum ", "waiting to be sent")
	if sumOf(restored) != sumOf(backedUp) {
		t.Errorf("restored is\n%s\nbacked up was\n%s", restored, backedUp)
	}
	if got, want := dump(t, other, "owner"), dump(t, data, "owner"); got != want || got == "" {
		t.Errorf("the book is\n%s\nit was\n%s", got, want)
	}
	says(t, pipe(t, sold, "chat", "--data", other), "₹90", "46")
}

// sumOf is the sum that a command told.
func sumOf(said string) string {
	_, after, _ := strings.Cut(said, "sum ")
	line, _, _ := strings.Cut(after, "\n")
	return line
}

// TestBackupRefuses tells a person what to do.
func TestBackupRefuses(t *testing.T) {
	dir := t.TempDir()
	data, keyFile, plain := filepath.Join(dir, "data"), filepath.Join(dir, "key"), filepath.Join(dir, "plain")
	pipe(t, sold, "chat", "--data", data)
	pipe(t, "", "backup", "--new-key", keyFile)
	says(t, pipe(t, "", "backup", plain, "--plain", "--data", data), "plain, as of")
	locked := filepath.Join(dir, "locked")
	pipe(t, "", "backup", locked, "--key-file", keyFile, "--data", data)
	for _, test := range []struct{ args, want string }{
		{"backup", "say where the backup goes"},
		{"backup " + dir + " --data " + data, "--new-key"},
		{"backup " + dir + " --data " + data + " --plain --key-file " + keyFile, "leave one of them out"},
		{"backup " + dir + " --new-key " + filepath.Join(dir, "k2"), "leave " + dir + " out"},
		{"backup --new-key " + keyFile, "is there already"},
		{"backup " + plain + " --plain --data " + data, "is there already"},
		{"backup " + dir + " --plain --data " + filepath.Join(dir, "none"), "nothing to back up"},
		{"backup " + dir + " --key-file " + plain + " --data " + data, "a key is 32 bytes"},
		{"backup " + dir + " --plain --db mysql://x", "a database is sqlite:PATH or postgres"},
		{"restore " + plain + " --data " + data, "--data DIR"},
		{"restore " + locked + " --data " + filepath.Join(dir, "new"), "--key-file FILE"},
		{"restore " + keyFile + " --data " + filepath.Join(dir, "new"), "is not a backup"},
		{"restore " + filepath.Join(dir, "none") + " --data " + filepath.Join(dir, "new"), "no such file"},
	} {
		out, err := command(t, strings.Fields(test.args)...)
		if err == nil || out != "" || !strings.Contains(fault(err), test.want) {
			t.Errorf("%s: said %q, %v", test.args, out, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("a restore that was refused made its folder")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}
