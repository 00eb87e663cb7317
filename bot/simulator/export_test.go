package simulator

import "time"

// What tests look at from inside.
var (
	Look       = look
	KindOf     = kindOf
	Agree      = agree
	OggSeconds = oggSeconds
	MimeOf     = mimeOf
	Digits     = digits
	Clip       = clip
	Wamid      = wamid
)

// Bucket is a bucket of a size, refilled by one every so often.
func Bucket(size int, every time.Duration) func(now time.Time) bool {
	return (&bucket{size: size, every: every}).take
}

// Pending is how many webhooks wait.
func (e *Emulator) Pending() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.hooks)
}
