package main

import (
	"context"
	"io"
	"log/slog"

	"github.com/sahayak-dev/sahayak/bot/seal"
)

// terminal is where a command reads, writes and logs.
type terminal struct {
	ctx  context.Context
	in   io.Reader
	out  io.Writer
	errs io.Writer
	profiled
}

// log is the log of a command for which so much is worth it, as the settings want
// it, with no phone number in it. It is the one place where logs are made.
func (t *terminal) log(least slog.Level) *slog.Logger {
	if t.Level != "" {
		if err := least.UnmarshalText([]byte(t.Level)); err != nil {
			least = slog.LevelInfo
		}
	}
	options := &slog.HandlerOptions{Level: least}
	var h slog.Handler = slog.NewTextHandler(t.errs, options)
	if t.Log == "json" {
		h = slog.NewJSONHandler(t.errs, options)
	}
	return slog.New(seal.NewHandler(h))
}

// quiet is a log that tells the operator only of trouble.
func (t *terminal) quiet() *slog.Logger { return t.log(slog.LevelWarn) }
