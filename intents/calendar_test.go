package intents

import (
	"bufio"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// dayLine is a line of the calendar: words, when they are said, what they mean.
type dayLine struct {
	words, want string
	now         time.Time
	line        int
}

// calendarTable reads testdata/calendar.tsv.
func calendarTable(t testing.TB) []dayLine {
	t.Helper()
	f, err := os.Open("testdata/calendar.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []dayLine
	var now time.Time
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if at, ok := strings.CutPrefix(line, "@ "); ok {
			if now, err = time.ParseInLocation("2006-01-02 15:04", at, delhi); err != nil {
				t.Fatal(err)
			}
			continue
		}
		words, want, ok := strings.Cut(line, "\t")
		if ok && line[0] != '#' {
			out = append(out, dayLine{words, want, now, n})
		}
	}
	return out
}

// dayOf writes the first day or period of a text as the calendar does.
func dayOf(l *lexicon, text string, now time.Time) string {
	tokens := tokenise(normalise(text))
	for i := range tokens {
		v, w := l.period(tokens, i, newClock(now, delhi, l.speaksOfFuture(tokens)))
		if w == 0 {
			continue
		}
		return dayValue(v)
	}
	return "-"
}

// dayValue writes a day or period as the calendar does.
func dayValue(v bot.Value) string {
	switch {
	case v.Kind == bot.Date && v.Text == v.From:
		return v.From
	case v.Kind == bot.Date:
		return v.From + " " + v.Text
	}
	return v.From + ".." + v.To + " " + v.Text
}

func TestCalendar(t *testing.T) {
	l := testLexicon(t)
	for _, d := range calendarTable(t) {
		if got := dayOf(l, d.words, d.now); got != d.want {
			t.Errorf("line %d: %q said on %s is %s, want %s", d.line, d.words, d.now.Format("Mon 2006-01-02 15:04"), got, d.want)
		}
	}
}

func TestCalendarIsTheSameInEveryZoneOfTheClock(t *testing.T) {
	l := testLexicon(t)
	zones := []*time.Location{time.UTC, time.FixedZone("PST", -8*3600), time.FixedZone("NZ", 13*3600)}
	for _, d := range calendarTable(t) {
		for _, z := range zones {
			if got := dayOf(l, d.words, d.now.In(z)); got != d.want {
				t.Errorf("line %d: %q is %s by a clock in %s, want %s", d.line, d.words, got, z, d.want)
			}
		}
	}
}

func TestCalendarDoesNotChangeDuringTheDay(t *testing.T) {
	l := testLexicon(t)
	for _, d := range calendarTable(t) {
		midnight := time.Date(d.now.Year(), d.now.Month(), d.now.Day(), 0, 0, 0, 0, delhi)
		for _, at := range []time.Duration{0, time.Nanosecond, 5*time.Hour + 30*time.Minute, 12 * time.Hour, 24*time.Hour - 1} {
			if got := dayOf(l, d.words, midnight.Add(at)); got != d.want {
				t.Errorf("line %d: %q is %s at %s, want %s", d.line, d.words, got, at, d.want)
			}
		}
	}
}

func TestCalendarReachesTheSlots(t *testing.T) {
	u := understander(t)
	for _, row := range []struct {
		now, text, slot, want string
	}{
		{"2026-01-01 00:05", "kal 2 kilo chini bechi 90 mein", "date", "2025-12-31"},
		{"2026-01-01 00:05", "kal kitni bikri hui", "period", "2025-12-31"},
		{"2026-01-01 00:05", "पिछले महीने कितना बेचा", "period", "2025-12-01"},
		{"2025-12-31 23:55", "aaj kitni bikri hui", "period", "2025-12-31"},
		{"2026-01-01 00:00", "aaj kitni bikri hui", "period", "2026-01-01"},
		{"2028-03-01 10:00", "kal suresh ko 200 udhaar diya", "date", "2028-02-29"},
		{"2028-03-01 10:00", "kal suresh ne 200 lautaye", "date", "2028-02-29"},
		{"2027-03-01 10:00", "kal suresh ne 200 lautaye", "date", "2027-02-28"},
		{"2026-05-21 12:00", "12/05 ko 2 kilo chini bechi 90 mein", "date", "2026-05-12"},
		{"2026-05-21 12:00", "12/05 ki bikri batao", "period", "2026-05-12"},
		{"2026-05-21 12:00", "agle hafte chini kitni lagegi", "period", "2026-05-25"},
	} {
		v := say(row.text)
		now, err := time.ParseInLocation("2006-01-02 15:04", row.now, delhi)
		if err != nil {
			t.Fatal(err)
		}
		v.Now = now.UTC()
		got, err := u.Understand(context.Background(), v)
		if err != nil || len(got.Commands) != 1 || got.Commands[0].Slots[row.slot].From != row.want {
			t.Errorf("%q at %s: %s, want %s from %s", row.text, row.now, told(got), row.slot, row.want)
		}
	}
}

// anyDay draws a moment of two hundred years.
func anyDay() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.Date(1950, 1, 1, 0, 0, 0, 0, delhi).Add(time.Duration(rapid.Int64Range(0, 200*365*24*60).Draw(t, "minutes")) * time.Minute)
	})
}

