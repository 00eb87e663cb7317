package bottest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

var morning = time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)

// TestWire tries the simplest channel.
func TestWire(t *testing.T) {
	bottest.Channels(t, func(*testing.T) bottest.Rig {
		clock := bottest.NewClock(morning)
		w := &bottest.Wire{Clock: clock}
		return bottest.Rig{
			Far: w, Clock: clock, Retry: w.Retry, Report: w.Report,
			Down: func(down bool) { w.Fail(map[bool]error{true: errors.New("down")}[down]) },
			Lacks: map[bottest.Part]string{
				bottest.Bounds:      "it holds anything",
				bottest.Patience:    "it answers at once",
				bottest.Strangers:   "everybody is there",
				bottest.UnfitFiles:  "it carries anything",
				bottest.SpoiltFiles: "it looks into nothing",
			},
		}
	})
}

// TestPost tries a channel that has everything.
func TestPost(t *testing.T) {
	bottest.Channels(t, func(*testing.T) bottest.Rig { return rig(faults{}) })
}
