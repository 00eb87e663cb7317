package intents

import (
	"fmt"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// dayOfMonth reads "5 tarikh", "5 may", "may 5", "5th".
func (l *lexicon) dayOfMonth(tokens []token, i int, c clock) (bot.Value, int) {
	if month, w := l.months.at(tokens, i); w > 0 {
		n, nw := l.dayNumber(tokens, i+w)
		if v, none := c.never(n, month); none {
			return v, w + nw
		}
		if nw == 0 || l.units.has(tokens, i+w+nw) || l.money.has(tokens, i+w+nw) {
			return bot.Value{}, 0
		}
		return c.on(n, month, w+nw)
	}
	n, w := l.dayNumber(tokens, i)
	if w == 0 {
		return bot.Value{}, 0
	}
	suffixed := false
	if word, sw := l.periods.at(tokens, i+w); sw > 0 && word == theOrdinal && tokens[i+w].glued {
		w, suffixed = w+sw, true
	}
	if word, dw := l.periods.at(tokens, i+w); dw > 0 && word == theDate {
		return c.on(n, 0, w+dw)
	}
	if month, mw := l.months.at(tokens, i+w); mw > 0 {
		if v, none := c.never(n, month); none {
			return v, w + mw
		}
		return c.on(n, month, w+mw)
	}
	if suffixed && n > 3 {
		return c.on(n, 0, w)
	}
	return bot.Value{}, 0
}

// dayNumber reads a number that can be a day of the month.
func (l *lexicon) dayNumber(tokens []token, i int) (n, width int) {
	v, w := l.number(tokens, i)
	if w == 0 || v%thousandth != 0 || v < thousandth || v > 31*thousandth {
		return 0, 0
	}
	return int(v / thousandth), w
}

// on is a day of a month; 0 is the month that fits.
func (c clock) on(d, month, width int) (bot.Value, int) {
	at, ok := c.date(d, month, 0)
	if !ok {
		return bot.Value{}, 0
	}
	return onDay("", at), width
}

// never is a day that no year has, 31 February, as it was said: a day all the
// same, for who takes it to say that there is none.
func (c clock) never(d, month int) (bot.Value, bool) {
	const leap = 2024
	if _, ok := valid(d, month, leap); ok || d == 0 {
		return bot.Value{}, false
	}
	iso := fmt.Sprintf("%d-%02d-%02d", c.now.Year(), month, d)
	return bot.Value{Kind: bot.Date, Text: iso, From: iso, To: iso}, true
}

// date completes a day: a month or year left out is the last such day up to
// today, or, when the future is spoken of, the next one.
func (c clock) date(d, month, year int) (time.Time, bool) {
	if year != 0 {
		return valid(d, month, year)
	}
	if month != 0 {
		return c.nearest(func(shift int) (time.Time, bool) { return valid(d, month, c.now.Year()+shift) })
	}
	return c.nearest(func(shift int) (time.Time, bool) {
		first := time.Date(c.now.Year(), c.now.Month()+time.Month(shift), 1, 0, 0, 0, 0, time.UTC)
		return valid(d, int(first.Month()), first.Year())
	})
}

// nearest tries this month or year and those before it, or, when the future is
// spoken of, after it. There is a 29 February in one of five years.
func (c clock) nearest(try func(shift int) (time.Time, bool)) (time.Time, bool) {
	step := -1
	if c.future {
		step = 1
	}
	for n := range 5 {
		at, ok := try(n * step)
		if ok && (c.future && !at.Before(c.now) || !c.future && !at.After(c.now)) {
			return at, true
		}
	}
	return time.Time{}, false
}

// valid makes a date, or says there is none: 31 February.
func valid(d, month, year int) (time.Time, bool) {
	at := time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	return at, at.Day() == d && year > 1900
}

// shortMonth is the longest name of a month that is a word of its own too
// (may, mar, jan): it needs a number or the word month beside it.
const shortMonth = 3

// monthAlone reads "march ka", "may mahine".
func (l *lexicon) monthAlone(tokens []token, i int, c clock) (bot.Value, int) {
	month, w := l.months.at(tokens, i)
	if w == 0 {
		return bot.Value{}, 0
	}
	if grain, gw := l.periods.at(tokens, i+w); gw > 0 && grain == aMonth {
		w += gw
	} else if len(tokens[i].plain) <= shortMonth {
		return bot.Value{}, 0
	}
	year := c.now.Year()
	switch this := int(c.now.Month()); {
	case c.future && month < this:
		year++
	case !c.future && month > this:
		year--
	}
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return span("month:"+strconv.Itoa(month), first, first.AddDate(0, 1, -1)), w
}

// weekday reads the name of a day of the week: the last one before today, or
// the next one when the future is spoken of.
func (l *lexicon) weekday(tokens []token, i int, c clock) (bot.Value, int) {
	named, w := l.weekdays.at(tokens, i)
	if w == 0 {
		return bot.Value{}, 0
	}
	days := (int(c.now.Weekday()) - named + 7) % 7
	if c.future {
		days = -((named - int(c.now.Weekday()) + 7) % 7)
	}
	return onDay("", c.now.AddDate(0, 0, -days)), w
}

// speaksOfFuture reports whether tokens name the future, so that kal is tomorrow.
func (l *lexicon) speaksOfFuture(tokens []token) bool {
	for i := range tokens {
		if l.future.has(tokens, i) {
			return true
		}
	}
	return false
}
