//go:build unix

package load

import (
	"syscall"
	"time"
)

// CPU is what this process has used since its start, in the system too.
func CPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
