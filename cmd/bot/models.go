package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/intents/opinion"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// modelSettings say which language models are asked when a message is unclear.
type modelSettings struct {
	Models string `help:"File of language models that are asked when a message is unclear (TOML; see \"A model when unsure\" in docs/operations.md). Without one, no message goes to any." placeholder:"FILE"`
}

// config is what the file says; nothing when there is none.
func (s modelSettings) config() (opinion.Config, error) {
	if s.Models == "" {
		return opinion.Config{}, nil
	}
	return opinion.ReadConfig(s.Models)
}

// places are where the models are.
func (s modelSettings) places() ([]residency.Place, error) {
	c, err := s.config()
	if err != nil {
		return nil, err
	}
	out := make([]residency.Place, len(c.Models))
	for i, m := range c.Models {
		out[i] = residency.Place{Setting: "--models, " + m.Name(), At: m.URL}
	}
	return out, nil
}

// into puts the models into an assistant.
func (s modelSettings) into(c *app.Config) (err error) {
	c.Models, err = s.config()
	return err
}

// models asks each language model.
func (c doctorCommand) models(ctx context.Context) []finding {
	const what, mend = "model", "see \"A model when unsure\" in docs/operations.md"
	if c.Models == "" {
		return []finding{unused(what, "none: who is not understood is asked what he means; --models FILE has a language model asked first")}
	}
	config, err := c.modelSettings.config()
	if err != nil {
		return []finding{broken(what, err, mend)}
	}
	reach, err := c.reach()
	if err != nil {
		return []finding{unused(what, "not looked at: see residency")}
	}
	if len(config.Models) == 0 {
		return []finding{unused(what, c.Models+" names none")}
	}
	var out []finding
	for _, m := range config.Models {
		begun := app.SystemClock{}.Now()
		if err := tried(ctx, m, reach); err != nil {
			out = append(out, broken(what, fmt.Errorf("%s: %w", m.Name(), err), mend))
			continue
		}
		out = append(out, well(what, fmt.Sprintf("%s answers as it should, in %d ms", m.Name(), app.SystemClock{}.Now().Sub(begun).Milliseconds())))
	}
	return out
}

// errOdd says that a model answers, but not well.
var errOdd = errors.New("it answers, but did not see that “aaj kitna maal bika” asks for the day's sales")

// tried asks a model what an easy sentence means.
func tried(ctx context.Context, m opinion.Model, reach *residency.Rule) error {
	ears, err := app.Ears()
	if err != nil {
		return err
	}
	got, err := opinion.Try(ctx, ears, m, reach, app.SystemClock{}, "aaj kitna maal bika")
	if err == nil && (len(got) == 0 || got[0].Errand != "sales.report") {
		err = errOdd
	}
	return err
}
