package app

import (
	"compress/gzip"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/intents/opinion"
	"github.com/sahayak-dev/sahayak/intents/translate"
	"github.com/sahayak-dev/sahayak/skills"
)

//go:generate go run ./learn

// carried is what the ears have learnt of the phrases this program was built with, by
// language and of all together. A phrase that was added since is learnt when the program
// starts, and when its language is first spoken, with all others.
//
//go:embed ears
var carried embed.FS

// Ears understand what can be said to the skills, and serve any number of assistants.
// They know what the program carries, and learn what was added to the phrases since.
func Ears() (*intents.Understander, error) {
	return intents.New(skills.All(nil), intents.WithModels(unpack))
}

// errDeaf says that some ears only understand.
var errDeaf = errors.New("app: these ears work without a model and translation only")

// asking puts the configured models behind some ears.
func (a *App) asking(ctx context.Context, ears bot.Understander, c Config) (bot.Understander, error) {
	if len(c.Models.Models) == 0 {
		return ears, nil
	}
	known, can := ears.(opinion.Ears)
	if !can {
		return nil, errDeaf
	}
	u, err := opinion.New(ctx, known, c.Models, c.Reach, c.Clock, a.log)
	if err == nil {
		a.asked = append(a.asked, u.Services()...)
	}
	return u, err
}

// across translates by the configured service, what must not change cut out; nil when there
// is none.
func across(c Config, ears bot.Understander, pen translate.Pen) (bot.Translator, error) {
	if c.Translate == nil {
		return nil, nil //nolint:nilnil // nobody translates
	}
	cutter, can := ears.(translate.Ears)
	if !can {
		return nil, errDeaf
	}
	zone, err := time.LoadLocation(Zone)
	return translate.Translator{Service: c.Translate, Ears: cutter, Pen: pen, Clock: c.Clock, Zone: zone}, err
}

// unpack opens what is carried of a language.
func unpack(lang string) (io.ReadCloser, error) {
	f, err := carried.Open("ears/" + lang + ".gz")
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("ears/%s.gz: %w", lang, err)
	}
	return z, nil
}

// Carries reports whether the program carries what all its phrases teach.
func Carries() (bool, error) {
	u, err := Ears()
	if err != nil {
		return false, err
	}
	return u.Loaded(), nil
}

// Learn learns all phrases anew and writes what was learnt of each language, packed.
func Learn(create func(lang string) (io.WriteCloser, error)) error {
	u, err := intents.New(skills.All(nil))
	if err != nil {
		return err
	}
	for _, lang := range append(u.Languages(), intents.Whole) {
		w, err := create(lang)
		if err != nil {
			return err
		}
		z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			return err
		}
		if err := u.Save(lang, z); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	return nil
}
