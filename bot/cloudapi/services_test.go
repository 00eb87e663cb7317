package cloudapi

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

var bill = bot.Media{Kind: "image", Type: "image/jpeg", Ref: "77"}

// failing answers 503 so many times, and then as f does.
func failing(f *files, times int) {
	inner := f.answer
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		if times--; times >= 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		inner(w, r)
	}
}

// TestFetchTriesAgain has files fail for a while: they are asked for once, and
// after 1, 2 and 4 seconds again.
func TestFetchTriesAgain(t *testing.T) {
	for times, c := range map[int]struct {
		asked int
		took  time.Duration
		ok    bool
	}{
		0: {2, 0, true},
		1: {3, time.Second, true},
		3: {5, 7 * time.Second, true},
		4: {4, 7 * time.Second, false},
	} {
		t.Run(fmt.Sprint(times), func(t *testing.T) {
			f := newFiles(t, jpeg)
			failing(f, times)
			ch, _ := channelTo(t, f.URL)
			a, err := ch.Fetch(t.Context(), bill)
			if c.ok != (err == nil) || c.ok != bytes.Equal(a.Data, jpeg) || errors.Is(err, bot.ErrMedia) {
				t.Errorf("%v", err)
			}
			if n := len(f.requests()); n != c.asked {
				t.Errorf("asked %d times, want %d", n, c.asked)
			}
			if took := ch.clock.Now().Sub(noon); took != c.took {
				t.Errorf("took %v, want %v", took, c.took)
			}
		})
	}
}

// TestFetchSpares asks nobody while files cannot be had, and says that it may
// pass.
func TestFetchSpares(t *testing.T) {
	f := newFiles(t, jpeg)
	failing(f, 5)
	ch, _ := channelTo(t, f.URL)
	for range 2 {
		if _, err := ch.Fetch(t.Context(), bill); err == nil {
			t.Fatal("fetched")
		}
	}
	for range 9 {
		_, err := ch.Fetch(t.Context(), bill)
		if fault(t, err).Fault != bot.Transient || !errors.Is(err, steady.ErrDown) {
			t.Fatal(err)
		}
	}
	if n := len(f.requests()); n != steady.DefaultFailures || ch.Services()[0].State() != "open" {
		t.Errorf("asked %d times, %s", n, ch.Services()[0].State())
	}
	clock, ok := ch.clock.(leaping)
	if !ok {
		t.Fatal("another clock")
	}
	clock.Advance(steady.DefaultPause)
	if _, err := ch.Fetch(t.Context(), bill); err != nil || ch.Services()[0].State() != "closed" {
		t.Errorf("%v, %s", err, ch.Services()[0].State())
	}
}

// TestUploadSpares uploads once a try, and not at all while it is in vain. What
// WhatsApp refuses is no reason to stop.
func TestUploadSpares(t *testing.T) {
	for status, asked := range map[int]int{503: steady.DefaultFailures, 400: 20} {
		m := newMeta(t, says(status, `{}`))
		ch, _ := channelTo(t, m.URL)
		for range 20 {
			_, err := ch.Send(t.Context(), bot.Bubble{Address: "919800000001", Attach: &bot.Attachment{Kind: "image", Type: "image/jpeg", Data: jpeg}})
			if want := map[int]bot.Fault{503: bot.Transient, 400: bot.Refused}[status]; fault(t, err).Fault != want {
				t.Fatal(err)
			}
		}
		if n := len(m.requests()); n != asked {
			t.Errorf("%d: uploaded %d times, want %d", status, n, asked)
		}
	}
}

// TestPaceOf is WhatsApp's unless the number has another.
func TestPaceOf(t *testing.T) {
	own := bot.Pace{PerSecond: 1000}
	for pace, want := range map[*bot.Pace]bot.Pace{nil: DefaultPace(), &own: own, {}: {}} {
		c, err := New(Config{Number: number, Token: token, Secret: secret, Verify: verify, Clock: bottest.NewClock(noon), Pace: pace})
		if err != nil || c.Pace() != want {
			t.Errorf("%+v, %v, want %+v", c.Pace(), err, want)
		}
	}
}
