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
	Conversations days  `default:"30d" help:"Messages and answers; at least 8d, because WhatsApp delivers again for a week."`
	Alerts        days  `default:"60d" help:"What was said unasked."`
	Forecasts     days  `default:"90d" help:"What was foretold, once forecasts are kept."`
	Audit         days  `default:"365d" help:"Who saw and did what; at least as long as the rest."`
	Voice         brief `default:"7d" help:"The sound of voice notes, no longer than the conversations; 0d keeps none. What was heard in them stays with the conversation."`
	Book          days  `default:"forever" help:"The book, at least so long; 730d or more. Today it is never removed."`
}

func (k keepSettings) retention() app.Retention {
	return app.Retention{
		Conversations: time.Duration(k.Conversations), Alerts: time.Duration(k.Alerts), Forecasts: time.Duration(k.Forecasts),
		Audit: time.Duration(k.Audit), Voice: time.Duration(k.Voice), Book: time.Duration(k.Book),
	}
}

// arguments are the settings as a command line has them.
func (k keepSettings) arguments() []string {
	return []string{
		"--keep-conversations", k.Conversations.String(), "--keep-alerts", k.Alerts.String(), "--keep-forecasts", k.Forecasts.String(),
		"--keep-audit", k.Audit.String(), "--keep-voice", k.Voice.String(), "--keep-book", k.Book.String(),
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

// brief is a time in whole days that has an end; 0 is not at all.
type brief time.Duration

// never is 0, as people may write it.
const never = "never"

var errBrief = errors.New(`a time to keep voice notes is days, such as "7d"; "0d" keeps none`)

// UnmarshalText reads "7d", "7", "0d" or "never".
func (b *brief) UnmarshalText(text []byte) error {
	word := strings.ToLower(strings.TrimSpace(string(text)))
	if n, err := strconv.Atoi(strings.TrimSuffix(word, "d")); word == never || err == nil && n == 0 {
		*b = 0
		return nil
	}
	var d days
	if err := d.UnmarshalText([]byte(word)); err != nil || d == 0 {
		return errBrief
	}
	*b = brief(d)
	return nil
}

// String writes what UnmarshalText reads.
func (b brief) String() string {
	if b == 0 {
		return "0d"
	}
	return days(b).String()
}
