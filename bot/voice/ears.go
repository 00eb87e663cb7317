package voice

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// How long what may take. A note is asked about within three seconds of being sent: the
// rest of it is the channel's and ours.
const (
	HearTime   = 1200 * time.Millisecond // all services together, for a note of up to …
	ShortNote  = 10 * time.Second        // … this length; …
	LongerNote = 10                      // … of what a note lasts beyond it, one part in so many more
	OwnTime    = 2 * time.Second         // ears on board, when the services are done: nobody comes after them
)

// MaxNote is how much of a voice note is listened to: what WhatsApp lets through, and as
// long as nobody talks to a shop's book.
var MaxNote = sound.Limits{Bytes: 16 << 20, Length: 5 * time.Minute}

// EarsConfig is what ears are made of. Fetch, Recognisers and Clock are required.
type EarsConfig struct {
	// Fetch gets a message's sound; an error that wraps [bot.ErrMedia] says that there is
	// none.
	Fetch func(ctx context.Context, m bot.Message) (bot.Attachment, error)
	// Keep keeps the sound for a while, and returns the key it is found by; "" when it is
	// not kept. Nil keeps none.
	Keep func(ctx context.Context, m bot.Message, data []byte) (string, error)
	// Lang is the language somebody speaks, as far as is known (ISO 639-1). Nil is Hindi.
	Lang func(ctx context.Context, m bot.Message) (string, error)
	// Hints are words that he is likely to use. Nil is none.
	Hints func(ctx context.Context, shop bot.ShopID, lang string) ([]string, error)

	Recognisers []Recogniser // asked in this order
	Own         []Recogniser // on board: asked when none of those could hear it
	Meter       Meter        // nil counts nothing
	Clock       bot.Clock
	Log         *slog.Logger
}

// Ears hear voice notes: a [bot.Hearer].
type Ears struct{ EarsConfig }

var _ bot.Hearer = (*Ears)(nil)

// defaultLang is the language of who has not shown his.
const defaultLang = "hi"