func TestPeriodsHoldTogether(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		now := anyDay().Draw(t, "now")
		c := newClock(now, delhi, false)
		grain := rapid.SampledFrom([]calendar{aWeek, aMonth, aYear}).Draw(t, "grain")
		last, this, next := c.whole(lastOne, grain), c.whole(thisOne, grain), c.whole(nextOne, grain)
		today := now.Format(time.DateOnly)
		if this.From > today || this.To < today {
			t.Fatalf("%s is not in %+v", today, this)
		}
		if dayAfter(last.To) != this.From || dayAfter(this.To) != next.From {
			t.Fatalf("%s: %+v, %+v, %+v leave days out", today, last, this, next)
		}
		if day, _ := l.period(tokenise("kal"), 0, c); dayAfter(day.From) != today {
			t.Fatalf("yesterday of %s is %s", today, day.From)
		}
	})
}

// dayAfter is the day after one.
func dayAfter(iso string) string {
	at, _ := time.Parse(time.DateOnly, iso)
	return at.AddDate(0, 0, 1).Format(time.DateOnly)
}

func TestLastDaysAreAsManyAsSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock(anyDay().Draw(t, "now"), delhi, false)
		n := rapid.IntRange(1, 366).Draw(t, "n")
		for _, side := range []calendar{lastOne, nextOne} {
			v := c.running(side, aDay, n)
			from, _ := time.Parse(time.DateOnly, v.From)
			to, _ := time.Parse(time.DateOnly, v.To)
			if days := int(to.Sub(from).Hours()/24) + 1; days != n {
				t.Fatalf("%d days are %d: %+v", n, days, v)
			}
		}
	})
}

func TestWeekdaysAreThatDayAndNear(t *testing.T) {
	l := testLexicon(t)
	names := []string{"sunday", "somvar", "मंगलवार", "budhvar", "thursday", "शुक्रवार", "shanivar"}
	rapid.Check(t, func(t *rapid.T) {
		now, future := anyDay().Draw(t, "now"), rapid.Bool().Draw(t, "future")
		day := rapid.IntRange(0, 6).Draw(t, "day")
		c := newClock(now, delhi, future)
		v, w := l.period(tokenise(names[day]), 0, c)
		at, _ := time.Parse(time.DateOnly, v.From)
		away := int(at.Sub(c.now).Hours() / 24)
		if w != 1 || int(at.Weekday()) != day || away < -6 || away > 6 || future && away < 0 || !future && away > 0 {
			t.Fatalf("%s on %s (future %v) is %s", names[day], now.Format("Mon 2006-01-02"), future, v.From)
		}
	})
}

func TestWrittenDaysReadBack(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		at := anyDay().Draw(t, "day")
		layout := rapid.SampledFrom([]string{"02/01/2006", "2/1/2006", "02-01-2006", "02.01.2006"}).Draw(t, "layout")
		if got := dayOf(l, at.Format(layout), thursday); got != at.Format(time.DateOnly) {
			t.Fatalf("%s is %s", at.Format(layout), got)
		}
	})
}

func TestDaysWithoutAYearAreThePastOnes(t *testing.T) {
	l := testLexicon(t)
	rapid.Check(t, func(t *rapid.T) {
		now := anyDay().Draw(t, "now")
		day := now.AddDate(0, 0, -rapid.IntRange(0, 360).Draw(t, "ago"))
		if got := dayOf(l, day.Format("2/1"), now); got != day.Format(time.DateOnly) {
			t.Fatalf("%s on %s is %s", day.Format("2/1"), now.Format(time.DateOnly), got)
		}
	})
}
