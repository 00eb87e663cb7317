package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// hoarse is a wire that takes no voice notes, or is paced, or has a window.
type hoarse struct {
	*bottest.Wire
	fault error
	pace  bot.Pace
	open  time.Duration
}

func (d *hoarse) Pace() bot.Pace { return d.pace }

func (d *hoarse) Window() time.Duration {
	if d.open == 0 {
		return 24 * time.Hour
	}
	return d.open
}

func (d *hoarse) Send(ctx context.Context, b bot.Bubble) (string, error) {
	if b.Attach != nil && d.fault != nil {
		return "", d.fault
	}
	return d.Wire.Send(ctx, b)
}

// on has a talker on such a wire.
func (d *hoarse) on(c *bot.Config) {
	d.Wire = c.Channels[0].(*bottest.Wire)
	c.Channels = []bot.Channel{d}
}

const totalled = "tally.total Total=0 Who=ali"

// TestVoiceNotesAreDropped when they are of no use any more, or cannot be made or sent: the
// words have gone, nothing is tried again, nobody is to look after it.
func TestVoiceNotesAreDropped(t *testing.T) {
	for name, c := range map[string]struct {
		hoarse
		make func(m *mouth)
		does func(k *talker) string
		want string
		why  string
	}{
		"cannot be spoken":  {make: func(m *mouth) { m.err = errors.New("no voice") }, want: totalled, why: bot.Unspoken},
		"panics":            {make: func(m *mouth) { m.panic = true }, want: totalled, why: bot.Unspoken},
		"is none":           {make: func(m *mouth) { m.dumb = true }, want: totalled, why: bot.Unspoken},
		"refused":           {hoarse: hoarse{fault: fails(bot.Refused)}, want: totalled, why: bot.NotTaken},
		"fails for now":     {hoarse: hoarse{fault: fails(bot.Transient)}, want: totalled, why: bot.NotTaken},
		"may have arrived":  {hoarse: hoarse{fault: fails(bot.Uncertain)}, want: totalled, why: bot.NotTaken},
		"the account locks": {hoarse: hoarse{fault: fails(bot.Locked)}, want: totalled, why: bot.NotTaken},
		"he talks on": {does: func(k *talker) string {
			k.receive(k.message("owner", "add ali 5"), k.message("owner", "total ali"))
			return k.settle()
		}, want: "tally.add.done N=5 Total=5 Who=ali [undo]\ntally.total Total=5 Who=ali\n🔊 tally.total Who=ali", why: bot.MovedOn},
		"the words came late": {does: func(k *talker) string {
			k.wire.Fail(errors.New("no network"))
			k.say("total ali")
			k.wire.Fail(nil)
			return k.wait(bot.VoiceLate + time.Second)
		}, want: totalled, why: bot.SpokenLate},
		"the words did not come": {does: func(k *talker) string {
			k.wire.Fail(fails(bot.Refused))
			got := k.say("total ali")
			k.wire.Fail(nil)
			return got + k.wait(time.Second)
		}, why: bot.MovedOn},
		"the pace is slow": {hoarse: hoarse{pace: bot.Pace{PairEvery: time.Minute, PairBurst: 1}}, does: func(k *talker) string {
			return k.say("total ali") + k.wait(time.Minute)
		}, want: totalled, why: bot.SpokenLate},
		"the window shuts": {hoarse: hoarse{open: bot.WindowMargin + 5*time.Second, pace: bot.Pace{PairEvery: 6 * time.Second, PairBurst: 1}}, does: func(k *talker) string {
			return k.say("total ali") + k.wait(6*time.Second)
		}, want: totalled, why: bot.ShutOut},
		"he wants words alone meanwhile": {hoarse: hoarse{pace: bot.Pace{PairEvery: 6 * time.Second, PairBurst: 1}}, does: func(k *talker) string {
			got := k.say("total ali")
			turn := bot.NewTurn(1<<40, 1, 1, k.clock.Now())
			turn.Do(bot.Preference{Name: bot.Lite, Value: bot.On})
			if err := k.journal.Write(k.t.Context(), func(ctx context.Context, tx bot.Tx) error { return k.journal.Enrol(ctx, tx, turn) }); err != nil {
				k.t.Fatal(err)
			}
			return got + k.wait(6*time.Second)
		}, want: totalled, why: bot.WordsOnly},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.hoarse
			k := newTalker(t, d.on)
			k.likes(bot.Voice, bot.SpokenAlways)
			k.wait(time.Hour) // whatever the pace is, it is over
			k.why()
			k.told = nil
			if c.make != nil {
				c.make(k.mouth)
			}
			does := c.does
			if does == nil {
				does = func(k *talker) string { return k.say("total ali") }
			}
			if got := does(k); got != c.want {
				t.Errorf("sent %q, want %q", got, c.want)
			}
			why := k.why()
			if why != c.why {
				t.Errorf("dropped because of %q, want %q", why, c.why)
			}
			if last := k.told[len(k.told)-1]; name != "he talks on" && (!last.Voice || last.Outcome != bot.Skipped) {
				t.Errorf("told %+v", last)
			}
			if got := k.wait(time.Hour); got != "" {
				t.Errorf("sent later: %q", got)
			}
			if name != "the words did not come" {
				k.noLetters()
			}
		})
	}
}

