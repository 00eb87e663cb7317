package bhashini

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// longest is how long a speech may last that the service makes.
const longest = 3 * time.Minute

// name is what the service is counted under.
const name = "bhashini"

// spoken are the languages that are heard and spoken there.
var spoken = []string{"hi", "en", "ta", "te", "bn", "mr", "gu", "kn", "ml", "pa"}

// Recogniser is the service as one that hears. It takes no hints, offers no alternatives,
// and does not say which language it heard.
func (c *Client) Recogniser() voice.Recogniser { return ears{c} }

// Synthesiser is the service as one that speaks.
func (c *Client) Synthesiser() voice.Synthesiser { return mouth{c} }

type ears struct{ *Client }

func (ears) Name() string { return name }

func (ears) Hears(lang string) bool { return slices.Contains(spoken, lang) }

// Recognise returns what was said.
func (e ears) Recognise(ctx context.Context, s voice.Speech) (voice.Transcript, error) {
	if !e.Hears(s.Lang) {
		return voice.Transcript{}, fmt.Errorf("bhashini: recognise: %w: %q", voice.ErrLanguage, s.Lang)
	}
	if len(s.Clip) == 0 {
		return voice.Transcript{}, nil
	}
	said := map[string]any{"audio": []any{map[string][]byte{"audioContent": s.Clip.WAV()}}}
	r, err := e.work(ctx, e.hears, task{kind: hearing, from: s.Lang}, said)
	if err == nil && len(r.Output) == 0 {
		err = fmt.Errorf("%w: nothing heard, and not silence either", ErrAnswer)
	}
	if err != nil {
		return voice.Transcript{}, told(err)
	}
	var parts []string // one, or one for each stretch of speech
	for _, o := range r.Output {
		parts = append(parts, strings.Fields(o.Source)...)
	}
	return voice.Transcript{Text: strings.Join(parts, " ")}, nil
}

type mouth struct{ *Client }

func (mouth) Name() string { return name }

func (mouth) Speaks(lang string) bool { return slices.Contains(spoken, lang) }

// Synthesise speaks a text.
func (m mouth) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	if !m.Speaks(lang) {
		return nil, fmt.Errorf("bhashini: synthesise: %w: %q", voice.ErrLanguage, lang)
	}
	r, err := m.work(ctx, m.speaks, task{kind: speaking, from: lang}, written(text))
	if err == nil && (len(r.Audio) == 0 || len(r.Audio[0].Content) == 0) {
		err = fmt.Errorf("%w: no sound", ErrAnswer)
	}
	if err != nil {
		return nil, told(err)
	}
	clip, err := m.Decode(ctx, r.Audio[0].Content)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("bhashini: synthesise: %w", ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("bhashini: synthesise: %w: %w", voice.ErrAnswer, err)
	case len(clip) == 0:
		return nil, fmt.Errorf("bhashini: synthesise: %w: silence", voice.ErrAnswer)
	}
	return clip, nil
}

// decode reads a file of speech.
func decode(ctx context.Context, file []byte) (sound.Clip, error) {
	return sound.Decode(ctx, file, sound.Limits{Bytes: maxSpoken, Length: longest})
}

// told is an error as drivers of speech are told apart by it.
func told(err error) error {
	for _, of := range []struct{ ours, theirs error }{
		{ErrRefused, voice.ErrRefused}, {ErrBusy, voice.ErrBusy}, {ErrAnswer, voice.ErrAnswer}, {ErrLanguage, voice.ErrLanguage},
	} {
		if errors.Is(err, of.ours) {
			return fmt.Errorf("%w: %w", of.theirs, err)
		}
	}
	return err
}
