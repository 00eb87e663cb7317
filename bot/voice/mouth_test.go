package voice_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// tongue is a synthesiser that says a tone of so many seconds, or fails.
type tongue struct {
	name    string
	langs   string
	seconds float64
	err     error
	hangs   bool
	clock   *bottest.Clock
	asked   []string
}

func (s *tongue) Name() string            { return s.name }
func (s *tongue) Speaks(lang string) bool { return s.langs == "" || s.langs == lang }

func (s *tongue) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	s.asked = append(s.asked, lang+" "+text)
	if s.hangs {
		s.clock.Advance(time.Hour)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return tone(s.seconds), s.err
}

// speak has a mouth say something; change may alter it.
func speak(t *testing.T, change func(*voice.MouthConfig)) (bot.Attachment, error) {
	t.Helper()
	e, err := sound.OpenEncoder()
	if err != nil {
		t.Fatal(err)
	}
	c := voice.MouthConfig{Clock: bottest.NewClock(noon), Encoder: e}
	change(&c)
	m, err := voice.NewMouth(c)
	if err != nil {
		t.Fatal(err)
	}
	return m.Speak(t.Context(), bot.Reading{Text: "पाँच सौ", Lang: "hi-Latn", Shop: 7, Turn: 1})
}

// TestMouth asks several synthesisers.
func TestMouth(t *testing.T) {
	says := func(name string, seconds float64) *tongue { return &tongue{name: name, seconds: seconds} }
	for name, test := range map[string]struct {
		all, own []voice.Synthesiser
		forbids  string
		seconds  int
		err      error
		uses     []string
	}{
		"the first that speaks":                {all: []voice.Synthesiser{says("a", 2), says("b", 5)}, seconds: 2, uses: []string{"a 7 false 2s 7"}},
		"the next when one fails":              {all: []voice.Synthesiser{&tongue{name: "a", err: voice.ErrBusy}, says("b", 5)}, seconds: 5, uses: []string{"b 7 false 5s 7"}},
		"the next when one says nothing":       {all: []voice.Synthesiser{says("a", 0), says("b", 5)}, seconds: 5, uses: []string{"a 7 false 0s 7", "b 7 false 5s 7"}},
		"who does not know it is not asked":    {all: []voice.Synthesiser{&tongue{name: "a", langs: "ta"}, says("b", 5)}, seconds: 5, uses: []string{"b 7 false 5s 7"}},
		"who costs too much is not asked":      {all: []voice.Synthesiser{says("a", 2), says("b", 5)}, forbids: "a", seconds: 5, uses: []string{"b 7 false 5s 7"}},
		"what is on board when services fail":  {all: []voice.Synthesiser{&tongue{name: "a", err: voice.ErrRefused}}, own: []voice.Synthesiser{says("own", 3)}, seconds: 3, uses: []string{"own 7 false 3s 7"}},
		"nobody can":                           {all: []voice.Synthesiser{&tongue{name: "a", err: voice.ErrRefused}}, err: voice.ErrMute},
		"what WhatsApp would not play is none": {own: []voice.Synthesiser{says("own", 900)}, err: sound.ErrLarge, uses: []string{"own 7 false 15m0s 7"}},
	} {
		t.Run(name, func(t *testing.T) {
			meter := &book{forbids: map[string]bool{test.forbids: true}}
			a, err := speak(t, func(c *voice.MouthConfig) { c.Synthesisers, c.Own, c.Meter = test.all, test.own, meter })
			if !errors.Is(err, test.err) || a.Seconds != test.seconds {
				t.Fatalf("%d s, %v", a.Seconds, err)
			}
			if err == nil && (!a.Voice || a.Kind != "audio" || a.Type != "audio/ogg; codecs=opus" || len(a.Wave) != 64 || !sound.IsNote(a.Data)) {
				t.Errorf("%s %s, wave of %d", a.Kind, a.Type, len(a.Wave))
			}
			if fmt.Sprint(meter.uses) != fmt.Sprint(test.uses) {
				t.Errorf("counted %v", meter.uses)
			}
		})
	}
}

// Property 1: a provider gets a deadline and a fallback.
func TestProperty01_SlowMouthsGiveWay(t *testing.T) {
	clock := bottest.NewClock(noon)
	own := &tongue{name: "own", seconds: 1}
	a, err := speak(t, func(c *voice.MouthConfig) {
		c.Clock, c.Synthesisers, c.Own = clock, []voice.Synthesiser{&tongue{name: "slow", hangs: true, clock: clock}, &tongue{name: "never", seconds: 9}}, []voice.Synthesiser{own}
	})
	if err != nil || a.Seconds != 1 || fmt.Sprint(own.asked) != "[hi पाँच सौ]" {
		t.Errorf("%d s, %v, %v", a.Seconds, err, own.asked)
	}
}
