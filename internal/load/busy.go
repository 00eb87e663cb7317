package load

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of /proc/stat.
const tick = 10 * time.Millisecond

// busy is what the whole machine did; zero where it does not tell.
type busy struct {
	CPU     time.Duration // of all cores and all programs
	Stalled time.Duration // while some program waited for a core
	Load    float64       // the load average of the last minute
}

// readBusy reads it.
func readBusy() busy {
	stat, _ := os.ReadFile("/proc/stat")
	pressure, _ := os.ReadFile("/proc/pressure/cpu")
	average, _ := os.ReadFile("/proc/loadavg")
	return busy{CPU: used(string(stat)), Stalled: stalled(string(pressure)), Load: loadOf(string(average))}
}

// since is the difference; the load is that of now.
func (b busy) since(before busy) busy {
	return busy{CPU: b.CPU - before.CPU, Stalled: b.Stalled - before.Stalled, Load: b.Load}
}

// used is what all cores did for us, of the first line of /proc/stat: user, nice,
// system, irq and softirq, but neither idle nor iowait, nor what other machines
// took.
func used(stat string) time.Duration {
	line, _, _ := strings.Cut(stat, "\n")
	var sum time.Duration
	for i, field := range strings.Fields(line) {
		if n, err := strconv.ParseInt(field, 10, 64); err == nil && i != 4 && i != 5 && i <= 7 {
			sum += time.Duration(n) * tick
		}
	}
	return sum
}

// stalled is the total of the line that begins with "some", in microseconds.
func stalled(pressure string) time.Duration {
	line, _, _ := strings.Cut(pressure, "\n")
	_, total, ok := strings.Cut(line, "total=")
	n, err := strconv.ParseInt(total, 10, 64)
	if !ok || err != nil {
		return 0
	}
	return time.Duration(n) * time.Microsecond
}

// loadOf is the first figure of /proc/loadavg.
func loadOf(average string) float64 {
	first, _, _ := strings.Cut(average, " ")
	n, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return 0
	}
	return n
}
