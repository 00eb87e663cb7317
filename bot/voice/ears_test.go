package voice_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// noon is when these tests are.
var noon = time.Date(2026, 11, 23, 6, 30, 0, 0, time.UTC)

// script is a recogniser that hears what it is told to, or hangs until its time is over.
type script struct {
	name  string
	langs []string
	hears voice.Transcript
	err   error
	hangs bool
	clock *bottest.Clock // moved on when it hangs
	asked []voice.Speech
}

func (s *script) Name() string { return s.name }

func (s *script) Hears(lang string) bool {
	for _, l := range s.langs {
		if l == lang {
			return true
		}
	}
	return s.langs == nil
}

func (s *script) Recognise(ctx context.Context, said voice.Speech) (voice.Transcript, error) {
	s.asked = append(s.asked, said)
	if s.hangs {
		s.clock.Advance(time.Hour)
		<-ctx.Done()
		return voice.Transcript{}, ctx.Err()
	}
	return s.hears, s.err
}

// book is a meter that forbids some drivers.
type book struct {
	forbids map[string]bool
	err     error
	uses    []string
}

func (b *book) Allows(_ context.Context, driver string, _ bot.ShopID, _ time.Time) (bool, error) {
	return !b.forbids[driver], b.err
}

func (b *book) Count(_ context.Context, u voice.Use) error {
	b.uses = append(b.uses, fmt.Sprintf("%s %d %v %s %d", u.Driver, u.Shop, u.Heard, u.Length.Round(time.Second/10), u.Runes))
	return b.err
}

// tone is something to be heard, of some seconds.
func tone(seconds float64) sound.Clip {
	c := make(sound.Clip, int(seconds*sound.Rate))
	for i := range c {
		c[i] = int16(8000 * (1 - 2*(i/40%2)))
	}
	return c
}

// note is a message with a voice note in it.
func note() bot.Message {
	return bot.Message{Channel: "wire", ID: "v", Shop: 7, Seq: 1, Media: []bot.Media{{Kind: "audio", Voice: true, Ref: "r"}}}
}

// hear has ears hear a file; change may alter them.
func hear(t *testing.T, data []byte, change func(*voice.EarsConfig)) (string, bot.Heard) {
	t.Helper()
	c := voice.EarsConfig{
		Clock: bottest.NewClock(noon),
		Fetch: func(context.Context, bot.Message) (bot.Attachment, error) { return bot.Attachment{Data: data}, nil },
	}
	change(&c)
	ears, err := voice.NewEars(c)
	if err != nil {
		t.Fatal(err)
	}
	text, heard, err := ears.Hear(t.Context(), note())
	if err != nil {
		t.Fatal(err)
	}
	return text, heard
}

// TestEars asks several recognisers.
func TestEars(t *testing.T) {
	says := func(name, text string) *script { return &script{name: name, hears: voice.Transcript{Text: text}} }
	fails := func(name string, err error) *script { return &script{name: name, err: err} }
	own := &script{name: "own", hears: voice.Transcript{Text: "दो किलो चीनी", Limited: true}}
	for name, test := range map[string]struct {
		all, own []voice.Recogniser
		forbids  string
		text     string
		heard    bot.Heard
		uses     []string
	}{
		"the first that hears": {
			all:  []voice.Recogniser{says("a", " दो  किलो "), says("b", "तीन")},
			text: "दो किलो", heard: bot.Heard{Lang: "hi"}, uses: []string{"a 7 true 2s 0"},
		},
		"the next when one refuses, which costs nothing": {
			all:  []voice.Recogniser{fails("a", voice.ErrRefused), fails("b", errors.New("broken")), says("c", "तीन")},
			text: "तीन", heard: bot.Heard{Lang: "hi"}, uses: []string{"b 7 true 2s 0", "c 7 true 2s 0"},
		},
		"ears on board when the services fail": {
			all: []voice.Recogniser{fails("a", voice.ErrBusy)}, own: []voice.Recogniser{own},
			text: "दो किलो चीनी", heard: bot.Heard{Lang: "hi", Embedded: true}, uses: []string{"own 7 true 2s 0"},
		},
		"another script is not his language": {
			all:  []voice.Recogniser{says("a", "دو کلو چینی"), says("b", "দুই কিলো"), says("c", "दो किलो")},
			text: "दो किलो", heard: bot.Heard{Lang: "hi"}, uses: []string{"a 7 true 2s 0", "b 7 true 2s 0", "c 7 true 2s 0"},
		},
		"Latin letters do when nobody writes better": {
			all: []voice.Recogniser{says("a", "do kilo chini"), fails("b", voice.ErrRefused)}, own: []voice.Recogniser{fails("own", voice.ErrRefused)},
			text: "do kilo chini", heard: bot.Heard{Lang: "hi"}, uses: []string{"a 7 true 2s 0"},
		},
		"English is in Latin letters": {
			all:  []voice.Recogniser{&script{name: "a", hears: voice.Transcript{Text: "two kilos", Lang: "en"}}, says("b", "दो")},
			text: "two kilos", heard: bot.Heard{Lang: "en"}, uses: []string{"a 7 true 2s 0"},
		},
		"nothing said is nothing heard": {
			all: []voice.Recogniser{says("a", " "), says("b", "दो")}, heard: bot.Heard{Lang: "hi"}, uses: []string{"a 7 true 2s 0"},
		},
		"other readings are kept": {
			all:  []voice.Recogniser{&script{name: "a", hears: voice.Transcript{Text: "दो", Alternatives: []string{"दो", "", "सौ"}}}},
			text: "दो", heard: bot.Heard{Lang: "hi", Alternatives: []string{"सौ"}}, uses: []string{"a 7 true 2s 0"},
		},
		"who costs too much is not asked": {
			all: []voice.Recogniser{says("a", "एक"), says("b", "दो")}, forbids: "a",
			text: "दो", heard: bot.Heard{Lang: "hi"}, uses: []string{"b 7 true 2s 0"},
		},
		"who does not know the language is not asked": {
			all:  []voice.Recogniser{&script{name: "a", langs: []string{"ta"}}, says("b", "दो")},
			text: "दो", heard: bot.Heard{Lang: "hi"}, uses: []string{"b 7 true 2s 0"},
		},
		"nobody can": {
			all: []voice.Recogniser{fails("a", voice.ErrRefused)}, heard: bot.Heard{Fault: bot.DeafNobody},
		},
	} {
		t.Run(name, func(t *testing.T) {
			meter := &book{forbids: map[string]bool{test.forbids: true}}
			text, heard := hear(t, tone(2).WAV(), func(c *voice.EarsConfig) { c.Recognisers, c.Own, c.Meter = test.all, test.own, meter })
			if len(heard.Alternatives) == 0 {
				heard.Alternatives = nil
			}
			if text != test.text || !reflect.DeepEqual(heard, test.heard) {
				t.Errorf("%q %+v", text, heard)
			}
			if fmt.Sprint(meter.uses) != fmt.Sprint(test.uses) {
				t.Errorf("counted %v", meter.uses)
			}
		})
	}
}

