package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// bhashiniSettings say as whom Bhashini is called.
type bhashiniSettings struct {
	User string `help:"User id at Bhashini; with it, and the key, what people and operators write to each other is translated." placeholder:"ID"`
	Key  string `help:"Key at Bhashini (better: SAHAYAK_BHASHINI_KEY)." placeholder:"KEY"`
	URL  string `default:"${bhashini}" help:"Where Bhashini tells where its services are." placeholder:"URL"`
}

// places are where Bhashini is, if it is used. Where its services are it tells itself: the
// guard sees to those.
func (s bhashiniSettings) places() []residency.Place {
	if s.User == "" {
		return nil
	}
	return []residency.Place{{Setting: "--bhashini-url", At: s.URL}}
}

// client is who translates; nil when nobody does.
func (s bhashiniSettings) client(clock bot.Clock, log *slog.Logger, reach *residency.Rule) (*bhashini.Client, error) {
	if s.User == "" && s.Key == "" {
		return nil, nil //nolint:nilnil // nobody translates
	}
	if s.User == "" || s.Key == "" {
		return nil, errHalfBhashini
	}
	c := bhashini.Config{User: s.User, Key: s.Key, URL: s.URL, Clock: clock, Log: log}
	if reach != nil {
		c.Guard = reach.Transport
	}
	return bhashini.New(c)
}

var errHalfBhashini = errors.New("--bhashini-user and --bhashini-key belong together")

// into has an assistant translate, and returns who does; nil when nobody does.
func (s bhashiniSettings) into(c *app.Config) (*bhashini.Client, error) {
	client, err := s.client(c.Clock, c.Log, c.Reach)
	if client != nil {
		c.Translate = client
	}
	return client, err
}

// environment are the settings as a child is given them.
func (s bhashiniSettings) environment() []string {
	return environment("BHASHINI_USER", s.User, "BHASHINI_KEY", s.Key, "BHASHINI_URL", s.URL)
}

// translation has a word translated.
func (c doctorCommand) translation(ctx context.Context) []finding {
	const what, mend = "translation", "see \"Translating what people write\" in docs/operations.md"
	reach, err := c.reach()
	if err != nil {
		return []finding{unused(what, "not looked at: see residency")}
	}
	client, err := c.Bhashini.client(app.SystemClock{}, slog.New(slog.DiscardHandler), reach)
	if err != nil {
		return []finding{broken(what, err, mend)}
	}
	if client == nil {
		return []finding{unused(what, "none: operators read what people write as it is; --bhashini-user ID translates it")}
	}
	if _, err := client.Translate(ctx, "नमस्ते", "hi", "en"); err != nil {
		return []finding{broken(what, err, mend)}
	}
	return []finding{well(what, "Bhashini answers")}
}
