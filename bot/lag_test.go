package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// becomes tells what became of the newest bubble, so long after it was sent.
func (k *talker) becomes(state bot.Progress, after time.Duration) {
	k.t.Helper()
	sent := k.wire.Sent()
	last := sent[len(sent)-1]
	err := k.engine.Track(k.t.Context(), "wire", bot.Status{Bubble: last.ID, Ref: last.Ref, State: state, At: k.clock.Now().Add(after)})
	if err != nil {
		k.t.Fatal(err)
	}
}

// files are the names of what came with the bubbles since so many.
func (k *talker) files(from int) string {
	var out []string
	for _, s := range k.wire.Sent()[from:] {
		if s.Attach != nil && !s.Attach.Voice {
			out = append(out, s.Attach.Name)
		}
	}
	return strings.Join(out, " ")
}

const slow = "bot.lite.self"

// TestProperty04_LiteByItself leaves pictures and voice notes out when three in a row did
// not get through, says so once, tries one after six hours, and comes back when that gets
// through.
func TestProperty04_LiteByItself(t *testing.T) {
	for name, does := range map[string]func(k *talker){
		"it fails":            func(k *talker) { k.becomes(bot.Failed, time.Second) },
		"it comes late":       func(k *talker) { k.becomes(bot.Delivered, bot.LagTime+time.Second); k.clock.Advance(2 * time.Minute) },
		"it does not come":    func(k *talker) { k.becomes(bot.Sent, time.Second); k.clock.Advance(bot.LagTime) },
		"nothing is told yet": func(k *talker) { k.clock.Advance(bot.LagTime) },
	} {
		t.Run(name, func(t *testing.T) {
			k := newTalker(t, nil)
			k.say("total ali")
			k.becomes(bot.Delivered, time.Second) // it is told here what is delivered
			k.likes(bot.Voice, bot.SpokenAlways)
			k.becomes(bot.Read, time.Second) // which got through
			for range bot.LagCount {
				if got := k.say("total ali"); got != totalled+"\n🔊 tally.total Who=ali" {
					t.Fatalf("before: %q", got)
				}
				does(k)
			}
			n := len(k.wire.Sent())
			readings := k.readings()
			for i, step := range [][2]string{
				{"draw khata", "manner.drawn\n" + slow}, {"draw khata", "manner.drawn"}, {"total ali", totalled}, {"🔊", slow}, {"draw export", "manner.drawn"},
			} {
				if got := k.say(step[0]); got != step[1] {
					t.Errorf("step %d, %s: %q, want %q", i, step[0], got, step[1])
				}
			}
			if got := k.files(n); got != "export" || k.readings() != readings {
				t.Errorf("sent %q, %d readings", got, k.readings()-readings)
			}
			k.becomes(bot.Failed, time.Second) // what he asked for by its name does not get through either
			k.clock.Advance(bot.LagPause + time.Minute)
			k.say("draw khata")
			if got := k.files(n); got != "export khata" {
				t.Errorf("six hours later: %q", got)
			}
			if got := k.say("total ali"); got != totalled+"\n"+slow {
				t.Errorf("while it shows: %q", got)
			}
			k.trackFile("khata", bot.Delivered)
			if got := k.say("total ali"); got != totalled+"\n🔊 tally.total Who=ali" {
				t.Errorf("after that: %q", got)
			}
		})
	}
}

// trackFile tells what became of the newest bubble with a file.
func (k *talker) trackFile(name string, state bot.Progress) {
	k.t.Helper()
	sent := k.wire.Sent()
	for i := len(sent) - 1; i >= 0; i-- {
		if sent[i].Attach == nil || sent[i].Attach.Name != name {
			continue
		}
		if err := k.engine.Track(k.t.Context(), "wire", bot.Status{Bubble: sent[i].ID, State: state, At: k.clock.Now()}); err != nil {
			k.t.Fatal(err)
		}
		return
	}
}

// TestWhereNothingIsDelivered keeps sending files on a channel that never says what is
// delivered.
func TestWhereNothingIsDelivered(t *testing.T) {
	k := newTalker(t, nil)
	k.likes(bot.Voice, bot.SpokenAlways)
	for range 2 * bot.LagCount {
		if got := k.say("total ali"); got != totalled+"\n🔊 tally.total Who=ali" {
			t.Fatalf("got %q", got)
		}
		k.clock.Advance(2 * time.Minute)
	}
}