// NewEars makes ears.
func NewEars(c EarsConfig) (*Ears, error) {
	if c.Fetch == nil || c.Clock == nil || len(c.Recognisers)+len(c.Own) == 0 {
		return nil, fmt.Errorf("%w: ears need a clock, who fetches, and somebody who hears", ErrConfig)
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Ears{c}, nil
}

// Hear makes words of a voice note; see [bot.Hearer]. That it cannot be heard is no
// error, but what is told of it.
func (e *Ears) Hear(ctx context.Context, m bot.Message) (string, bot.Heard, error) {
	a, err := e.Fetch(ctx, m)
	switch {
	case errors.Is(err, bot.ErrMedia):
		return deaf(bot.DeafGone)
	case err != nil:
		return "", bot.Heard{}, fmt.Errorf("voice: fetch: %w", err)
	}
	clip, err := sound.Decode(ctx, a.Data, MaxNote)
	switch {
	case errors.Is(err, sound.ErrLarge):
		return deaf(bot.DeafLong)
	case errors.Is(err, sound.ErrKind):
		return deaf(bot.DeafKind)
	case err != nil:
		e.Log.Warn("sound not read", "message", m.Seq, "error", err)
		return deaf(bot.DeafGone)
	}
	s, err := e.speech(ctx, m, a, clip)
	if err != nil || len(s.Clip) == 0 {
		return "", bot.Heard{}, err
	}
	text, heard, err := e.hears(ctx, s)
	if err != nil {
		return "", bot.Heard{}, err
	}
	heard.Blob = e.keeps(ctx, m, a.Data)
	return text, heard, nil
}

// deaf is why there are no words.
func deaf(why bot.Deaf) (string, bot.Heard, error) { return "", bot.Heard{Fault: why}, nil }

// speech is what recognisers are given.
func (e *Ears) speech(ctx context.Context, m bot.Message, a bot.Attachment, clip sound.Clip) (Speech, error) {
	s := Speech{Clip: clip.Trim(), Lang: defaultLang, Shop: m.Shop}
	if sound.IsNote(a.Data) {
		s.Note = a.Data
	}
	if e.Lang != nil {
		lang, err := e.Lang(ctx, m)
		if err != nil {
			return s, fmt.Errorf("voice: language: %w", err)
		}
		s.Lang = lang
	}
	if e.Hints != nil {
		hints, err := e.Hints(ctx, m.Shop, s.Lang)
		if err != nil {
			e.Log.Warn("no hints for voice notes", "shop", m.Shop, "error", err)
		}
		s.Hints = hints
	}
	return s, nil
}

// hears asks the services in order, and then the ears on board. What was heard in a script
// that is not the language's own is kept in mind, in case nobody hears better.
func (e *Ears) hears(ctx context.Context, s Speech) (string, bot.Heard, error) {
	var spare *Transcript
	for _, stage := range []struct {
		all   []Recogniser
		limit time.Duration
	}{{e.Recognisers, timeFor(s.Clip.Length())}, {e.Own, OwnTime}} {
		got, doubtful := e.asks(ctx, stage.all, stage.limit, s)
		if err := ctx.Err(); err != nil {
			return "", bot.Heard{}, fmt.Errorf("voice: hear: %w", err)
		}
		if got != nil {
			return got.Text, got.heard(s.Lang), nil
		}
		if spare == nil {
			spare = doubtful
		}
	}
	if spare != nil {
		return spare.Text, spare.heard(s.Lang), nil
	}
	return deaf(bot.DeafNobody)
}

// asks has recognisers hear in turn, all within a time. Doubtful is what was heard in Latin
// letters by who was to write another script.
func (e *Ears) asks(ctx context.Context, all []Recogniser, limit time.Duration, s Speech) (got, doubtful *Transcript) {
	ctx, cancel := within(ctx, e.Clock, limit)
	defer cancel()
	for _, r := range all {
		if ctx.Err() != nil {
			return nil, doubtful
		}
		t, ok := e.once(ctx, r, s)
		if !ok {
			continue
		}
		lang := s.Lang
		if t.Lang != "" {
			lang = t.Lang
		}
		switch fit(lang, t.Text) {
		case fits:
			return t, nil
		case latin:
			if doubtful == nil {
				doubtful = t
			}
		default:
			e.Log.Warn("heard in another script", "driver", r.Name(), "lang", lang)
		}
	}
	return nil, doubtful
}

// once has one recogniser hear; false when it could not, or may not.
func (e *Ears) once(ctx context.Context, r Recogniser, s Speech) (*Transcript, bool) {
	if !r.Hears(s.Lang) || !allowed(ctx, e.Meter, e.Log, r.Name(), s.Shop, e.Clock.Now()) {
		return nil, false
	}
	began := e.Clock.Now()
	t, err := r.Recognise(ctx, s)
	counts(ctx, e.Meter, e.Log, err, Use{Driver: r.Name(), Heard: true, Shop: s.Shop, Length: s.Clip.Length(), At: began})
	if err != nil {
		e.Log.Warn("not heard", "driver", r.Name(), "lang", s.Lang, "took", e.Clock.Now().Sub(began), "error", err)
		return nil, false
	}
	t.Text = strings.Join(strings.Fields(t.Text), " ")
	return &t, true
}

// heard is a transcript as the engine takes it.
func (t Transcript) heard(lang string) bot.Heard {
	if t.Lang != "" {
		lang = t.Lang
	}
	others := slices.DeleteFunc(slices.Clone(t.Alternatives), func(o string) bool { return strings.TrimSpace(o) == "" || o == t.Text })
	return bot.Heard{Lang: lang, Alternatives: others, Embedded: t.Limited}
}

// timeFor is how long services may take for a note.
func timeFor(length time.Duration) time.Duration {
	return HearTime + max(0, length-ShortNote)/LongerNote
}

// keeps keeps the sound. A note is heard whether or not it can be kept.
func (e *Ears) keeps(ctx context.Context, m bot.Message, data []byte) string {
	if e.Keep == nil {
		return ""
	}
	key, err := e.Keep(ctx, m, data)
	if err != nil {
		e.Log.Warn("voice note not kept", "message", m.Seq, "error", err)
	}
	return key
}
