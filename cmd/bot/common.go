package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// common are the settings of every command that works turns.
type common struct {
	place
	deskSettings  `embed:"" group:"People who answer:"`
	modelSettings `embed:""`
	Bhashini      bhashiniSettings `embed:"" prefix:"bhashini-" group:"Translation:"`
	Voice         voiceSettings    `embed:"" group:"Voice notes:"`
	Redis         string           `help:"Keep session memory in Redis (redis://host:port/0)." placeholder:"URL"`
	Lang          string           `default:"hi" enum:"${languages}" help:"Language until you have shown yours (${enum})."`
	Phone         string           `help:"The bot's phone number as people dial it, for the links of invitations." placeholder:"NUMBER"`
	Grievance     string           `help:"Whom people can complain to about their data: a name, with a phone or an e-mail address. The privacy notice says it." placeholder:"WHOM"`
	Burst         time.Duration    `default:"1s" help:"How long an unfinished message waits for the rest; not at all on a pipe."`
}

// rule is what may be called; see [place.rule].
func (c common) rule(allowed []string, more ...residency.Place) (*residency.Rule, error) {
	models, err := c.modelSettings.places()
	if err != nil {
		return nil, err
	}
	voices, err := c.Voice.places(c.Bhashini)
	if err != nil {
		return nil, err
	}
	more = slices.Concat(more, models, voices, c.Bhashini.places())
	return c.place.rule(allowed, append(more, residency.Place{Setting: "--redis", At: c.Redis})...)
}

// app is an assistant on channels, of these settings.
func (c common) app(ctx context.Context, clock bot.Clock, on []bot.Channel, log *slog.Logger, reach *residency.Rule) (app.Config, error) {
	config := app.Config{
		Data: c.Data, DB: c.DB, Redis: c.Redis, Key: c.Key, Lang: c.Lang, Number: c.Phone, Burst: c.Burst, Clock: clock, Welcome: app.Welcome, Offer: app.Offer, Grievance: c.Grievance,
		Channels: on, Log: log, Reach: reach,
	}
	translator, err := c.Bhashini.into(&config)
	return config, errors.Join(err, c.deskSettings.into(&config), c.modelSettings.into(&config), c.Voice.into(ctx, &config, translator))
}