// TestLags looks at what became of what went beside words.
func TestLags(t *testing.T) {
	now := morning
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	failed := func(d time.Duration) bot.Carried {
		return bot.Carried{How: bot.Laden, Sent: ago(d + time.Second), Failed: ago(d)}
	}
	good := bot.Carried{How: bot.Laden, Sent: ago(time.Hour), Came: ago(time.Hour - bot.LagTime)}
	late := bot.Carried{How: bot.Laden, Sent: ago(time.Hour), Came: ago(time.Hour - bot.LagTime - 1)}
	open := bot.Carried{How: bot.Laden, Sent: ago(bot.LagTime - 1)}
	lost := bot.Carried{How: bot.Laden, Sent: ago(bot.LagTime)}
	spared := bot.Carried{How: bot.Spared, Sent: ago(time.Minute)}
	for name, c := range map[string]struct {
		all            []bot.Carried
		deaf, lag, own bool
	}{
		"nothing":               {},
		"two":                   {all: []bot.Carried{late, lost}},
		"three":                 {all: []bot.Carried{lost, late, failed(time.Minute)}, lag: true},
		"a good one among them": {all: []bot.Carried{lost, late, good, lost}},
		"one that is open":      {all: []bot.Carried{open, lost, late}},
		"one besides is open":   {all: []bot.Carried{open, lost, late, late}, lag: true},
		"told":                  {all: []bot.Carried{spared, lost, late, late}, lag: true, own: true},
		"told before":           {all: []bot.Carried{lost, spared, late, late}, lag: true},
		"long ago":              {all: []bot.Carried{failed(bot.LagPause), failed(8 * time.Hour), failed(9 * time.Hour)}},
		"just not":              {all: []bot.Carried{failed(bot.LagPause - 1), failed(8 * time.Hour), failed(9 * time.Hour)}, lag: true},
		"one is tried":          {all: []bot.Carried{open, failed(bot.LagPause), failed(8 * time.Hour), failed(9 * time.Hour)}, lag: true},
		"nobody tells":          {all: []bot.Carried{lost, late, lost}, deaf: true},
		"nobody tells but that": {all: []bot.Carried{failed(1), failed(2), failed(3)}, deaf: true, lag: true},
	} {
		if lag, told := bot.Lags(c.all, !c.deaf, now); lag != c.lag || told != c.own {
			t.Errorf("%s: lags %v, told %v", name, lag, told)
		}
	}
}

// TestWith joins what became of the bubbles of one answer: it came when the last did.
func TestWith(t *testing.T) {
	at := func(n int) time.Time {
		if n == 0 {
			return time.Time{}
		}
		return morning.Add(time.Duration(n))
	}
	for _, c := range [][3]int{{1, 2, 2}, {2, 1, 2}, {0, 1, 0}, {1, 0, 0}, {0, 0, 0}} {
		got := bot.Carried{Came: at(c[0]), Failed: at(c[0])}.With(bot.Carried{Came: at(c[1]), Failed: at(c[1])})
		if !got.Came.Equal(at(c[2])) || !got.Failed.Equal(at(max(c[0], c[1]))) {
			t.Errorf("%v: %+v", c, got)
		}
	}
}

// TestProperty48_LiteIsWordsAlone talks with somebody who turns lite mode on and off: while
// it is on no picture and no voice note goes to him, but a file he asked for by its name.
func TestProperty48_LiteIsWordsAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		k := newTalker(t, nil)
		lite, with := false, 0
		for i := range rapid.IntRange(1, 12).Draw(r, "turns") {
			switch rapid.IntRange(0, 5).Draw(r, fmt.Sprint("turn ", i)) {
			case 0:
				lite = !lite
				k.likes(bot.Lite, map[bool]string{true: bot.On, false: "off"}[lite])
			case 1:
				k.likes(bot.Voice, rapid.SampledFrom([]string{bot.SpokenAlways, bot.SpokenBack, bot.SpokenOnTap, bot.SpokenNever}).Draw(r, "voice"))
			case 2:
				k.say("draw " + rapid.SampledFrom([]string{"khata", "bill+khata", "export", "khata+export"}).Draw(r, "file"))
			case 3:
				k.speak("total ali")
			case 4:
				k.receive(k.spoken("draw bill"), k.message("owner", "total ali"))
				k.settle()
			default:
				k.say("🔊")
			}
			for _, s := range k.wire.Sent()[with:] {
				if s.Attach != nil && lite && (s.Attach.Voice || s.Attach.Name != "export") {
					r.Fatalf("sent %q with %s in lite mode", s.Text, s.Attach.Kind)
				}
			}
			with = len(k.wire.Sent())
		}
		k.noLetters()
	})
}
