package intents

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// calendar is what a word of time stands for.
type calendar uint8

// The words of time. near and far (kal, parso) lie on either side of today:
// the tense of the sentence decides.
const (
	today calendar = iota + 1
	near
	far
	yesterday
	tomorrow
	beforeYesterday
	afterTomorrow
	thisOne
	lastOne
	nextOne
	aDay
	aWeek
	aMonth
	aYear
	ago
	theDate
	theOrdinal
)

// calendarNames are the keys of the data files.
var calendarNames = map[string]calendar{
	"today": today, "near": near, "far": far, "yesterday": yesterday, "tomorrow": tomorrow,
	"before_yesterday": beforeYesterday, "after_tomorrow": afterTomorrow,
	"this": thisOne, "last": lastOne, "next": nextOne,
	"day": aDay, "week": aWeek, "month": aMonth, "year": aYear,
	"ago": ago, "date": theDate, "ordinal": theOrdinal,
}

// addCalendar files the words of time.
func (l *lexicon) addCalendar(lang language) error {
	flag(l.ago, lang.Period["ago"])
	keys := slices.Sorted(maps.Keys(lang.Period))
	keys = append(slices.DeleteFunc(keys, func(key string) bool { return key == "ago" }), "ago") // a word for last may be one for ago too
	for _, key := range keys {
		phrases := lang.Period[key]
		c, ok := calendarNames[key]
		if !ok {
			return fmt.Errorf("intents: data: unknown period %q", key)
		}
		for _, p := range phrases {
			l.periods.add(p, c)
		}
	}
	file := func(t *table[int]) func(int64, string) {
		return func(n int64, spelling string) { t.add(spelling, int(n)) }
	}
	if err := lang.Months.each(file(l.months)); err != nil {
		return err
	}
	if err := lang.Weekdays.each(file(l.weekdays)); err != nil {
		return err
	}
	return lang.Ordinals.each(file(l.ordinals))
}

// clock is the day a sentence is said on, and which way kal and parso point.
type clock struct {
	now    time.Time // midnight of the day, in the shop's zone
	future bool
}

// newClock returns the day of now in zone; nil is UTC.
func newClock(now time.Time, zone *time.Location, future bool) clock {
	if zone == nil {
		zone = time.UTC
	}
	now = now.In(zone)
	return clock{now: time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC), future: future}
}

// period reads the day or period that begins at token i. A single day is of
// kind date; both have From, To and a canonical Text. Width is 0 for none.
func (l *lexicon) period(tokens []token, i int, c clock) (v bot.Value, width int) {
	for _, read := range [...]func([]token, int, clock) (bot.Value, int){
		l.writtenDay, l.dayOfYear, l.countedDays, l.dayOfMonth, l.namedDay, l.grain, l.monthAlone, l.weekday,
	} {
		if v, width := read(tokens, i, c); width > 0 {
			return v, width
		}
	}
	return bot.Value{}, 0
}

// writtenDay reads 12/05 and 12-05-2026.
func (l *lexicon) writtenDay(tokens []token, i int, c clock) (bot.Value, int) {
	t := tokens[i]
	if t.class != day || l.units.has(tokens, i+1) {
		return bot.Value{}, 0
	}
	at, ok := c.date(t.date[0], t.date[1], t.date[2])
	if !ok {
		return bot.Value{}, 0
	}
	return onDay("", at), 1
}

// namedDay reads aaj, kal, parso, today, day before yesterday.
func (l *lexicon) namedDay(tokens []token, i int, c clock) (bot.Value, int) {
	named, width := l.periods.at(tokens, i)
	if width == 0 {
		return bot.Value{}, 0
	}
	switch {
	case named == near && c.future:
		named = tomorrow
	case named == near:
		named = yesterday
	case named == far && c.future:
		named = afterTomorrow
	case named == far:
		named = beforeYesterday
	}
	for _, d := range [...]struct {
		named calendar
		text  string
		days  int
	}{
		{today, "today", 0},
		{yesterday, "yesterday", -1},
		{tomorrow, "tomorrow", 1},
		{beforeYesterday, "day_before_yesterday", -2},
		{afterTomorrow, "day_after_tomorrow", 2},
	} {
		if d.named == named {
			return onDay(d.text, c.now.AddDate(0, 0, d.days)), width
		}
	}
	return bot.Value{}, 0
}

