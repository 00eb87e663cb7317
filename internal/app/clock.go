package app

import "time"

// SystemClock is the machine's clock: the only place the time is read.
type SystemClock struct{}

// Now is the current instant in UTC.
func (SystemClock) Now() time.Time { return time.Now().UTC() } //nolint:forbidigo // the edge: everybody else asks this clock

// After delivers once, d from now.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) } //nolint:forbidigo // the edge
