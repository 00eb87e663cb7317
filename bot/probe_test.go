package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// down is a channel that fails, or does not, and counts who was tried.
type down struct {
	mu    sync.Mutex
	err   error
	tries int
	busy  int
	most  int // at once, since it was last looked at
	got   map[string]int
	said  bytes.Buffer // in the log
}

func newDown() *down { return &down{got: map[string]int{}} }

func (*down) Name() string { return "wire" }

func (*down) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

func (d *down) Send(_ context.Context, b bot.Bubble) (string, error) {
	d.mu.Lock()
	d.tries++
	d.busy++
	d.most = max(d.most, d.busy)
	err := d.err
	d.mu.Unlock()
	runtime.Gosched()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy--
	if err != nil {
		return "", err
	}
	d.got[b.Address]++
	return fmt.Sprintf("%s.%d", b.Address, d.got[b.Address]), nil
}

// fail has it fail so from now on; nil is not at all.
func (d *down) fail(f bot.Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.err = &bot.SendError{Fault: f, Err: errors.New("down")}
}

func (d *down) mend() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.err = nil
}

// looked is how often it was tried since it was last looked at, and how many were
// tried at once.
func (d *down) looked() (tries, most int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	tries, most = d.tries, d.most
	d.tries, d.most = 0, 0
	return tries, most
}

const waiting = 100 // people who wait for an answer

// crowd is a chat on a channel, with a message of each of many people received.
func crowd(t *testing.T) (*chat, *down) {
	d := newDown()
	c := newChat(t, func(c *bot.Config) {
		c.Channels, c.Log = []bot.Channel{d}, slog.New(slog.NewTextHandler(&d.said, &slog.HandlerOptions{Level: slog.LevelWarn}))
	})
	for n := range waiting {
		c.receive(c.message(fmt.Sprintf("p%d", n), "add ali 5"))
	}
	return c, d
}

// TestDownIsProbed has a channel go down with a hundred answers waiting: after a
// few failures one bubble a time is tried, each second, or each minute when the
// account is locked, and what only waited has used up none of its tries.
func TestDownIsProbed(t *testing.T) {
	for fault, every := range map[bot.Fault]time.Duration{
		bot.Transient: time.Second, bot.Uncertain: time.Second, bot.Locked: time.Minute,
	} {
		t.Run(fault.String(), func(t *testing.T) {
			c, d := crowd(t)
			d.fail(fault)
			c.settle()
			if tries, _ := d.looked(); tries != 8 {
				t.Errorf("tried %d at first", tries)
			}
			if got := c.engine.Down(); len(got) != 1 || got[0] != "wire" {
				t.Errorf("down is %v", got)
			}
			for range 20 {
				c.clock.Advance(every - time.Millisecond)
				if c.settle(); d.tries != 0 {
					t.Fatalf("tried before %v were over", every)
				}
				c.clock.Advance(time.Millisecond)
				c.settle()
				if tries, _ := d.looked(); tries != 1 {
					t.Fatalf("tried %d after %v", tries, every)
				}
			}
			d.mend()
			c.clock.Advance(every)
			c.settle()
			if n := len(d.got); n < waiting-8-20 {
				t.Errorf("%d of %d were answered at once", n, waiting)
			}
			c.clock.Advance(time.Hour) // the pauses of those that were tried
			c.settle()
			if n := len(d.got); n != waiting {
				t.Errorf("%d of %d were answered", n, waiting)
			}
			if got := d.said.String(); len(c.engine.Down()) != 0 || strings.Count(got, "channel down") != 1 || strings.Count(got, "channel back") != 1 {
				t.Errorf("told %s", got)
			}
			for who, n := range d.got {
				if n != 1 {
					t.Errorf("%s was answered %d times", who, n)
				}
			}
		})
	}
}

// TestNotDown has failures that are no channel's fault: all are tried at once.
func TestNotDown(t *testing.T) {
	for _, fault := range []bot.Fault{bot.Closed, bot.Refused, bot.Throttled} {
		c, d := crowd(t)
		d.fail(fault)
		c.settle()
		if tries, _ := d.looked(); tries != waiting {
			t.Errorf("%v: tried %d", fault, tries)
		}
	}
}

// TestDownAtWork is the same with the engine at work: whoever is probed, there is
// never another beside him, and once the channel is back everybody is answered.
func TestDownAtWork(t *testing.T) {
	c, d := crowd(t)
	d.fail(bot.Transient)
	stop := start(t, c.engine)
	spin := func(until func() bool) {
		t.Helper()
		for n := 0; !until(); n++ {
			runtime.Gosched()
			if n%1000 == 0 {
				c.clock.Advance(time.Second)
			}
			if n == 50_000_000 {
				t.Fatal("it does not come to an end")
			}
		}
	}
	tried := func() int { d.mu.Lock(); defer d.mu.Unlock(); return d.tries }
	spin(func() bool { return tried() >= bot.Senders+8 })
	d.looked()
	spin(func() bool { return tried() >= 20 })
	if tries, most := d.looked(); most > 1 {
		t.Errorf("%d at once among %d", most, tries)
	}
	d.mend()
	spin(func() bool { d.mu.Lock(); defer d.mu.Unlock(); return len(d.got) == waiting })
	stop()
}

// TestClockMovedBackWhileDown does not wait for an hour that comes twice.
func TestClockMovedBackWhileDown(t *testing.T) {
	c, d := crowd(t)
	d.fail(bot.Transient)
	c.settle()
	d.looked()
	c.clock.Advance(-time.Hour)
	c.receive(c.message("new", "add ali 5"))
	c.settle()
	if tries, _ := d.looked(); tries != 1 {
		t.Errorf("tried %d", tries)
	}
}
