package app_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// size is what the database takes on the disk.
func (g *grown) size(t testing.TB) (bytes int64) {
	t.Helper()
	query := "select page_count * page_size from pragma_page_count, pragma_page_size"
	if g.server != nil {
		query = "select pg_database_size(current_database())"
	}
	if err := g.db.QueryRowContext(t.Context(), query).Scan(&bytes); err != nil {
		t.Fatal(err)
	}
	return bytes
}

// ownCPU is what this process has used.
func ownCPU() time.Duration { return cpuOf(syscall.RUSAGE_SELF) }

// cpuOf is what this process has used, or those that it called and that ended.
func cpuOf(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// serverCPU is what the server's processes have used, those that ended too.
func (g *grown) serverCPU(t testing.TB) (sum time.Duration) {
	if g.server == nil {
		return 0
	}
	var pid int
	if err := g.db.QueryRowContext(t.Context(), "select pg_backend_pid()").Scan(&pid); err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
	first := statOf(pid).parent
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		id, _ := strconv.Atoi(filepath.Base(path))
		if s := statOf(id); id == first || s.parent == first {
			sum += s.cpu
		}
	}
	return sum
}

// stat is what Linux says of a process.
type stat struct {
	parent int
	cpu    time.Duration // and that of those it waited for
}

// statOf reads it; zero for one that is gone.
func statOf(pid int) stat {
	const tick = 10 * time.Millisecond
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return stat{}
	}
	f := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	var s stat
	s.parent, _ = strconv.Atoi(f[1])
	for _, n := range f[11:15] { // utime, stime, cutime, cstime
		ticks, _ := strconv.Atoi(n)
		s.cpu += time.Duration(ticks) * tick
	}
	return s
}

// load is the machine's load average.
func load() string {
	raw, _ := os.ReadFile("/proc/loadavg")
	one, _, _ := strings.Cut(string(raw), " ")
	return one
}

// inWords is how long something took.
func inWords(took []time.Duration) string {
	took = slices.Sorted(slices.Values(took))
	at := func(p int) string { return millis(took[min(len(took)*p/100, len(took)-1)]) }
	return fmt.Sprintf("p50 %s, p95 %s, p99 %s (of %d)", at(50), at(95), at(99), len(took))
}

func millis(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }

func bytesOf(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