// TestVoiceNotesOutliveACrash speaks what the program that said it could not: once.
func TestVoiceNotesOutliveACrash(t *testing.T) {
	k := newTalker(t, nil)
	k.likes(bot.Voice, bot.SpokenAlways)
	k.wire.Fail(errors.New("no network"))
	k.say("total ali")
	k.wire.Fail(nil)
	k.reopen(k.change)
	if got := k.wait(2 * time.Second); got != totalled+"\n🔊 tally.total Who=ali" {
		t.Errorf("got %q", got)
	}
	k.reopen(k.change)
	if got := k.wait(time.Hour); got != "" {
		t.Errorf("once more: %q", got)
	}
}

// TestUndoneIsNotSpoken drops the voice note of what was taken back before it was sent.
func TestUndoneIsNotSpoken(t *testing.T) {
	k := newTalker(t, nil)
	k.likes(bot.Voice, bot.SpokenAlways)
	k.receive(k.message("owner", "add ali 5"), k.message("owner", "undo"))
	if got := k.settle(); got != "book.undone N=5 Who=ali\n🔊 book.undone N=5 Who=ali" {
		t.Errorf("got %q", got)
	}
	var left int
	if err := k.journal.Read().QueryRowContext(t.Context(), "select count(*) from outbox where state < 2 or aloud = 2 and state = 3").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
}

// TestAskedAloudIsAnswered tells who asked for nothing but the voice note why there is
// none, once; who talks on knows.
func TestAskedAloudIsAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		hoarse hoarse
		want   string
	}{
		"cannot be spoken": {err: errors.New("no voice"), want: "bot.aloud.none"},
		"refused":          {hoarse: hoarse{fault: fails(bot.Refused)}, want: "bot.aloud.none"},
	} {
		d := c.hoarse
		k := newTalker(t, d.on)
		k.say("total ali")
		k.mouth.err = c.err
		if got := k.say("🔊"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := k.wait(time.Minute); got != "" {
			t.Errorf("%s: later %q", name, got)
		}
		k.mouth.err = nil
		k.receive(k.message("owner", "🔊"), k.message("owner", "total bea"))
		if got := k.settle(); got != "tally.total Total=0 Who=bea" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// watched is a clock that tells who waits for a time.
type watched struct {
	*bottest.Clock
	waits chan time.Duration
}

func (w watched) After(d time.Duration) <-chan time.Time {
	out := w.Clock.After(d)
	w.waits <- d
	return out
}

// TestProperty01_ASlowVoiceHoldsUpNobody sends the words at once and what comes after them
// within the time a voice may take, however slow the voice is: then it is given up.
func TestProperty01_ASlowVoiceHoldsUpNobody(t *testing.T) {
	clock := watched{waits: make(chan time.Duration, 1)}
	k := newTalker(t, func(c *bot.Config) {
		clock.Clock = c.Clock.(*bottest.Clock)
		c.Clock = clock
	})
	k.likes(bot.Voice, bot.SpokenAlways)
	for _, tt := range []struct {
		text, words string
		patience    time.Duration
	}{{"total ali", totalled, bot.VoiceTimeout}, {"🔊", "bot.aloud.none", bot.VoiceAsked}} {
		shut := k.shuts()
		sent := len(k.wire.Sent())
		began := k.clock.Now()
		k.receive(k.message("owner", tt.text))
		settled := make(chan string)
		go func() { settled <- k.settle() }()
		<-k.began
		if waits := <-clock.waits; waits != tt.patience {
			t.Errorf("%s: waits for %v, want %v", tt.text, waits, tt.patience)
		}
		if n := len(k.wire.Sent()) - sent; n != map[bool]int{true: 1}[tt.words == totalled] {
			t.Errorf("%s: %d bubbles while the voice is being made", tt.text, n)
		}
		k.receive(k.message("owner", "add ali 5")) // what comes after it
		k.clock.Advance(tt.patience)
		got := make(chan string, 1)
		go func() { got <- <-settled }()
		<-k.began
		<-clock.waits // for the voice of that
		if all := k.wire.Sent(); !strings.HasPrefix(all[len(all)-1].Text, "tally.add.done") {
			t.Errorf("%s: what came after is not there: %q", tt.text, all[len(all)-1].Text)
		}
		if took := k.clock.Now().Sub(began); took > tt.patience {
			t.Errorf("%s: it took %v", tt.text, took)
		}
		close(shut)
		if said := <-got; !strings.HasPrefix(said, tt.words+"\ntally.add.done") && tt.words == totalled || !strings.HasSuffix(said, "🔊 tally.add.done N=5 Who=ali") {
			t.Errorf("%s: said %q", tt.text, said)
		}
	}
	k.noLetters()
}
