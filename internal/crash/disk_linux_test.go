package crash

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// TestDiskFull fills the disk under a bot that works; at the second time the bot is
// killed too, and has to start on it; at the third only its files may not grow.
// Nothing that was said is lost: what cannot be stored is not taken, and comes again.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	f := form{name: "a disk that is full", bots: 1, shops: 16, each: 8, lasting: 8 * time.Second}
	mounted := false
	f.folder = func(t *testing.T) string {
		dir := t.TempDir()
		if err := syscall.Mount("none", dir, "tmpfs", 0, "size=32m"); err != nil {
			t.Logf("no disk can be mounted here (%v): the bot's files may not grow instead", err)
			return dir
		}
		mounted = true
		t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
		return dir
	}
	s := newStand(t, f, *seed)
	fill, free := s.fill, s.free
	if !mounted {
		fill, free = s.limit(4096), s.limit(infinite)
	}
	again := fill
	if mounted {
		again = func() { fill(); s.bots[0].signal(syscall.SIGKILL) }
	}
	away := 1500 * time.Millisecond
	s.faults = []*fault{
		{what: "disk full", at: time.Second, away: away, hit: fill, mend: free},
		{what: "disk full, and the bot killed", at: 3 * time.Second, away: away, hit: again, mend: free},
		{what: "files may not grow", at: 6 * time.Second, away: away, hit: s.limit(4096), mend: s.limit(infinite)},
	}
	s.run()
	if s.post.failed.Load() == 0 {
		t.Error("nothing was refused: the disk was not full")
	}
}

// fill leaves no byte on the disk of the data.
func (s *stand) fill() {
	filler, err := os.Create(filepath.Join(s.data, "filler"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer filler.Close()
	if _, err := io.Copy(filler, zeros{}); !errors.Is(err, syscall.ENOSPC) {
		s.t.Fatalf("the disk is not full: %v", err)
	}
}

func (s *stand) free() {
	if err := os.Remove(filepath.Join(s.data, "filler")); err != nil {
		s.t.Error(err)
	}
}

// zeros never end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// infinite is no limit.
const infinite = ^uint64(0)

// limit bounds how long a file of the first bot may become, in bytes.
func (s *stand) limit(bytes uint64) func() {
	return func() {
		s.bots[0].mu.Lock()
		defer s.bots[0].mu.Unlock()
		if s.bots[0].cmd == nil {
			s.t.Error("there is no bot to be limited")
			return
		}
		bound := syscall.Rlimit{Cur: bytes, Max: infinite}
		_, _, e := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(s.bots[0].cmd.Process.Pid), syscall.RLIMIT_FSIZE,
			uintptr(unsafe.Pointer(&bound)), 0, 0, 0)
		if e != 0 {
			s.t.Errorf("limit to %s: %v", strconv.FormatUint(bytes, 10), e)
		}
	}
}
