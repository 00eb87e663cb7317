package bot

import (
	"slices"
	"testing"
	"time"
)

// TestSkips has every reason of an answer that is not to be said any more be one of its
// own, and no failure; what is tried again is one.
func TestSkips(t *testing.T) {
	all := Skips()
	for i, why := range all {
		if why == "" || slices.Contains(all[i+1:], why) {
			t.Errorf("%q stands there twice, or says nothing", why)
		}
		if got := outcomeOf(Receipt{Err: why}); got != Skipped {
			t.Errorf("%q: %v", why, got)
		}
		if got := outcomeOf(Receipt{Err: why, Retry: time.Unix(1, 0)}); got != Failing {
			t.Errorf("%q, again: %v", why, got)
		}
	}
	for _, why := range []string{mayNotText, MovedOn} {
		if !slices.Contains(all, why) {
			t.Errorf("%q is missing", why)
		}
	}
}
