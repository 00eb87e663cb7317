package bot

import (
	"log/slog"
	"time"
)

// Sentences is sentences, for tests.
func Sentences(text string, n int) string { return sentences(text, n) }

// Tells says a key for the ear, for tests.
func Tells(w Writer, key string) string {
	e := &Engine{Config: Config{Writer: w, Log: slog.New(slog.DiscardHandler)}}
	return e.recital("en", []Reply{{Key: key}})
}

// Lags is lags, for tests.
func Lags(all []Carried, tells bool, now time.Time) (lagging, told bool) {
	return lags(all, tells, now)
}
