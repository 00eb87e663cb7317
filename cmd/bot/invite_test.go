package main

import (
	"bytes"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// invites runs bot invite on a folder.
func invites(t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), append([]string{"invite", "--data", dir}, args...), strings.NewReader(""), &out, &out)
	return out.String(), err
}

// TestInvite makes a code, shows what became of it, and ends it; the code itself is shown
// once.
func TestInvite(t *testing.T) {
	dir := t.TempDir()
	if _, err := invites(t, dir); err == nil || !strings.Contains(err.Error(), "there is no database") {
		t.Fatalf("without a database: %v", err)
	}
	begun(t, dir)
	picture := filepath.Join(t.TempDir(), "poster.png")
	said, err := invites(t, dir, "--uses", "20", "--days", "30", "--phone", "+91 98000 00001", "--png", picture)
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`Code ([0-9A-Z]{6}) lets in 20`).FindStringSubmatch(said)
	if code == nil || !strings.Contains(said, "https://wa.me/919800000001?text=Namaste%20"+code[1]+"\n") || !strings.Contains(said, "█") {
		t.Fatalf("it says\n%s", said)
	}
	raw, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(raw)); err != nil {
		t.Error(err)
	}
	for _, step := range []struct{ args, want string }{
		{"--show", "0 of 20 used\topen"},
		{"--revoke 1", "lets nobody in"},
		{"--show", "0 of 20 used\trevoked"},
		{"--list 919800000001 +919800000002", "2 put on the list, 0 were on it"},
		{"--list 919800000001@s.whatsapp.net", "0 put on the list, 1 were"},
		{"--unlist 919800000002", "1 taken off"},
		{"--show", "on the list: 1"},
	} {
		said, err := invites(t, dir, strings.Fields(step.args)...)
		if err != nil || !strings.Contains(said, step.want) || strings.Contains(said, code[1]) {
			t.Errorf("%s: %v, says\n%s", step.args, err, said)
		}
	}
	j := journalIn(t, dir)
	deeds, err := j.Audit(t.Context(), 0, app.SystemClock{}.Now().Add(-aDay), 100)
	if err := errors.Join(err, j.Close()); err != nil {
		t.Error(err)
	}
	var what []string
	for _, d := range deeds {
		what = append(what, string(d.Act)+" "+d.What)
	}
	all := strings.Join(what, ", ")
	for _, want := range []string{"write pass:1 uses:20 days:30", "delete pass:1", "write guests:2", "delete guests:1", "read passes:1"} {
		if !strings.Contains(all, want) {
			t.Errorf("the audit lacks %q: %s", want, all)
		}
	}
	if strings.Contains(all, code[1]) || strings.Contains(all, "9800000") {
		t.Errorf("the audit tells a code or a number: %s", all)
	}
}

// TestInviteRefuses says what was said wrong, and no number.
func TestInviteRefuses(t *testing.T) {
	dir := t.TempDir()
	begun(t, dir)
	for _, c := range []struct{ args, want string }{
		{"--uses 0", "lets in one at least"},
		{"--days 0", "for a day at least"},
		{"--png x.png", "say --phone"},
		{"--show --list 919800000001", "say one of"},
		{"--list", "go with"},
		{"919800000001", "go with"},
		{"--list 9800000001", "country's digits"},
		{"--revoke 7", "no code of number 7"},
	} {
		said, err := invites(t, dir, strings.Fields(c.args)...)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(said+err.Error(), "9800000001 ") {
			t.Errorf("%s: %v, says %s", c.args, err, said)
		}
	}
	err := run(t.Context(), []string{"run", "--door", "window"}, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "--door") {
		t.Errorf("--door window: %v", err)
	}
}

// begun makes the database of a folder, as the first start of a bot does.
func begun(t *testing.T, dir string) {
	t.Helper()
	if err := journalIn(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
}
