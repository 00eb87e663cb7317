package crash

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// memory is a redis-server that can be killed, wiped and set back.
type memory struct {
	t      testing.TB
	folder string
	addr   string
	server *exec.Cmd
	client *redis.Client
}

// newMemory starts one, or skips the test where there is none.
func newMemory(t testing.TB) *memory {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("redis-server is not installed (Debian package redis-server)")
		}
		t.Skip("redis-server is not installed (Debian package redis-server)")
	}
	m := &memory{t: t, folder: t.TempDir(), addr: free(t)}
	m.client = redis.NewClient(&redis.Options{Addr: m.addr, MaxRetries: -1})
	m.start()
	t.Cleanup(func() { m.kill(); _ = m.client.Close() })
	return m
}

func (m *memory) url() string { return "redis://" + m.addr + "/0" }

// start starts the server with what lies in its folder; it answers on return.
func (m *memory) start() {
	m.t.Helper()
	_, port, err := net.SplitHostPort(m.addr)
	if err != nil {
		m.t.Fatal(err)
	}
	m.server = exec.Command("redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
		"--dir", m.folder, "--loglevel", "warning")
	if err := m.server.Start(); err != nil {
		m.t.Fatal(err)
	}
	if !until(20*time.Second, func() bool { return m.client.Ping(m.t.Context()).Err() == nil }) {
		m.t.Fatal("redis-server does not answer")
	}
}

// kill kills it: with what was not saved, nothing is left.
func (m *memory) kill() {
	if m.server == nil {
		return
	}
	_ = m.server.Process.Kill()
	_ = m.server.Wait()
	m.server = nil
}

func (m *memory) dump() string { return filepath.Join(m.folder, "dump.rdb") }

// wipe removes what was saved, so that the next start is with nothing.
func (m *memory) wipe() {
	if err := os.RemoveAll(m.dump()); err != nil {
		m.t.Error(err)
	}
}

// snapshot saves everything as it stands, aside.
func (m *memory) snapshot() {
	m.t.Helper()
	if err := m.client.Save(m.t.Context()).Err(); err != nil {
		m.t.Fatal(err)
	}
	if err := os.Rename(m.dump(), m.dump()+".old"); err != nil {
		m.t.Fatal(err)
	}
}

// setBack puts the snapshot where the next start finds it.
func (m *memory) setBack() {
	m.t.Helper()
	if err := os.Rename(m.dump()+".old", m.dump()); err != nil {
		m.t.Fatal(err)
	}
}
