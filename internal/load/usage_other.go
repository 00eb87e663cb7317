//go:build !unix

package load

import "time"

// CPU is what this process has used since its start; not known here.
func CPU() time.Duration { return 0 }
