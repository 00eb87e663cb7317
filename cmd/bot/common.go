package main

import (
	"log/slog"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// common are the settings of every command that works turns.
type common struct {
	Data  string        `default:"data" help:"Folder the shop's data is kept in." placeholder:"DIR"`
	DB    string        `help:"Database of journal and book: sqlite:PATH or postgres://user@host/name (better: SAHAYAK_DB); by default a file in the data folder." placeholder:"URL"`
	Cache string        `help:"Folder for what can be worked out again; by default one in the data folder." placeholder:"DIR"`
	Redis string        `help:"Keep session memory in Redis (redis://host:port/0)." placeholder:"URL"`
	Lang  string        `default:"hi" enum:"hi,hi-Latn,en" help:"Language until you have shown yours (${enum})."`
	Burst time.Duration `default:"1s" help:"How long an unfinished message waits for the rest; not at all on a pipe."`
}

// app is an assistant on a channel, of these settings.
func (c common) app(clock bot.Clock, ch bot.Channel, log *slog.Logger) app.Config {
	return app.Config{
		Data: c.Data, DB: c.DB, Cache: c.Cache, Redis: c.Redis, Lang: c.Lang, Burst: c.Burst, Clock: clock, Welcome: app.Welcome,
		Channels: []bot.Channel{ch}, Log: log,
	}
}
