package caller

import (
	"errors"
	"log/slog"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
)

// Steady is a service that is called once within its caller's deadline: he has somebody
// waiting, and others to ask. Whoever is late again and again is not asked for a while, and
// so is whoever asks for less of us.
func Steady(name string, clock bot.Clock, log *slog.Logger) *steady.Service {
	return steady.New(steady.Config{Name: name, Clock: clock, Log: log, Prompt: true, Final: final})
}

// final reports whether an error is the service's decision, and no failing of it.
func final(err error) bool {
	return errors.Is(err, voice.ErrRefused) || errors.Is(err, voice.ErrLanguage)
}
