package sarvam

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// maxText is how many letters of a text the service takes at a time, and maxTexts how often
// it is asked for one answer: nobody listens longer.
const (
	maxText  = 2500
	maxTexts = 4
)

// What is read of a spoken text: 5 minutes in WAV at 16 kHz are 9.6 MB, and a third more as
// base64.
const (
	maxSound  = 10 << 20
	maxAnswer = 14 << 20
	maxLength = 5 * time.Minute
)

// Synthesise has the service speak a text.
func (c *Client) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	if !c.Speaks(lang) {
		return nil, fmt.Errorf("%s: %w: %q", name, voice.ErrLanguage, lang)
	}
	parts := sentences(text, maxText)
	if len(parts) == 0 || len(parts) > maxTexts {
		return nil, fmt.Errorf("%s: %w: a text of %d parts", name, voice.ErrRefused, len(parts))
	}
	var out sound.Clip
	err := c.speaks.Do(ctx, func(ctx context.Context) error {
		files, err := sideBySide(ctx, parts, func(ctx context.Context, part string) ([][]byte, error) {
			return c.spoken(ctx, part, lang)
		})
		if err == nil {
			out, err = c.clip(ctx, files)
		}
		return err
	})
	return out, err
}

// spoken posts a text and reads the files that come back. The rate is ours already.
func (c *Client) spoken(ctx context.Context, text, lang string) ([][]byte, error) {
	wish := map[string]any{
		"text": text, "target_language_code": lang + india, "model": c.SpeechModel,
		"speech_sample_rate": sound.Rate, "output_audio_codec": "wav",
	}
	if c.Speaker != "" {
		wish["speaker"] = c.Speaker
	}
	body, err := json.Marshal(wish)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, voice.ErrRefused)
	}
	var answer struct {
		Audios [][]byte `json:"audios"` // base64
	}
	err = c.call.JSON(ctx, caller.Request{URL: c.speak, Header: c.key(), Kind: "application/json", Body: body, Max: maxAnswer}, &answer)
	return answer.Audios, err
}

// clip is one sound of the files of each part, in their order.
func (c *Client) clip(ctx context.Context, parts [][][]byte) (sound.Clip, error) {
	var out sound.Clip
	for _, files := range parts {
		from := len(out)
		for _, f := range files {
			clip, err := c.Decode(ctx, f)
			switch {
			case err != nil && ctx.Err() != nil:
				return nil, fmt.Errorf("%s: %w", name, ctx.Err())
			case err != nil:
				return nil, fmt.Errorf("%s: %w: %w", name, voice.ErrAnswer, err)
			}
			if out = append(out, clip...); out.Length() > maxTexts*maxLength {
				return nil, fmt.Errorf("%s: %w: %w", name, voice.ErrAnswer, sound.ErrLarge)
			}
		}
		if len(out) == from {
			return nil, fmt.Errorf("%s: %w: no sound", name, voice.ErrAnswer)
		}
	}
	return out, nil
}

// decode reads a sound of the length that a text may have.
func decode(ctx context.Context, data []byte) (sound.Clip, error) {
	return sound.Decode(ctx, data, sound.Limits{Bytes: maxSound, Length: maxLength})
}
