package bot

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// ErrMedia says that a file cannot be had: it is gone, too large, or not what it
// says it is. Asking again does not help; sending it again may.
var ErrMedia = errors.New("bot: unusable file")

// SendError is why a bubble was not delivered. It knows what can be done about
// it, so that nobody has to know a channel's numbers.
type SendError struct {
	Fault Fault
	Code  int           // the channel's own number; 0 for none, and then Err is in our own words
	After time.Duration // not again before this has passed; 0 leaves it to the sender
	Err   error         // the cause, for the operator
}

// Fault is a kind of [SendError].
type Fault int

// The kinds of faults.
const (
	Transient Fault = iota // the channel or the way to it is down: try again
	Throttled              // too much at once: try again, later each time
	Uncertain              // it may have arrived: learn whether, before trying again
	Closed                 // outside the time in which this person may be written to
	Refused                // this bubble will never be taken
	Locked                 // the account is: nothing goes until its operator acts
)

var faults = [...]string{"transient", "throttled", "uncertain", "closed", "refused", "locked"}

func (f Fault) String() string {
	if f < 0 || int(f) >= len(faults) {
		return "unknown"
	}
	return faults[f]
}

// Error names the kind, the channel's number and the cause.
func (e *SendError) Error() string {
	if e.Code == 0 {
		return fmt.Sprintf("%s: %v", e.Fault, e.Err)
	}
	return fmt.Sprintf("%s (%d): %v", e.Fault, e.Code, e.Err)
}

// LogValue is what a log may show: the kind and the channel's number. What the
// other side said besides may quote what it was sent; that stays with the answer.
func (e *SendError) LogValue() slog.Value {
	if e.Code == 0 {
		return slog.StringValue(e.Error())
	}
	return slog.StringValue(fmt.Sprintf("%s (%d)", e.Fault, e.Code))
}

// Unwrap returns the cause.
func (e *SendError) Unwrap() error { return e.Err }
