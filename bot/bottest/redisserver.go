package bottest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Redis starts a redis-server of the test's own on a free loopback port, with
// nothing on disk that outlives the test, and returns its URL. It is stopped
// with the test. Without redis-server on the machine the test is skipped; where
// CI=true says that everything must be there, it fails.
func Redis(t testing.TB) (url string) {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		const missing = "redis-server is not installed (Debian package redis-server)"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	for range 5 { // another process may take the port between finding and using it
		port := freePort(t)
		if startRedis(t, program, port) {
			return fmt.Sprintf("redis://127.0.0.1:%d/0", port)
		}
	}
	t.Fatal("bottest: redis-server did not start on five ports")
	return ""
}

// freePort finds a loopback port nobody listens on.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("not a TCP address: %v", l.Addr())
	}
	return addr.Port
}

// startRedis reports whether a server answers on the port; it reads what the
// server says until then, and goes on reading so that it never waits to be read.
func startRedis(t testing.TB, program string, port int) bool {
	t.Helper()
	cmd := exec.Command(program, //nolint:gosec,noctx // found on the path, and stopped by its own process at the end
		"--port", fmt.Sprint(port), "--bind", "127.0.0.1", "--save", "",
		"--appendonly", "no", "--dir", t.TempDir(), "--daemonize", "no", "--loglevel", "notice")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	read, ready := make(chan struct{}), false
	lines := bufio.NewScanner(out)
	for !ready && lines.Scan() {
		ready = strings.Contains(lines.Text(), "Ready to accept connections")
	}
	go func() { defer close(read); _, _ = io.Copy(io.Discard, out) }()
	stop := func() {
		_ = cmd.Process.Kill()
		<-read
		_ = cmd.Wait() // its error is that it was killed
	}
	if !ready {
		stop()
		return false
	}
	t.Cleanup(stop)
	return true
}