// Property 1: a provider gets a deadline and a fallback.
func TestProperty01_SlowEarsGiveWay(t *testing.T) {
	clock := bottest.NewClock(noon)
	slow := &script{name: "slow", hangs: true, clock: clock}
	never := &script{name: "never"}
	own := &script{name: "own", hears: voice.Transcript{Text: "दो", Limited: true}}
	text, heard := hear(t, tone(2).WAV(), func(c *voice.EarsConfig) {
		c.Clock, c.Recognisers, c.Own = clock, []voice.Recogniser{slow, never}, []voice.Recogniser{own}
	})
	if text != "दो" || !heard.Embedded || len(never.asked) != 0 {
		t.Errorf("%q %+v, asked after the time: %d", text, heard, len(never.asked))
	}
}

// TestDeaf has ears get what they cannot hear.
func TestDeaf(t *testing.T) {
	asked := &script{name: "a", hears: voice.Transcript{Text: "दो"}}
	long := make([]byte, voice.MaxNote.Bytes+1)
	for name, test := range map[string]struct {
		data  []byte
		fetch error
		want  bot.Heard
	}{
		"no file":         {nil, fmt.Errorf("gone: %w", bot.ErrMedia), bot.Heard{Fault: bot.DeafGone}},
		"nothing in it":   {nil, nil, bot.Heard{Fault: bot.DeafGone}},
		"another kind":    {[]byte("hello, this is no sound"), nil, bot.Heard{Fault: bot.DeafKind}},
		"too many bytes":  {long, nil, bot.Heard{Fault: bot.DeafLong}},
		"too many hours":  {tone(voice.MaxNote.Length.Seconds() + 1).WAV(), nil, bot.Heard{Fault: bot.DeafLong}},
		"nothing is said": {make(sound.Clip, 2*sound.Rate).WAV(), nil, bot.Heard{}},
	} {
		t.Run(name, func(t *testing.T) {
			text, heard := hear(t, nil, func(c *voice.EarsConfig) {
				c.Recognisers = []voice.Recogniser{asked}
				c.Fetch = func(context.Context, bot.Message) (bot.Attachment, error) {
					return bot.Attachment{Data: test.data}, test.fetch
				}
			})
			if text != "" || !reflect.DeepEqual(heard, test.want) || len(asked.asked) != 0 {
				t.Errorf("%q %+v", text, heard)
			}
		})
	}
}

// TestEarsAreTold looks at what recognisers are given.
func TestEarsAreTold(t *testing.T) {
	asked := &script{name: "a", hears: voice.Transcript{Text: "ரெண்டு"}}
	_, heard := hear(t, tone(2).WAV(), func(c *voice.EarsConfig) {
		c.Recognisers = []voice.Recogniser{asked}
		c.Lang = func(context.Context, bot.Message) (string, error) { return "ta", nil }
		c.Hints = func(_ context.Context, shop bot.ShopID, lang string) ([]string, error) {
			return []string{lang, fmt.Sprint(shop)}, nil
		}
		c.Keep = func(_ context.Context, m bot.Message, data []byte) (string, error) {
			return fmt.Sprint(m.Seq, len(data)), nil
		}
	})
	if len(asked.asked) != 1 {
		t.Fatal("not asked")
	}
	s := asked.asked[0]
	if s.Lang != "ta" || s.Shop != 7 || fmt.Sprint(s.Hints) != "[ta 7]" || s.Note != nil || s.Clip.Length() != 2*time.Second {
		t.Errorf("%q %d %v %v", s.Lang, s.Shop, s.Hints, s.Clip.Length())
	}
	if heard.Blob != fmt.Sprint(1, len(tone(2).WAV())) {
		t.Errorf("kept as %q", heard.Blob)
	}
}

// TestEarsWithoutHelp have to do without hints, sums and the file.
func TestEarsWithoutHelp(t *testing.T) {
	broken := errors.New("broken")
	text, _ := hear(t, tone(2).WAV(), func(c *voice.EarsConfig) {
		c.Recognisers = []voice.Recogniser{&script{name: "a", hears: voice.Transcript{Text: "दो"}}}
		c.Hints = func(context.Context, bot.ShopID, string) ([]string, error) { return nil, broken }
		c.Keep = func(context.Context, bot.Message, []byte) (string, error) { return "", broken }
		c.Meter = &book{err: broken, forbids: map[string]bool{"a": true}}
	})
	if text != "दो" {
		t.Errorf("%q", text)
	}
}
