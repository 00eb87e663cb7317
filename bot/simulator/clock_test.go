package simulator_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

var _ bot.Clock = (*simulator.Clock)(nil)

func rung(ring <-chan time.Time) bool {
	select {
	case <-ring:
		return true
	default:
		return false
	}
}

// TestClock moves a clock and looks at what rings.
func TestClock(t *testing.T) {
	var c simulator.Clock
	began := time.Now()
	if d := c.Now().Sub(began); d < 0 || d > time.Minute || c.Now().Location() != time.UTC {
		t.Fatalf("it tells %v at %v", c.Now(), began)
	}
	hour, day := c.After(time.Hour), c.After(24*time.Hour)
	if rung(hour) || !rung(c.After(0)) || !rung(c.After(-1)) {
		t.Error("only what is over rings at once")
	}
	c.Advance(2 * time.Hour)
	if !rung(hour) || rung(day) || c.Offset() != 2*time.Hour {
		t.Errorf("after two hours, offset %v", c.Offset())
	}
	later := c.After(time.Hour)
	c.Shift(0)
	if rung(later) || rung(day) {
		t.Error("a jump back rings nothing")
	}
	c.Advance(time.Hour) // what was to wait an hour has waited an hour, though it is not as late as it was then
	if !rung(later) || rung(hour) {
		t.Error("a jump back made a wait longer, or an alarm rang twice")
	}
	at := time.Date(2026, 11, 8, 3, 30, 0, 0, time.UTC)
	c.Set(at)
	if d := c.Now().Sub(at); d < 0 || d > time.Minute {
		t.Errorf("set to %v it tells %v", at, c.Now())
	}
	soon := c.After(time.Millisecond)
	<-soon // it runs by itself
}

// TestClockAlarms moves a clock at random: an alarm rings when the clock has gone
// on by its wait, jumps back not counted, and not before.
func TestClockAlarms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c simulator.Clock
		type alarm struct {
			ring <-chan time.Time
			left time.Duration
		}
		var alarms []*alarm
		for _, step := range rapid.SliceOfN(rapid.IntRange(-48, 48), 1, 30).Draw(t, "hours") {
			d := time.Duration(step) * time.Hour
			if step%3 == 0 && step > 0 {
				alarms = append(alarms, &alarm{c.After(d), d})
				continue
			}
			c.Advance(d)
			for _, a := range alarms {
				if a.left > 0 && d > 0 {
					a.left -= d
				}
				if over := a.left <= 0; rung(a.ring) {
					if !over {
						t.Fatalf("it rang %v early", a.left)
					}
					a.left = -1
					a.ring = nil
				} else if over && a.ring != nil {
					t.Fatal("it did not ring")
				}
			}
		}
	})
}

// TestMoving moves the emulator's clock over HTTP.
func TestMoving(t *testing.T) {
	clock := &simulator.Clock{}
	w := newWorld(t, func(c *simulator.Config) { c.Clock = clock })
	for _, c := range []struct {
		body   string
		status int
	}{
		{`{"advance":"1h"}`, 200},
		{`{"advance":"-30m"}`, 200},
		{`{"advance":"soon"}`, 400},
		{`{"advance":"2000000h"}`, 409},
		{`{}`, 400},
		{`{"at":"gestern"}`, 400},
		{`{"at":"1999-01-01T00:00:00Z"}`, 409},
	} {
		if r := w.request("POST", "/simulator/clock", c.body); r.StatusCode != c.status {
			t.Errorf("%s: %d %s", c.body, r.StatusCode, r.body)
		}
	}
	if clock.Offset() != 30*time.Minute {
		t.Errorf("offset %v", clock.Offset())
	}
	w.request("POST", "/simulator/clock", `{"at":"2027-03-22T03:30:00Z"}`)
	if now := w.State().Now; now.Year() != 2027 || w.State().Offset == 0 {
		t.Errorf("now %v", now)
	}
	w.request("POST", "/simulator/clock", `{"real":true}`)
	if s := w.State(); s.Offset != 0 {
		t.Errorf("offset %d", s.Offset)
	}
	still := newWorld(t) // a clock of a test can be moved on, and that is all
	for body, status := range map[string]int{`{"advance":"1h"}`: 200, `{"advance":"-1h"}`: 409, `{"real":true}`: 409} {
		if r := still.request("POST", "/simulator/clock", body); r.StatusCode != status {
			t.Errorf("%s: %d %s", body, r.StatusCode, r.body)
		}
	}
}
