package locales

import (
	"strconv"
	"time"
)

// Day prints a day of the calendar (2006-01-02) as day and month, "15 Mar", and
// with the year when it is asked for. What is no such day is printed as it is.
func Day(lang, day string, year bool) string {
	return printDay(tongueOf(lang), day, year)
}

func printDay(t *tongue, day string, year bool) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return oneLine(day)
	}
	s := strconv.Itoa(d.Day()) + " " + t.Months[d.Month()-1]
	if year {
		s += " " + strconv.Itoa(d.Year())
	}
	return s
}

// printRange prints the days from one to another, both included: "1–15 Mar",
// "28 Feb – 3 Mar", and with years when they differ. Without one of them it is
// "since 1 Mar" or "till 15 Mar".
func printRange(t *tongue, from, to string) string {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	switch {
	case errA != nil:
		return t.Until[0] + printDay(t, to, false) + t.Until[1]
	case errB != nil:
		return t.Since[0] + printDay(t, from, false) + t.Since[1]
	case a.Equal(b):
		return printDay(t, from, false)
	case a.Year() != b.Year():
		return printDay(t, from, true) + " – " + printDay(t, to, true)
	case a.Month() != b.Month():
		return printDay(t, from, false) + " – " + printDay(t, to, false)
	}
	return strconv.Itoa(a.Day()) + "–" + printDay(t, to, false)
}
