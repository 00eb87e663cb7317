package main

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// keepSettings say how long what is kept.
type keepSettings struct {
	Conversations days `default:"30d" help:"Messages and answers; at least 8d, because WhatsApp delivers again for a week."`
	Alerts        days `default:"60d" help:"What was said unasked."`
	Forecasts     days `default:"90d" help:"What was foretold, once forecasts are kept."`
	Audit         days `default:"365d" help:"Who saw and did what; at least as long as the rest."`
	Book          days `default:"forever" help:"The book, at least so long; 730d or more. Today it is never removed."`
}

func (k keepSettings) retention() app.Retention {
	return app.Retention{
		Conversations: time.Duration(k.Conversations), Alerts: time.Duration(k.Alerts), Forecasts: time.Duration(k.Forecasts),
		Audit: time.Duration(k.Audit), Book: time.Duration(k.Book),
	}
}

// arguments are the settings as a command line has them.
func (k keepSettings) arguments() []string {
	return []string{
		"--keep-conversations", k.Conversations.String(), "--keep-alerts", k.Alerts.String(), "--keep-forecasts", k.Forecasts.String(),
		"--keep-audit", k.Audit.String(), "--keep-book", k.Book.String(),
	}
}

// days is a time in whole days; 0 is forever.
type days time.Duration

const (
	aDay    = 24 * time.Hour
	forever = "forever"
)

var errDays = errors.New(`a time to keep things is days, such as "30d", or "forever"`)

// UnmarshalText reads "30d", "30" or "forever".
func (d *days) UnmarshalText(text []byte) error {
	word := strings.ToLower(strings.TrimSpace(string(text)))
	if word == forever {
		*d = 0
		return nil
	}
	n, err := strconv.Atoi(strings.TrimSuffix(word, "d"))
	if err != nil || n < 1 || n > int(math.MaxInt64/aDay) {
		return errDays
	}
	*d = days(time.Duration(n) * aDay)
	return nil
}

// String writes what UnmarshalText reads.
func (d days) String() string {
	if d == 0 {
		return forever
	}
	return strconv.Itoa(int(time.Duration(d)/aDay)) + "d"
}
