package openai

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// maxText is how many letters of a text the service takes.
const maxText = 4096

// What is read of a spoken text: 5 minutes in WAV at 24 kHz are 14.4 MB.
const (
	maxSound  = 16 << 20
	maxLength = 5 * time.Minute
)

// Speaks reports whether it knows a language.
func (c *Client) Speaks(lang string) bool { return c.speak != "" && slices.Contains(c.Speaking, lang) }

// Synthesise has the service speak a text. It goes by the text which language that is in.
func (c *Client) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	if !c.Speaks(lang) {
		return nil, fmt.Errorf("%s: %w: %q", c.Name(), voice.ErrLanguage, lang)
	}
	if n := utf8.RuneCountInString(text); n > maxText || strings.TrimSpace(text) == "" {
		return nil, fmt.Errorf("%s: %w: a text of %d letters", c.Name(), voice.ErrRefused, n)
	}
	body, err := json.Marshal(map[string]string{
		"model": c.SpeechModel, "voice": c.Voice, "input": text, "response_format": c.Format,
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name(), voice.ErrRefused)
	}
	var out sound.Clip
	err = c.speaks.Do(ctx, func(ctx context.Context) (err error) {
		out, err = c.spoken(ctx, caller.Request{URL: c.speak, Header: c.key(), Kind: "application/json", Body: body, Max: maxSound})
		return err
	})
	return out, err
}

// spoken posts a text and reads the sound.
func (c *Client) spoken(ctx context.Context, q caller.Request) (sound.Clip, error) {
	got, err := c.call.Post(ctx, q)
	if err != nil {
		return nil, err
	}
	clip, err := c.Decode(ctx, got)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, fmt.Errorf("%s: %w", c.Name(), ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("%s: %w: %w", c.Name(), voice.ErrAnswer, err)
	case len(clip) == 0:
		return nil, fmt.Errorf("%s: %w: no sound", c.Name(), voice.ErrAnswer)
	}
	return clip, nil
}

// decode reads a sound of the length that a text may have.
func decode(ctx context.Context, data []byte) (sound.Clip, error) {
	return sound.Decode(ctx, data, sound.Limits{Bytes: maxSound, Length: maxLength})
}
