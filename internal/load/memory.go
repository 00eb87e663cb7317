package load

import (
	"os"
	"strconv"
	"strings"
)

// Memory is how many bytes of this process are resident, and were at the most;
// zero where the system does not tell.
func Memory() (now, peak int64) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	return kilobytes(string(status), "VmRSS:"), kilobytes(string(status), "VmHWM:")
}

// kilobytes is one field of /proc/self/status, in bytes.
func kilobytes(status, field string) int64 {
	_, rest, _ := strings.Cut(status, field)
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}
