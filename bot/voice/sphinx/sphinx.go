package sphinx

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/locales"
)

// ErrConfig says that something is not given that there must be.
var ErrConfig = errors.New("sphinx: a vocabulary and somebody who knows how words are pronounced are needed")

// Pronouncer says how words are pronounced, in the letters of the International Phonetic
// Alphabet with a space between two sounds; espeak.Espeak does.
type Pronouncer interface {
	Phonemes(ctx context.Context, words []string, lang string) ([]string, error)
}

// Config is what a recogniser works with. Vocabulary and Say are required.
type Config struct {
	// Vocabulary is what can be said in a shop in a language; none is no sentences.
	Vocabulary func(ctx context.Context, shop bot.ShopID, lang string) (Vocabulary, error)
	Say        Pronouncer
	Model      string // the folder of the model; "" is [DefaultModel]
	Temp       string // the folder for grammars, in one of their own; "" is the system's
	Keep       int    // how many grammars are kept; 0 is [Keep]
}

// Keep is how many grammars are kept, of a few hundred kilobytes each.
const Keep = 32

// What is heard at all: commands are short, and something is said in them.
const (
	shortest = 400 * time.Millisecond
	longest  = 15 * time.Second
)

// Recogniser hears commands. It implements [voice.Recogniser].
type Recogniser struct {
	vocabulary func(ctx context.Context, shop bot.ShopID, lang string) (Vocabulary, error)
	engine     engine
	shelf      *shelf
}

var _ voice.Recogniser = (*Recogniser)(nil)

// New finds the program and makes a folder for grammars, which is removed by
// [Recogniser.Close]. [ErrMissing] says what to install.
func New(c Config) (*Recogniser, error) {
	if c.Vocabulary == nil || c.Say == nil {
		return nil, ErrConfig
	}
	if c.Model == "" {
		c.Model = DefaultModel
	}
	if c.Keep <= 0 {
		c.Keep = Keep
	}
	e, err := findEngine(c.Model)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(c.Temp, "sphinx")
	if err != nil {
		return nil, fmt.Errorf("sphinx: new: %w", err)
	}
	return &Recogniser{vocabulary: c.Vocabulary, engine: e, shelf: newShelf(dir, c.Keep, c.Say)}, nil
}

// Close removes the grammars; nothing may be heard any more.
func (r *Recogniser) Close() error { return os.RemoveAll(r.shelf.dir) }

// Name is "sphinx".
func (r *Recogniser) Name() string { return "sphinx" }

// Hears reports whether it knows a language: those whose numbers it can say.
func (r *Recogniser) Hears(lang string) bool {
	_, ok := locales.FiguresOf(lang)
	return ok && lang == locales.Base(lang)
}

// Warm makes ready what a shop says in a language, so that its first note need not wait
// half a second for it.
func (r *Recogniser) Warm(ctx context.Context, shop bot.ShopID, lang string) error {
	_, done, err := r.grammar(ctx, shop, lang)
	if err == nil {
		done()
	}
	return err
}

// Recognise hears one command of the shop's vocabulary, or nothing.
func (r *Recogniser) Recognise(ctx context.Context, s voice.Speech) (voice.Transcript, error) {
	heard := voice.Transcript{Lang: s.Lang, Limited: true}
	if !r.Hears(s.Lang) {
		return voice.Transcript{}, fmt.Errorf("sphinx: hear: %w", voice.ErrLanguage)
	}
	if n := s.Clip.Length(); n < shortest || n > longest {
		return heard, nil
	}
	g, done, err := r.grammar(ctx, s.Shop, s.Lang)
	if err != nil {
		return voice.Transcript{}, err
	}
	defer done()
	heard.Text, err = r.hear(ctx, g, s.Clip)
	return heard, err
}

// hear is the text of a clip; "" when it is none of the sentences.
func (r *Recogniser) hear(ctx context.Context, g *grammar, c sound.Clip) (string, error) {
	ids, err := r.engine.decode(ctx, g, c)
	if err != nil {
		return "", err
	}
	return g.text(ids), nil
}

// grammar is that of a shop. It may be used until done is called.
func (r *Recogniser) grammar(ctx context.Context, shop bot.ShopID, lang string) (g *grammar, done func(), err error) {
	v, err := r.vocabulary(ctx, shop, lang)
	if err != nil {
		return nil, nil, fmt.Errorf("sphinx: vocabulary: %w", err)
	}
	return r.shelf.take(ctx, v, lang)
}
