package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// asBot makes the test binary the program itself.
const asBot = "BOT_TEST_AS_BOT"

func TestMain(m *testing.M) {
	if os.Getenv(asBot) != "" {
		main()
		os.Exit(0)
	}
	if err := os.Setenv(asBot, "1"); err != nil { // whatever starts this binary means the bot
		panic(err)
	}
	os.Exit(m.Run())
}

// program is bot as a process of its own.
func program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	return cmd
}

// pipe runs a command over lines and returns what it said.
func pipe(t *testing.T, lines string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if err := run(t.Context(), args, strings.NewReader(lines), &out, &errs); err != nil {
		t.Fatal(err)
	}
	if errs.Len() > 0 {
		t.Errorf("%v: on stderr: %s", args, errs.String())
	}
	return out.String()
}

const (
	bought = "50 kilo chini aayi 2000 ki\n"
	sold   = "2 kilo chini becha 90\n"
)

// says demands fragments of an answer, in order.
func says(t testing.TB, answer string, fragments ...string) {
	t.Helper()
	rest := answer
	for _, f := range fragments {
		_, after, found := strings.Cut(rest, f)
		if !found {
			t.Errorf("%q is not said in time in\n%s", f, answer)
			return
		}
		rest = after
	}
}

// TestGoesOn has two processes, one after the other, on one folder.
func TestGoesOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	says(t, pipe(t, bought+sold, "chat", "--data", dir), "₹2,000", "\n\n", "₹90", "48", "\n\n")
	says(t, pipe(t, sold, "chat", "--data", dir), "₹90", "46", "\n\n")
	says(t, pipe(t, sold, "chat", "--data", dir), "₹90", "44")
	if got := pipe(t, "", "chat", "--data", dir); got != "" {
		t.Errorf("said %q to nothing", got)
	}
}

// TestSettings come from flags, the environment and a file.
func TestSettings(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "settings.json")
	raw := `{"data": "` + filepath.ToSlash(filepath.Join(dir, "one")) + `", "burst": "2s", "lang": "en"}`
	if err := os.WriteFile(file, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	pipe(t, bought, "chat", "--config", file)
	t.Setenv("SAHAYAK_DATA", filepath.Join(dir, "two"))
	pipe(t, bought, "chat")
	for _, name := range []string{"one", "two"} {
		if _, err := os.Stat(filepath.Join(dir, name, "sahayak.db")); err != nil {
			t.Error(err)
		}
	}
}

func TestHelp(t *testing.T) {
	for args, want := range map[string][]string{
		"--help":          {"run", "chat", "simulate", "doctor", "--config", "--profile", "--log", "--version"},
		"chat --help":     {"--data", "--redis", "--lang", "--burst", "--as", "--shop", "--record", "--explain"},
		"run --help":      {"--data", "--fresh", "--addr", "--cloudapi-number", "--cloudapi-token", "SAHAYAK_CLOUDAPI_TOKEN", "--cloudapi-rate=80", "--residency", "--tls-cert", "--acme"},
		"simulate --help": {"--webhook", "--token", "--secret", "--templates", "--file", "pace"},
		"doctor --help":   {"--data", "--redis", "--addr", "--cloudapi-number", "--tls-cert", "--acme", "--tls-host"},
	} {
		var out, errs bytes.Buffer
		if err := run(t.Context(), strings.Fields(args), strings.NewReader("never read\n"), &out, &errs); err != nil || errs.Len() > 0 {
			t.Errorf("%s: %v, %s", args, err, errs.String())
		}
		for _, word := range want {
			if !strings.Contains(out.String(), word) {
				t.Errorf("%s does not tell of %s", args, word)
			}
		}
	}
}

// TestShops talks in the demo and in new shops, and leaves one's own alone.
func TestShops(t *testing.T) {
	dir := t.TempDir()
	pipe(t, bought, "chat", "--data", dir)
	own := dump(t, dir, "owner")
	first := pipe(t, bought+sold, "chat", "--data", dir, "--shop", "new")
	says(t, first, "₹90", "48")
	if second := pipe(t, bought+sold, "chat", "--data", dir, "--shop", "new"); second != first {
		t.Errorf("a second new shop is not new:\n%s\nbefore:\n%s", second, first)
	}
	if got := dump(t, dir, "owner"); got != own || own == "" {
		t.Errorf("the own shop has become\n%s\nit was\n%s", got, own)
	}
	says(t, pipe(t, sold, "chat", "--data", dir, "--shop", "demo"), "\n\n", "₹90")
	if got := dump(t, dir, "owner"); got == own {
		t.Error("he is still in his own shop")
	}
}

// dump is what stands in the book of the shop somebody is in.
func dump(t *testing.T, dir, who string) string {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Data: dir, Key: os.Getenv("SAHAYAK_KEY"), Clock: app.SystemClock{}, Ears: deaf{}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	text, err := a.Dump(t.Context(), "console", who)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestFresh(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	startBot(t, "--fresh", "--data", dir).stop()
	pipe(t, bought, "chat", "--data", dir)
	before := dump(t, dir, "owner")
	err := run(t.Context(), []string{"run", "--fresh", "--data", dir}, strings.NewReader(sold), &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("got %v", err)
	}
	if dump(t, dir, "owner") != before {
		t.Error("the book has changed")
	}
}

func TestFault(t *testing.T) {
	for want, err := range map[string]error{
		"--data DIR":        errors.Join(errors.New("a"), journal.ErrUnwritable),
		"newer version":     journal.ErrNewer,
		"not a database":    journal.ErrNotDatabase,
		"leave --redis out": errors.Join(app.ErrMemory, errors.New("refused")),
		"one; two":          errors.New("one\ntwo"),
	} {
		if got := fault(err); !strings.Contains(got, want) || strings.Contains(got, "\n") {
			t.Errorf("%v: told %q", err, got)
		}
	}
}

// TestCancelled begins when it is told to stop already.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	_ = run(ctx, []string{"chat", "--data", t.TempDir()}, strings.NewReader(sold), &out, &bytes.Buffer{})
	if out.Len() > 0 {
		t.Errorf("said %q", out.String())
	}
}
