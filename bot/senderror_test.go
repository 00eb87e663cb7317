package bot

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
)

// TestSendErrorInALog shows what a log says of a failure: not what the other side
// said of it.
func TestSendErrorInALog(t *testing.T) {
	for want, err := range map[string]*SendError{
		`"refused (131026)"`:      {Fault: Refused, Code: 131026, Err: errors.New("to Asha")},
		`"transient: no network"`: {Fault: Transient, Err: errors.New("no network")},
	} {
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Warn("not sent", "error", err)
		if !strings.Contains(log.String(), "error="+want) {
			t.Errorf("%v is logged as %s", err, &log)
		}
	}
}
