package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// write makes a file in a new folder and returns the folder.
func write(t *testing.T, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// query runs SQL on the database in a folder.
func query(t *testing.T, dir, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "sahayak.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// newer is the folder of a program from the future.
func newer(t *testing.T, table string) string {
	dir := t.TempDir()
	pipe(t, bought, "chat", "--data", dir)
	query(t, dir, "insert into "+table+" (version_id, is_applied) values (20990101, true)")
	return dir
}

// deadPort is an address nobody listens on.
func deadPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// taken is an address somebody listens on until the test ends.
func taken(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().String()
}

// TestFaults starts the program on everything that can be wrong. Each time it
// says in one line what is, and what to do; it exits with 1, and does nothing.
func TestFaults(t *testing.T) {
	file := filepath.Join(write(t, "file", "x"), "file")
	foreign := t.TempDir()
	query(t, foreign, "create table theirs (x int)")
	cases := map[string]struct {
		args string
		want []string
	}{
		"an unknown flag":        {"--nonsense", []string{"--nonsense"}},
		"an unknown command":     {"dance", []string{"dance"}},
		"an unknown language":    {"chat --lang xx", []string{"--lang", "hi-Latn"}},
		"an unknown shop":        {"chat --shop xx", []string{"--shop", "demo"}},
		"a bad duration":         {"chat --burst soon", []string{"--burst"}},
		"no settings file":       {"chat --config " + file + ".json", []string{"file.json"}},
		"broken settings":        {"chat --config " + filepath.Join(write(t, "s.json", "{broken"), "s.json"), []string{"s.json", "JSON"}},
		"settings of no kind":    {"chat --config " + filepath.Join(write(t, "s.json", "[1]"), "s.json"), []string{"s.json", "JSON"}},
		"a slip in the settings": {"chat --config " + filepath.Join(write(t, "s.json", `{"dat": "x"}`), "s.json"), []string{"s.json", `"dat"`}},
		"a folder below a file":  {"chat --data " + filepath.Join(file, "below"), []string{"cannot write", "--data"}},
		"a file for a folder":    {"chat --data " + file, []string{"cannot write", "--data"}},
		"not a database":         {"chat --data " + write(t, "sahayak.db", strings.Repeat("shopping list\n", 999)), []string{"not a database", "--data"}},
		"another's database":     {"chat --data " + foreign, []string{"not a database", "--data"}},
		"a newer journal":        {"chat --data " + newer(t, "goose_bot"), []string{"newer version", "--data"}},
		"a newer book":           {"chat --data " + newer(t, "goose_book"), []string{"newer version", "--data"}},
		"not empty":              {"run --fresh --data " + filepath.Dir(file), []string{"--fresh", "not empty", "--data"}},
		"fresh in a file":        {"run --fresh --data " + file, []string{"cannot read"}},
		"an address in use":      {"run --addr " + taken(t), []string{"cannot listen", "in use", "--addr"}},
		"no address":             {"run --addr nowhere", []string{"cannot listen", "--addr"}},
		"a number alone":         {"run --cloudapi-number 1", []string{"--cloudapi-token", "--cloudapi-secret", "--cloudapi-verify"}},
		"http far away":          {"run --cloudapi-number 1 --cloudapi-token t --cloudapi-secret s --cloudapi-verify v --cloudapi-graph http://example.com", []string{"http"}},
		"a page on no database":  {"run --addr 127.0.0.1:0 --data " + write(t, "sahayak.db", strings.Repeat("shopping list\n", 999)), []string{"not a database", "--data"}},
		"a page on a dead Redis": {"run --addr 127.0.0.1:0 --data " + t.TempDir() + " --redis redis://" + deadPort(t) + "/0", []string{"Redis", "--redis"}},
		"no rate":                {"run --cloudapi-number 1 --cloudapi-token t --cloudapi-secret s --cloudapi-verify v --cloudapi-rate=-1", []string{"--cloudapi-rate"}},
		"no profile":             {"run --profile xx", []string{"--profile", "prod"}},
		"prod on a page":         {"run --profile prod", []string{"profile prod", "--cloudapi-number"}},
		"no country":             {"chat --residency xx", []string{"--residency"}},
		"a database abroad":      {"chat --residency in --db postgres://u:hunter2@db.example.com/x", []string{"--db", "db.example.com", "--residency-allow"}},
		"Redis abroad":           {"run --residency in --redis redis://:hunter2@redis.example.com", []string{"--redis", "redis.example.com"}},
		"a backup abroad":        {"backup --residency in --db postgres://u:hunter2@db.example.com/x --plain x", []string{"--db", "db.example.com"}},
		"a restore from abroad":  {"restore --residency in --db postgres://u:hunter2@db.example.com/x x", []string{"--db", "db.example.com"}},
		"WhatsApp abroad":        {"run --residency in --cloudapi-number 1 --cloudapi-token t --cloudapi-secret s --cloudapi-verify v", []string{"--cloudapi-graph", "graph.facebook.com", "--cloudapi-storage in"}},
		"no webhook":             {"simulate --webhook 127.0.0.1:3000", []string{"--webhook", "http://"}},
		"no templates":           {"simulate --addr 127.0.0.1:0 --templates " + file, []string{"--templates"}},
		"broken templates":       {"simulate --addr 127.0.0.1:0 --templates " + write(t, "x.json", "{broken"), []string{"x.json"}},
		"no place to record":     {"chat --record " + filepath.Join(file, "x"), []string{"cannot record"}},
		"nobody at PostgreSQL":   {"chat --db postgres://u:hunter2@" + deadPort(t) + "/x", []string{"PostgreSQL", "refused", "--db"}},
		"no database URL":        {"chat --db postgres://u:hunter2@[", []string{"PostgreSQL", "--db"}},
		"an unknown database":    {"chat --db mysql://hunter2", []string{"sqlite:PATH", "--db"}},
		"nobody at Redis":        {"chat --redis redis://" + deadPort(t) + "/0", []string{"Redis", "refused", "--redis"}},
		"no Redis URL":           {"chat --redis redis://u:hunter2@[", []string{"Redis", "--redis"}},
	}
	if dir := "/proc/sys"; isDir(dir) { // where even root cannot write
		cases["a folder that is only read"] = struct {
			args string
			want []string
		}{"chat --data " + dir, []string{"cannot write", "--data"}}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			checkFault(t, program(strings.Fields(c.args)...), c.want)
		})
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// checkFault runs the program and checks how it gives up.
func checkFault(t *testing.T, cmd *exec.Cmd, want []string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(sold), &out, &errs
	cmd.Dir = t.TempDir()
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("ended with %v", err)
	}
	said := errs.String()
	if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "bot: ") || strings.Contains(said, "goroutine") || strings.Contains(said, "hunter2") {
		t.Errorf("said %q", said)
	}
	for _, word := range want {
		if !strings.Contains(said, word) {
			t.Errorf("%q is not in %q", word, said)
		}
	}
	if out.Len() > 0 {
		t.Errorf("answered %q", out.String())
	}
}

// TestNoStrayFiles leaves nothing in the folder where it is started.
func TestNoStrayFiles(t *testing.T) {
	cmd, data := program("chat", "--data", t.TempDir()), t.TempDir()
	cmd.Dir, cmd.Stdin = data, strings.NewReader(bought)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	left, err := os.ReadDir(data)
	if err != nil || len(left) > 0 {
		t.Errorf("left %s, %v", fmt.Sprint(left), err)
	}
}
