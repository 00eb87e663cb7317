package locales

import (
	"strconv"
	"strings"
)

// printPeriod prints a period by its canonical name when the language has words
// for it, else by its days, else as it was said.
//
// Canonical names are today, yesterday, tomorrow, day_before_yesterday,
// day_after_tomorrow; this_, last_ and next_ with week, month and year; all;
// last_N_ and next_N_ with days, weeks, months and years; month:N (1 to 12) and
// year:N.
func printPeriod(t *tongue, name, from, to string) string {
	if words, ok := nameOf(t, name); ok {
		return words
	}
	if from != "" || to != "" {
		return printRange(t, from, to)
	}
	return oneLine(strings.ReplaceAll(name, "_", " "))
}

// nameOf prints a period by its canonical name; false when the language has no words for it.
func nameOf(t *tongue, name string) (string, bool) {
	if words, ok := t.Periods[name]; ok {
		return words, true
	}
	if words, ok := printSpan(t, name); ok {
		return words, true
	}
	return printCalendar(t, name)
}

// printSpan prints last_N_days and its kin.
func printSpan(t *tongue, name string) (string, bool) {
	side, rest, _ := strings.Cut(name, "_")
	count, of, _ := strings.Cut(rest, "_")
	n, err := strconv.ParseInt(count, 10, 32)
	span, known := t.Spans[of]
	before, sided := t.Sides[side]
	if err != nil || n < 1 || !known || !sided {
		return "", false
	}
	return before + " " + Number("", n*1000) + " " + span.counted(n*1000), true
}

// printCalendar prints month:N and year:N.
func printCalendar(t *tongue, name string) (string, bool) {
	kind, count, _ := strings.Cut(name, ":")
	n, err := strconv.Atoi(count)
	switch {
	case err != nil:
		return "", false
	case kind == "month" && n >= 1 && n <= 12:
		return t.monthName(n), true
	case kind == "year" && n > 0:
		return strconv.Itoa(n), true
	}
	return "", false
}
