package bot

import (
	"fmt"
	"runtime"
)

// panicked is what a log may show of a panic: what the runtime says, of an index or
// a nil, or else only its kind. What a skill panics with may quote what somebody
// wrote; where it did, the stack says.
func panicked(p any) string {
	if err, ok := p.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", p)
}
