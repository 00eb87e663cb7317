package bottest_test

import (
	"context"
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

// mute is a post that nobody can write by: whoever tries is told so.
type mute struct{ *post }

func (mute) Say(context.Context, bottest.Said) (string, error) {
	return "", errors.New("nobody can write here")
}

// muted is a rig where nobody can write.
func muted(f faults) bottest.Rig {
	r := rig(f)
	p, ok := r.Far.(*post)
	if !ok {
		return r
	}
	r.Far, r.Lacks = mute{p}, map[bottest.Part]string{}
	for _, part := range []bottest.Part{
		bottest.Listening, bottest.Dating, bottest.Repeating, bottest.Choosing, bottest.Replying, bottest.Editing,
		bottest.Deleting, bottest.Forwarding, bottest.Retrying, bottest.FilesIn, bottest.SpoiltFiles,
	} {
		r.Lacks[part] = "nobody can write here"
	}
	return r
}

// TestMute tries a channel that only goes out: nobody is made to write.
func TestMute(t *testing.T) {
	bottest.Channels(t, func(*testing.T) bottest.Rig { return muted(faults{}) })
}

// TestPost tries a channel that has everything.
func TestPost(t *testing.T) {
	bottest.Channels(t, func(*testing.T) bottest.Rig { return rig(faults{}) })
}
