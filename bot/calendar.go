package bot

import (
	"errors"
	"fmt"
	"time"
)

// When says at what times a [Job] is due. Make one with [Daily], [Weekly] or
// [Every]; the zero value is never.
type When struct {
	every        time.Duration
	clock        bool // the shop's clock decides
	hour, minute int
	weekly       bool
	day          time.Weekday
}

// Daily is every day at a time of the shop's clock.
func Daily(hour, minute int) When { return When{every: day, clock: true, hour: hour, minute: minute} }

// Weekly is every week on a day at a time of the shop's clock.
func Weekly(on time.Weekday, hour, minute int) When {
	return When{every: 7 * day, clock: true, hour: hour, minute: minute, weekly: true, day: on}
}

// Every is again and again after d, counted in UTC: no clock that is put forward
// or back makes one of them longer.
func Every(d time.Duration) When { return When{every: d} }

// day is a day by which no clock is changed.
const day = 24 * time.Hour

// errWhen says that a time of day is none.
var errWhen = errors.New("no such time")

// check refuses a time no clock shows.
func (w When) check() error {
	shown := w.hour >= 0 && w.hour < 24 && w.minute >= 0 && w.minute < 60
	switch {
	case w == When{}, w.clock && shown:
		return nil
	case !w.clock && w.every >= time.Minute && w.every%time.Minute == 0:
		return nil
	}
	return fmt.Errorf("%w: %v", errWhen, w)
}

// String reads "daily 08:00", "Monday 09:00", "every 4h0m0s" or "never".
func (w When) String() string {
	switch {
	case w == When{}:
		return "never"
	case !w.clock:
		return "every " + w.every.String()
	case w.weekly:
		return fmt.Sprintf("%v %02d:%02d", w.day, w.hour, w.minute)
	}
	return fmt.Sprintf("daily %02d:%02d", w.hour, w.minute)
}

// Occasion is one time a job is due. Its slot says which time is meant, wherever
// the shop is: the day of the shop's calendar, "2026-03-08", or the minute in UTC
// of a job that does not go by the day. A shop that moves to another zone does not
// have the same day twice.
type Occasion struct {
	Slot string
	At   time.Time // UTC
}

// Last is the newest occasion that is not after now; false when there is none.
func (w When) Last(now time.Time, zone *time.Location) (Occasion, bool) {
	switch {
	case w == When{}:
		return Occasion{}, false
	case !w.clock:
		at := now.UTC().Truncate(w.every)
		return Occasion{Slot: at.Format("2006-01-02T15:04Z"), At: at}, true
	}
	y, m, d := now.In(zone).Date()
	for back := -1; back <= 8; back++ { // tomorrow's may have been: clocks are put back at midnight too
		date := time.Date(y, m, d-back, 0, 0, 0, 0, time.UTC)
		if w.weekly && date.Weekday() != w.day {
			continue
		}
		if at := firstShows(date.Add(w.ofDay()), zone); !at.After(now) {
			return Occasion{Slot: date.Format(time.DateOnly), At: at}, true
		}
	}
	return Occasion{}, false
}

// ofDay is the time of day as the hands of a clock stand.
func (w When) ofDay() time.Duration {
	return time.Duration(w.hour)*time.Hour + time.Duration(w.minute)*time.Minute
}

// firstShows is the first moment at which the clocks of a zone show a time, or a
// later one when they are put forward past it. The time shown is written as if it
// were UTC's.
func firstShows(shown time.Time, zone *time.Location) time.Time {
	t := time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), 0, 0, zone)
	start, end := t.ZoneBounds()
	switch reads := onTheWall(t); {
	case reads.After(shown): // the hands jumped over it
		return start.UTC()
	case reads.Before(shown):
		return end.UTC()
	}
	if !start.IsZero() { // shown twice when the hands were put back: the first counts
		_, before := start.Add(-time.Second).Zone()
		if first := shown.Add(-time.Duration(before) * time.Second); first.Before(start) {
			return first
		}
	}
	return t.UTC()
}

// onTheWall is what a clock shows, as if it were UTC's.
func onTheWall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
