package watch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/watch"
)

// TestOperatorReads has the operator's own phone show a notice in the language he
// writes in, and go on talking as if nothing had been said.
func TestOperatorReads(t *testing.T) {
	wire, clock := &bottest.Wire{}, bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC))
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Clock: clock, Channels: []bot.Channel{wire}, Lang: "hi"})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	n := 0
	say := func(text string) string {
		n++
		m := bot.Message{Channel: "wire", ID: text + time.Duration(n).String(), Address: "99", Text: text, At: clock.Now()}
		if text != "" {
			if err := a.Engine.Receive(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		before := len(wire.Sent())
		if err := a.Engine.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, b := range wire.Sent()[before:] {
			out = append(out, b.Text)
		}
		return strings.Join(out, "\n")
	}
	chat := watch.NewChat(a.Journal, wire, "99", "hi", clock)
	if chat.Tell(t.Context(), watch.Notice{Kind: watch.Late, State: watch.Trouble, Count: 90}) == nil {
		t.Error("told somebody who has not written")
	}
	say("ramesh ko 500 udhaar diya")
	asked := say("suresh ko udhaar diya")
	if err := chat.Tell(t.Context(), watch.Notice{Kind: watch.Late, State: watch.Trouble, Count: 90}); err == nil {
		t.Error("told without a key")
	}
	for _, state := range []watch.State{watch.Trouble, watch.Over} {
		if err := watch.TellKeyed(t.Context(), chat, watch.Notice{Kind: watch.Late, State: state, Count: 90}, "k."+string(state)); err != nil {
			t.Fatal(err)
		}
	}
	if got := say(""); got != "🔧 Message atke hain, sabse purana 90 second se.\n✅ Ab koi message atka nahi hai." {
		t.Errorf("the phone shows %q", got)
	}
	again := watch.NewChat(a.Journal, wire, "99", "hi", clock) // another process
	if err := watch.TellKeyed(t.Context(), again, watch.Notice{Kind: watch.Late, State: watch.Over}, "k.over"); err != nil || say("") != "" {
		t.Errorf("told twice, %v", err)
	}
	if got := say("300"); !strings.Contains(got, "₹300") {
		t.Errorf("asked %q, answered 300, he is told %q", asked, got)
	}
}
