package voice

import (
	"context"
	"fmt"
	"log/slog"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// SpeakTime is how long services may take to speak, all together; what is on board has as
// long again.
const SpeakTime = 800 * time.Millisecond

// noteType is what a voice note is called; WhatsApp takes no shorter name.
const noteType = "audio/ogg; codecs=opus"

// ErrMute says that nobody could speak a text.
var ErrMute = fmt.Errorf("voice: nobody could speak it")

// MouthConfig is what a mouth is made of. Encoder and Clock are required.
type MouthConfig struct {
	Synthesisers []Synthesiser // asked in this order
	Own          []Synthesiser // on board: asked when none of those could speak
	Encoder      *sound.Encoder
	Meter        Meter // nil counts nothing
	Clock        bot.Clock
	Log          *slog.Logger
}

// Mouth speaks answers: a [bot.Speaker].
type Mouth struct{ MouthConfig }

var _ bot.Speaker = (*Mouth)(nil)

// NewMouth makes a mouth.
func NewMouth(c MouthConfig) (*Mouth, error) {
	if c.Encoder == nil || c.Clock == nil || len(c.Synthesisers)+len(c.Own) == 0 {
		return nil, fmt.Errorf("%w: a mouth needs a clock, an encoder, and somebody who speaks", ErrConfig)
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Mouth{c}, nil
}

// Speak makes a voice note of a text; see [bot.Speaker]. [ErrMute] when nobody could speak
// it.
func (m *Mouth) Speak(ctx context.Context, r bot.Reading) (bot.Attachment, error) {
	for _, all := range [][]Synthesiser{m.Synthesisers, m.Own} {
		clip := m.asks(ctx, all, r)
		if err := ctx.Err(); err != nil {
			return bot.Attachment{}, fmt.Errorf("voice: speak: %w", err)
		}
		if clip == nil {
			continue
		}
		n, err := m.Encoder.Encode(ctx, clip)
		if err != nil {
			return bot.Attachment{}, fmt.Errorf("voice: speak: %w", err)
		}
		return bot.Attachment{Kind: "audio", Voice: true, Type: noteType, Data: n.Data, Seconds: n.Seconds, Wave: n.Wave}, nil
	}
	return bot.Attachment{}, ErrMute
}

// asks has synthesisers speak in turn, all within their time; nil when none could.
func (m *Mouth) asks(ctx context.Context, all []Synthesiser, r bot.Reading) sound.Clip {
	ctx, cancel := within(ctx, m.Clock, SpeakTime)
	defer cancel()
	for _, s := range all {
		if ctx.Err() != nil {
			return nil
		}
		if clip := m.once(ctx, s, r); clip != nil {
			return clip
		}
	}
	return nil
}

// once has one synthesiser speak; nil when it could not, or may not.
func (m *Mouth) once(ctx context.Context, s Synthesiser, r bot.Reading) sound.Clip {
	lang := language(r.Lang)
	if !s.Speaks(lang) || !allowed(ctx, m.Meter, m.Log, s.Name(), r.Shop, m.Clock.Now()) {
		return nil
	}
	began := m.Clock.Now()
	clip, err := s.Synthesise(ctx, r.Text, lang)
	counts(ctx, m.Meter, m.Log, err, Use{Driver: s.Name(), Shop: r.Shop, Length: clip.Length(), Runes: utf8.RuneCountInString(r.Text), At: began})
	if err != nil {
		m.Log.Warn("not spoken", "driver", s.Name(), "lang", lang, "took", m.Clock.Now().Sub(began), "error", err)
		return nil
	}
	if clip = clip.Trim(); len(clip) == 0 {
		m.Log.Warn("nothing spoken", "driver", s.Name(), "lang", lang)
		return nil
	}
	return clip
}

// language is the language of a tag: "hi" of "hi-Latn".
func language(tag string) string {
	for i, r := range tag {
		if r == '-' {
			return tag[:i]
		}
	}
	return tag
}
