package openai_test

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// TestSpeaks looks at what is sent, and at what is made of the sound.
func TestSpeaks(t *testing.T) {
	for name, c := range map[string]struct {
		config func(*openai.Config)
		want   map[string]string
	}{
		"as it is": {func(*openai.Config) {}, map[string]string{}},
		"set up": {
			func(c *openai.Config) { c.SpeechModel, c.Voice, c.Format = "kokoro", "hf_alpha", "opus" },
			map[string]string{"model": "kokoro", "voice": "hf_alpha", "response_format": "opus"},
		},
	} {
		s := newService(t, nil)
		clip, err := s.client(c.config).Synthesise(t.Context(), said, "hi")
		if err != nil || len(clip) != len(tone(100)) {
			t.Errorf("%s: %d samples, %v", name, len(clip), err)
		}
		want := map[string]string{"key": "Bearer " + key, "model": "gpt-4o-mini-tts", "voice": "alloy", "input": said, "response_format": "wav"}
		maps.Copy(want, c.want)
		if !maps.Equal(s.text, want) {
			t.Errorf("%s: sent %q", name, s.text)
		}
	}
}

// TestSpeaksNot calls nobody for what cannot be spoken.
func TestSpeaksNot(t *testing.T) {
	s := newService(t, nil)
	for name, c := range map[string]struct {
		client     *openai.Client
		text, lang string
		want       error
	}{
		"not promised": {s.client(), said, "bn", voice.ErrLanguage},
		"none":         {s.client(), said, "", voice.ErrLanguage},
		"whisper.cpp":  {s.client(own), said, "hi", voice.ErrLanguage},
		"too long":     {s.client(), strings.Repeat("क", 4097), "hi", voice.ErrRefused},
		"empty":        {s.client(), " \n", "hi", voice.ErrRefused},
	} {
		if _, err := c.client.Synthesise(t.Context(), c.text, c.lang); !errors.Is(err, c.want) || s.calls != 0 {
			t.Errorf("%s: %v after %d calls", name, err, s.calls)
		}
	}
	all := s.client(func(c *openai.Config) { c.Speaking = openai.Languages() })
	if _, err := all.Synthesise(t.Context(), strings.Repeat("क", 4096), "bn"); err != nil {
		t.Error(err)
	}
	if n := len(s.client(own).Services()); n != 1 {
		t.Errorf("whisper.cpp's server is %d services", n)
	}
	if n := len(all.Services()); n != 2 {
		t.Errorf("OpenAI is %d services", n)
	}
}

// TestSounds has sounds come that cannot be used.
func TestSounds(t *testing.T) {
	for name, c := range map[string]struct {
		decode func(context.Context, []byte) (sound.Clip, error)
		want   error
	}{
		"too long":         {func(context.Context, []byte) (sound.Clip, error) { return nil, sound.ErrLarge }, sound.ErrLarge},
		"broken":           {func(context.Context, []byte) (sound.Clip, error) { return nil, sound.ErrBroken }, sound.ErrBroken},
		"silent":           {func(context.Context, []byte) (sound.Clip, error) { return nil, nil }, voice.ErrAnswer},
		"as is the custom": {nil, sound.ErrKind},
	} {
		s := newService(t, body("audio/wav", "no sound at all"))
		_, err := s.client(func(o *openai.Config) { o.Decode = c.decode }).Synthesise(t.Context(), said, "hi")
		if !errors.Is(err, c.want) || !errors.Is(err, voice.ErrAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := newService(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	left := s.client(func(c *openai.Config) {
		c.Decode = func(context.Context, []byte) (sound.Clip, error) { cancel(); return nil, ctx.Err() }
	})
	if _, err := left.Synthesise(ctx, said, "hi"); !errors.Is(err, context.Canceled) || errors.Is(err, voice.ErrAnswer) {
		t.Errorf("left: %v", err)
	}
}

// TestConfig refuses what cannot work.
func TestConfig(t *testing.T) {
	clock := bottest.NewClock(time.Unix(1e9, 0))
	for name, c := range map[string]openai.Config{
		"no key":    {Clock: clock},
		"no host":   {Clock: clock, Key: key, URL: "/v1"},
		"no scheme": {Clock: clock, Key: key, URL: "api.openai.com/v1"},
		"a file":    {Clock: clock, Key: key, URL: "file://host/etc"},
		"no URL":    {Clock: clock, Key: key, URL: "http://a b/%zz?" + key},
		"MP3":       {Clock: clock, Key: key, Format: "mp3"},
	} {
		_, err := openai.New(c)
		if !errors.Is(err, openai.ErrConfig) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		noted(t, err.Error())
	}
	c, err := openai.New(openai.Config{Clock: clock, Name: "mine", URL: "http://127.0.0.1:8000/v1/"})
	if err != nil || c.Name() != "mine" {
		t.Errorf("%v, %v", c, err)
	}
}
