package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/shop"
	"github.com/sahayak-dev/sahayak/locales"
)

// Voice is who hears voice notes and who speaks answers. With nobody in it voice notes are
// not heard, and answers not spoken.
type Voice struct {
	Ears     []voice.Recogniser  // services, asked in this order …
	OwnEars  []voice.Recogniser  // … and then what is on board
	Mouths   []voice.Synthesiser // services, asked in this order …
	OwnMouth []voice.Synthesiser // … and then what is on board
	Encoder  *sound.Encoder      // makes voice notes; without one nothing is spoken
	Commands *sphinx.Config      // ears on board that know commands alone, where they are installed; of its Vocabulary the shop's is used
	Services []*steady.Service   // those, for whoever watches them

	Hears, Speaks shop.Others // of whom those are that are asked, as people are told
}

// mostHints is how many names of a shop are told to who hears its voice notes.
const mostHints = 100

// hears is who hears voice notes; nil is nobody.
func (a *App) hears(c Config) (bot.Hearer, error) {
	if c.Voice != nil {
		a.asked = append(a.asked, c.Voice.Services...)
	}
	if c.Hear != nil || c.Voice == nil {
		return c.Hear, nil
	}
	own, err := a.ownEars(c.Voice)
	if err != nil || len(c.Voice.Ears)+len(own) == 0 {
		return nil, err
	}
	return voice.NewEars(voice.EarsConfig{
		Fetch: fetched(c.Channels), Keep: a.keepsNote, Lang: a.speaks, Hints: a.hints,
		Recognisers: c.Voice.Ears, Own: own, Meter: a.Meter, Clock: c.Clock, Log: a.log,
	})
}

// ownEars are those on board.
func (a *App) ownEars(v *Voice) ([]voice.Recogniser, error) {
	if v.Commands == nil {
		return v.OwnEars, nil
	}
	c := *v.Commands
	c.Vocabulary = a.Vocabulary
	r, err := sphinx.New(c)
	if errors.Is(err, sphinx.ErrMissing) {
		a.log.Info("no commands are heard on board", "error", err)
		return v.OwnEars, nil
	}
	if err != nil {
		return nil, fmt.Errorf("app: ears on board: %w", err)
	}
	a.ears = r
	return append(slices.Clone(v.OwnEars), r), nil
}

// speaker is who speaks answers; nil is nobody.
func (a *App) speaker(c Config) (bot.Speaker, error) {
	if c.Speak != nil || c.Voice == nil || c.Voice.Encoder == nil || len(c.Voice.Mouths)+len(c.Voice.OwnMouth) == 0 {
		return c.Speak, nil
	}
	return voice.NewMouth(voice.MouthConfig{
		Synthesisers: c.Voice.Mouths, Own: c.Voice.OwnMouth, Encoder: c.Voice.Encoder, Meter: a.Meter, Clock: c.Clock, Log: a.log,
	})
}

// fetched gets the sound of a message from the channel that brought it.
func fetched(channels []bot.Channel) func(context.Context, bot.Message) (bot.Attachment, error) {
	by := map[string]bot.Fetcher{}
	for _, ch := range channels {
		if f, ok := ch.(bot.Fetcher); ok {
			by[ch.Name()] = f
		}
	}
	return func(ctx context.Context, m bot.Message) (bot.Attachment, error) {
		f := by[m.Channel]
		if f == nil || len(m.Media) == 0 {
			return bot.Attachment{}, fmt.Errorf("app: %s brings no files: %w", m.Channel, bot.ErrMedia)
		}
		return f.Fetch(ctx, m.Media[0])
	}
}

// keepsNote keeps the sound of a voice note for as long as that is to be, unless the
// operator or who sent it wants none kept. Nobody misses it: whoever hears the note again,
// because the process was killed, gets it from the channel; and once what was heard is
// written down with the message, it is not heard again.
func (a *App) keepsNote(ctx context.Context, m bot.Message, data []byte) (string, error) {
	if a.keep.Voice <= 0 {
		return "", nil
	}
	return a.Journal.KeepNote(ctx, m, data, a.clock.Now().Add(a.keep.Voice))
}

// speaks is the language somebody speaks, as he wrote or spoke last (ISO 639-1).
func (a *App) speaks(ctx context.Context, m bot.Message) (string, error) {
	s, err := a.Journal.Checkpoint(ctx, m.Shop, m.From)
	if err != nil {
		return "", fmt.Errorf("app: language: %w", err)
	}
	if s.Lang == "" {
		return locales.Base(a.lang), nil
	}
	return locales.Base(s.Lang), nil
}

// hints are the names that a shop's people say, as its language writes them.
func (a *App) hints(ctx context.Context, of bot.ShopID, lang string) ([]string, error) {
	words, err := a.Book.Words(ctx, bot.NewTurn(0, of, 0, a.clock.Now()))
	if err != nil {
		return nil, fmt.Errorf("app: hints: %w", err)
	}
	var out []string
	for _, v := range words[len(words)-1:] { // the shop's own: the catalogue everybody knows
		names, err := v.Read(ctx)
		if err != nil {
			return nil, fmt.Errorf("app: hints: %w", err)
		}
		for _, n := range names {
			if said := n.Text; said != "" && len(out) < mostHints {
				if named, ok := n.Names[lang]; ok {
					said = named
				}
				out = append(out, said)
			}
		}
	}
	return out, nil
}