// countedDays reads "last 7 days", "pichhle 7 din", "3 din pehle", "2 hafte pehle".
func (l *lexicon) countedDays(tokens []token, i int, c clock) (bot.Value, int) {
	lead := 0
	side, w := l.periods.at(tokens, i)
	if w > 0 && (side == lastOne || side == nextOne) {
		lead = w
	}
	n, w := l.number(tokens, i+lead)
	if w == 0 || n%thousandth != 0 || n < thousandth || n > 366*thousandth {
		return bot.Value{}, 0
	}
	at := i + lead + w
	grain, gw := l.periods.at(tokens, at)
	if gw == 0 || grain < aDay || grain > aYear {
		return bot.Value{}, 0
	}
	count := int(n / thousandth)
	if _, ew := l.ago.at(tokens, at+gw); ew > 0 {
		return onDay("", back(c.now, grain, count)), at + gw + ew - i
	}
	if lead == 0 {
		return bot.Value{}, 0
	}
	return c.running(side, grain, count), at + gw - i
}

// back goes count grains into the past.
func back(from time.Time, grain calendar, count int) time.Time {
	switch grain {
	case aWeek:
		return from.AddDate(0, 0, -7*count)
	case aMonth:
		return monthsBack(from, count)
	case aYear:
		return monthsBack(from, 12*count)
	}
	return from.AddDate(0, 0, -count)
}

// monthsBack is the same day count months ago, or the last of a month that has
// no such day: a month before 31 March is 28 February.
func monthsBack(from time.Time, count int) time.Time {
	at := from.AddDate(0, -count, 0)
	if at.Day() != from.Day() {
		return at.AddDate(0, 0, -at.Day())
	}
	return at
}

// running is the count of days, weeks, months that end today, or begin tomorrow.
func (c clock) running(side, grain calendar, count int) bot.Value {
	start := back(c.now, grain, count)
	days := int(c.now.Sub(start).Hours() / 24)
	if side == nextOne {
		return span("next_"+strconv.Itoa(days)+"_days", c.now.AddDate(0, 0, 1), c.now.AddDate(0, 0, days))
	}
	return span("last_"+strconv.Itoa(days)+"_days", start.AddDate(0, 0, 1), c.now)
}

// grain reads "is hafte", "last month", "agle saal".
func (l *lexicon) grain(tokens []token, i int, c clock) (bot.Value, int) {
	side, w := l.periods.at(tokens, i)
	if w == 0 || side < thisOne || side > nextOne {
		return bot.Value{}, 0
	}
	grain, gw := l.periods.at(tokens, i+w)
	if gw == 0 || grain < aWeek || grain > aYear {
		return bot.Value{}, 0
	}
	return c.whole(side, grain), w + gw
}

// whole is this, the last or the next week (from Monday), month or year.
func (c clock) whole(side, grain calendar) bot.Value {
	step := int(side) - int(thisOne) // 0 this, 1 last, 2 next
	shift := [...]int{0, -1, 1}[step]
	prefix := [...]string{"this_", "last_", "next_"}[step]
	switch grain {
	case aMonth:
		first := time.Date(c.now.Year(), c.now.Month()+time.Month(shift), 1, 0, 0, 0, 0, time.UTC)
		return span(prefix+"month", first, first.AddDate(0, 1, -1))
	case aYear:
		first := time.Date(c.now.Year()+shift, 1, 1, 0, 0, 0, 0, time.UTC)
		return span(prefix+"year", first, first.AddDate(1, 0, -1))
	}
	monday := c.now.AddDate(0, 0, -(int(c.now.Weekday())+6)%7+7*shift)
	return span(prefix+"week", monday, monday.AddDate(0, 0, 6))
}

// onDay is one day; without a name of its own it is called by its date.
func onDay(text string, at time.Time) bot.Value {
	iso := at.Format(time.DateOnly)
	if text == "" {
		text = iso
	}
	return bot.Value{Kind: bot.Date, Text: text, From: iso, To: iso}
}

// span is a period of days, both included.
func span(text string, from, to time.Time) bot.Value {
	return bot.Value{Kind: bot.Period, Text: text, From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}
}
