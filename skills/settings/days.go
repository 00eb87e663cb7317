package settings

import (
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// weekdays and months, as the calendar calls them.
var (
	weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	months   = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

const (
	maxDays  = 366 // how long a shop can be closed in one sentence
	farthest = 300 // days within which a day of a month is looked for
)

// month is the month at a word, 0 for none.
func (s sentence) month(i int) int {
	return 1 + slices.IndexFunc(months, func(m string) bool { return s.at(i).is(m) })
}

// weekdays are the days of the week that are named.
func (s sentence) weekdays() (out []time.Weekday) {
	for _, w := range s {
		if day := slices.IndexFunc(weekdays, func(d string) bool { return w.is(d) }); day >= 0 {
			out = append(out, time.Weekday(day))
		}
	}
	return out
}

// dates are the days of the calendar that are named; "kal" is by its tense.
func (s sentence) dates(today shop.Day) (out []shop.Day) {
	to := 1
	if s.has("past") {
		to = -1
	}
	for i, w := range s {
		switch {
		case w.is("today"):
			out = append(out, today)
		case w.is("tomorrow"):
			out = append(out, today.Plus(to))
		case w.is("later"):
			out = append(out, today.Plus(2*to))
		case w.is("yesterday"):
			out = append(out, today.Plus(-1))
		default:
			out = append(out, s.date(i, today)...)
		}
	}
	return out
}

// date is the next day that a figure names with its month, or as a "tarikh"; also the
// first of "5 se 8 march".
func (s sentence) date(i int, today shop.Day) []shop.Day {
	n, number := s[i].number()
	if !number || s[i].digits == "" {
		return nil
	}
	behind := i + 1
	if _, other := s.at(i + 2).number(); other && s.at(i+1).is("till") {
		behind = i + 3
	}
	month := s.month(behind)
	if behind == i+1 && month == 0 {
		month = s.month(i - 1)
	}
	if month == 0 && !s.at(behind).is("date") {
		return nil
	}
	return nearest(today, time.Month(month), n, s.has("past"))
}

// nearest is the next such day of a month, or the last when that is past, of any month when
// it is 0; none when there is no such day, or it is so far that nobody means it.
func nearest(today shop.Day, month time.Month, day int, past bool) []shop.Day {
	step := 1
	if past {
		step = -1
	}
	for n := range farthest {
		d := today.Plus(n * step)
		t, err := time.Parse(time.DateOnly, string(d))
		if err == nil && t.Day() == day && (month == 0 || t.Month() == month) {
			return []shop.Day{d}
		}
	}
	return nil
}

// length is for how many days something is said to be, 0 when it is not.
func (s sentence) length() int {
	for i, w := range s {
		n, number := s.at(i - 1).number()
		switch {
		case w.is("days") && number && n <= maxDays:
			return n
		case w.is("week") && !s.has("every"):
			return 7
		}
	}
	return 0
}

// times are the days a sentence closes the shop on, or opens it again on. Asks is true when
// it says for how long, and not from when.
func (s sentence) times(today shop.Day) (out []shop.Period, asks bool) {
	dates, long := s.dates(today), s.length()
	for _, w := range s.weekdays() {
		for n := range 7 {
			if t, err := time.Parse(time.DateOnly, string(today.Plus(n))); err == nil && t.Weekday() == w {
				dates = append(dates, today.Plus(n))
			}
		}
	}
	switch {
	case long > 0 && len(dates) == 0:
		return nil, true
	case long > 0:
		return []shop.Period{{From: dates[0], To: dates[0].Plus(long - 1)}}, false
	case len(dates) == 2 && s.has("till") && dates[0] < dates[1]:
		return []shop.Period{{From: dates[0], To: dates[1]}}, false
	}
	for _, d := range dates {
		out = append(out, shop.Over(d))
	}
	return out, false
}
