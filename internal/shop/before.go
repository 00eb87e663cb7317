package shop

import (
	"strings"
	"time"
)

// Before is the period that p is measured against: the day before a day, the
// month before a month, as many days before any other span. False when p is
// open at an end.
func (p Period) Before() (Period, bool) {
	from, err := time.Parse(time.DateOnly, string(p.From))
	if err != nil || !p.To.Valid() {
		return Period{}, false
	}
	if strings.HasSuffix(p.Name, "_month") || strings.HasPrefix(p.Name, "month:") {
		return Period{From: dayOf(from.AddDate(0, -1, 0)), To: p.From.Plus(-1), Name: monthBefore(p.Name)}, true
	}
	n := p.Days()
	return Period{From: p.From.Plus(-n), To: p.From.Plus(-1), Name: nameBefore[p.Name]}, true
}

func dayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// nameBefore names the spans that have a name of their own.
var nameBefore = map[string]string{
	"today": "yesterday", "yesterday": "day_before_yesterday", "this_week": "last_week",
}

func monthBefore(name string) string {
	if name == "this_month" {
		return "last_month"
	}
	return ""
}

// Against is what p is fairly measured against, on a given day: the period
// before, and of a week, month or year that is not over only as many days of the
// one before as have come. False when p is open at an end, or has not begun.
func (p Period) Against(today Day) (Period, bool) {
	from, err := time.Parse(time.DateOnly, string(p.From))
	if err != nil || p.From > today {
		return Period{}, false
	}
	if p.To <= today {
		return p.Before()
	}
	soFar := Period{From: p.From, To: today}
	switch p.Name {
	case "this_week":
		from = from.AddDate(0, 0, -7)
	case "this_month":
		from = from.AddDate(0, -1, 0)
	case "this_year":
		from = from.AddDate(-1, 0, 0)
	default:
		return soFar.Before()
	}
	first := dayOf(from)
	return Period{From: first, To: min(first.Plus(soFar.Days()-1), p.From.Plus(-1))}, true
}
