package bottest

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // registers itself with database/sql
)

// Postgres is a PostgreSQL server of the test's own.
type Postgres struct {
	folder  string
	bin     string
	port    int
	account *syscall.Credential
	server  *exec.Cmd
	names   atomic.Int64
}

// StartPostgres starts a PostgreSQL server on a free loopback port, in a folder
// of its own, and stops it with the test. Run by root it is the server of user
// postgres, because it refuses to be root's. Without PostgreSQL on the machine
// the test is skipped; where CI=true says that everything must be there, it
// fails.
func StartPostgres(t testing.TB) *Postgres {
	t.Helper()
	bin := postgresBin()
	if bin == "" {
		const missing = "PostgreSQL is not installed (Debian package postgresql)"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	p := &Postgres{bin: bin, account: postgresAccount(t)}
	var err error
	if p.folder, err = os.MkdirTemp("", "sahayak-postgres-"); err != nil { // t.TempDir is closed to others
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(p.folder) })
	if p.account != nil {
		if err := os.Chown(p.folder, int(p.account.Uid), int(p.account.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	p.command(t, "initdb", "-D", p.data(), "-U", "sahayak", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	p.Start(t)
	t.Cleanup(func() { p.stop(syscall.SIGINT) })
	return p
}

// Start starts the server again after [Postgres.Kill]; it answers when Start
// returns.
func (p *Postgres) Start(t testing.TB) {
	t.Helper()
	var said string
	for range 5 { // another process may take the port between finding and using it
		if p.port == 0 {
			p.port = freePort(t)
		}
		var ready bool
		if ready, said = p.launch(t); ready {
			return
		}
		p.stop(syscall.SIGKILL)
		p.port = 0
	}
	t.Fatalf("bottest: PostgreSQL did not start on five ports: %s", said)
}

// launch starts the server and reads what it says until it is ready, or has
// ended; and goes on reading so that it never waits to be read.
func (p *Postgres) launch(t testing.TB) (ready bool, said string) {
	t.Helper()
	p.server = p.as(context.WithoutCancel(t.Context()), "postgres", "-D", p.data(), "-p", strconv.Itoa(p.port), "-k", p.folder,
		"-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200")
	out, err := p.server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.server.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		said += lines.Text() + "\n"
		if strings.Contains(lines.Text(), "ready to accept connections") {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return true, said
		}
	}
	return false, said
}

// Kill ends the server and all its processes as a power failure would.
func (p *Postgres) Kill() { p.stop(syscall.SIGKILL) }

// Database makes a new, empty database and returns its URL.
func (p *Postgres) Database(t testing.TB) (url string) {
	t.Helper()
	name := fmt.Sprintf("test%d", p.names.Add(1))
	db, err := sql.Open("pgx", p.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "create database "+name); err != nil {
		t.Fatal(err)
	}
	return p.url(name)
}

func (p *Postgres) url(database string) string {
	return fmt.Sprintf("postgres://sahayak@127.0.0.1:%d/%s?sslmode=disable", p.port, database)
}

func (p *Postgres) data() string { return filepath.Join(p.folder, "data") }

// stop ends the server with a signal and waits for it.
func (p *Postgres) stop(how syscall.Signal) {
	if p.server == nil {
		return
	}
	group := p.server.Process.Pid
	_ = syscall.Kill(-group, how) // its processes are a group of their own
	_ = p.server.Wait()
	if how == syscall.SIGKILL {
		_ = os.Remove(filepath.Join(p.data(), "postmaster.pid"))
	}
	p.server = nil
}

// command runs one of PostgreSQL's programs to its end.
func (p *Postgres) command(t testing.TB, program string, args ...string) {
	t.Helper()
	if out, err := p.as(t.Context(), program, args...).CombinedOutput(); err != nil {
		t.Fatalf("bottest: %s: %v\n%s", program, err, bytes.TrimSpace(out))
	}
}

// as is a program of PostgreSQL's, run by who may run it.
func (p *Postgres) as(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, program), args...) //nolint:gosec // Debian's
	cmd.Dir = p.folder
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: p.account}
	return cmd
}

// postgresBin is the folder of the newest PostgreSQL's programs, "" without one.
func postgresBin() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return ""
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(found[len(found)-1])
}

// version is the number in the path of one of Debian's PostgreSQLs.
func version(path string) int {
	n, err := strconv.Atoi(strings.Split(path, "/")[4])
	if err != nil {
		return 0
	}
	return n
}

// postgresAccount is user postgres when root runs the test, nil for oneself.
func postgresAccount(t testing.TB) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		t.Fatalf("bottest: PostgreSQL refuses root, and there is no user postgres: %v", err)
	}
	uid, err := strconv.ParseUint(who.Uid, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.ParseUint(who.Gid, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}
