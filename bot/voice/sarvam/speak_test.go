package sarvam_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// TestSpeaks looks at what is sent, and at what is made of the sound.
func TestSpeaks(t *testing.T) {
	for lang, speaker := range map[string]string{"hi": "", "ta": "", "pa": "ritu", "en": "shubh"} {
		s := newService(t, nil)
		clip, err := s.client(func(c *sarvam.Config) { c.Speaker = speaker }).Synthesise(t.Context(), "क ख", lang)
		if err != nil || !reflect.DeepEqual(clip, sound.Clip{'क', ' ', 'ख'}) {
			t.Errorf("%s: %v, %v", lang, clip, err)
		}
		want := map[string]any{
			"text": "क ख", "target_language_code": lang + "-IN", "model": "bulbul:v3",
			"speech_sample_rate": 16000.0, "output_audio_codec": "wav",
		}
		if speaker != "" {
			want["speaker"] = speaker
		}
		if len(s.texts) != 1 || !reflect.DeepEqual(s.texts[0], want) {
			t.Errorf("%s: sent %v", lang, s.texts)
		}
	}
}

// TestSpeaksLong has a long text spoken in parts, whose sounds come in order.
func TestSpeaksLong(t *testing.T) {
	s := newService(t, nil)
	first, second, third := strings.Repeat("क", 1500)+"।", strings.Repeat("ख", 1500)+".", strings.Repeat("ग", 900)
	clip, err := s.client().Synthesise(t.Context(), first+" "+second+"\n"+third, "hi")
	var want sound.Clip
	for _, r := range first + second + "\n" + third {
		want = append(want, int16(r))
	}
	if err != nil || len(s.texts) != 2 || !reflect.DeepEqual(clip, want) {
		t.Errorf("%d samples, want %d, of %d texts, %v", len(clip), len(want), len(s.texts), err)
	}
}

// TestSpeaksNot calls nobody for what cannot be spoken.
func TestSpeaksNot(t *testing.T) {
	s := newService(t, nil)
	for name, c := range map[string]struct {
		text, lang string
		want       error
	}{
		"not known": {said, "or", voice.ErrLanguage},
		"none":      {said, "", voice.ErrLanguage},
		"too long":  {strings.Repeat("क", 10001), "hi", voice.ErrRefused},
		"empty":     {" \n", "hi", voice.ErrRefused},
	} {
		if _, err := s.client().Synthesise(t.Context(), c.text, c.lang); !errors.Is(err, c.want) || s.calls() != 0 {
			t.Errorf("%s: %v after %d calls", name, err, s.calls())
		}
	}
}

// TestSounds has sounds come that cannot be used.
func TestSounds(t *testing.T) {
	file := base64.StdEncoding.EncodeToString(sound.Clip{1, 2}.WAV())
	minutes := func(n int) func(context.Context, []byte) (sound.Clip, error) {
		return func(context.Context, []byte) (sound.Clip, error) { return make(sound.Clip, n*60*sound.Rate), nil }
	}
	for name, c := range map[string]struct {
		audios string
		decode func(context.Context, []byte) (sound.Clip, error)
		want   error // beside that it is no answer; nil is none
	}{
		"two":        {fmt.Sprintf("[%q,%q]", file, file), read, nil},
		"none":       {"[]", read, voice.ErrAnswer},
		"null":       {"null", read, voice.ErrAnswer},
		"silent":     {fmt.Sprintf("[%q]", file), minutes(0), voice.ErrAnswer},
		"no base64":  {`["???"]`, read, voice.ErrAnswer},
		"one string": {fmt.Sprintf("%q", file), read, voice.ErrAnswer},
		"no sound":   {`["bm8gc291bmQ="]`, nil, sound.ErrKind},
		"too many":   {"[" + strings.Repeat(`"AAAA",`, 5) + `"AAAA"]`, minutes(4), sound.ErrLarge},
	} {
		s := newService(t, body("application/json", `{"audios":`+c.audios+`}`))
		clip, err := s.client(func(o *sarvam.Config) { o.Decode = c.decode }).Synthesise(t.Context(), said, "hi")
		if !errors.Is(err, c.want) || errors.Is(err, voice.ErrAnswer) != (c.want != nil) || (len(clip) == 4) != (c.want == nil) {
			t.Errorf("%s: %d samples, %v", name, len(clip), err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	left := newService(t, nil).client(func(c *sarvam.Config) {
		c.Decode = func(context.Context, []byte) (sound.Clip, error) { cancel(); return nil, ctx.Err() }
	})
	if _, err := left.Synthesise(ctx, said, "hi"); !errors.Is(err, context.Canceled) || errors.Is(err, voice.ErrAnswer) {
		t.Errorf("left: %v", err)
	}
}

// TestConfig refuses what cannot work.
func TestConfig(t *testing.T) {
	clock := bottest.NewClock(time.Unix(1e9, 0))
	for name, c := range map[string]sarvam.Config{
		"no key":    {Clock: clock, Key: " \n"},
		"no host":   {Clock: clock, Key: key, URL: "/"},
		"no scheme": {Clock: clock, Key: key, URL: "api.sarvam.ai"},
		"no URL":    {Clock: clock, Key: key, URL: "http://a b/%zz?" + key},
		"a mode":    {Clock: clock, Key: key, Mode: "translate"},
	} {
		_, err := sarvam.New(c)
		if !errors.Is(err, sarvam.ErrConfig) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		noted(t, err.Error())
	}
	c, err := sarvam.New(sarvam.Config{Clock: clock, Key: key})
	if err != nil || c.Name() != "sarvam" || len(c.Services()) != 2 || c.Services()[0].Name == c.Services()[1].Name {
		t.Errorf("%+v, %v", c, err)
	}
}
