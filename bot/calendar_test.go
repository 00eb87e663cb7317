package bot_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// zones are where clocks do odd things: half hours, half-hour summers, changes at
// midnight, a day left out.
var zones = []string{
	"UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Europe/London", "Australia/Lord_Howe",
	"Pacific/Apia", "America/Nuuk", "Asia/Beirut", "Africa/Cairo", "America/Havana", "America/St_Johns",
	"America/Asuncion", "Africa/Casablanca", "Asia/Tehran", "Pacific/Chatham", "Asia/Amman", "America/Sao_Paulo",
}

func in(t testing.TB, zone string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestLast(t *testing.T) {
	for _, c := range []struct {
		when      bot.When
		zone, now string // now in UTC
		slot, at  string
	}{
		{bot.Daily(8, 0), "Asia/Kolkata", "2026-03-02 02:30", "2026-03-02", "2026-03-02 02:30"},
		{bot.Daily(8, 0), "Asia/Kolkata", "2026-03-02 02:29", "2026-03-01", "2026-03-01 02:30"},
		{bot.Daily(0, 0), "Asia/Kolkata", "2026-03-01 18:30", "2026-03-02", "2026-03-01 18:30"},
		{bot.Daily(8, 0), "America/New_York", "2026-03-07 20:00", "2026-03-07", "2026-03-07 13:00"},
		{bot.Daily(8, 0), "America/New_York", "2026-03-08 20:00", "2026-03-08", "2026-03-08 12:00"},
		{bot.Daily(2, 30), "America/New_York", "2026-03-08 06:59", "2026-03-07", "2026-03-07 07:30"},
		{bot.Daily(2, 30), "America/New_York", "2026-03-08 07:00", "2026-03-08", "2026-03-08 07:00"}, // there is no half past two
		{bot.Daily(2, 30), "America/New_York", "2026-03-09 07:00", "2026-03-09", "2026-03-09 06:30"},
		{bot.Daily(1, 30), "America/New_York", "2026-11-01 05:30", "2026-11-01", "2026-11-01 05:30"},
		{bot.Daily(1, 30), "America/New_York", "2026-11-01 06:30", "2026-11-01", "2026-11-01 05:30"}, // not again an hour later
		{bot.Daily(2, 0), "America/New_York", "2026-11-01 06:59", "2026-10-31", "2026-10-31 06:00"},
		{bot.Daily(2, 0), "America/New_York", "2026-11-01 07:00", "2026-11-01", "2026-11-01 07:00"},
		{bot.Daily(23, 30), "America/Nuuk", "2026-03-29 01:10", "2026-03-28", "2026-03-29 01:00"}, // an evening that ends at eleven
		{bot.Daily(8, 0), "Pacific/Apia", "2011-12-30 17:00", "2011-12-30", "2011-12-30 10:00"},   // a day that was left out begins and ends at once
		{bot.Weekly(time.Monday, 9, 0), "Asia/Kolkata", "2026-03-02 03:30", "2026-03-02", "2026-03-02 03:30"},
		{bot.Weekly(time.Monday, 9, 0), "Asia/Kolkata", "2026-03-02 03:29", "2026-02-23", "2026-02-23 03:30"},
		{bot.Weekly(time.Sunday, 9, 0), "Asia/Kolkata", "2026-03-02 03:29", "2026-03-01", "2026-03-01 03:30"},
		{bot.Every(4 * time.Hour), "Asia/Kolkata", "2026-03-02 03:29", "2026-03-02T00:00Z", "2026-03-02 00:00"},
		{bot.Every(4 * time.Hour), "America/New_York", "2026-03-08 08:00", "2026-03-08T08:00Z", "2026-03-08 08:00"},
		{bot.Every(90 * time.Minute), "UTC", "2026-03-08 02:59", "2026-03-08T01:30Z", "2026-03-08 01:30"},
	} {
		now := at(t, c.now)
		got, ok := c.when.Last(now, in(t, c.zone))
		if !ok || got.Slot != c.slot || !got.At.Equal(at(t, c.at)) {
			t.Errorf("%v in %s at %s: %s at %v, want %s at %s", c.when, c.zone, c.now, got.Slot, got.At, c.slot, c.at)
		}
	}
	if got, ok := (bot.When{}).Last(morning, time.UTC); ok {
		t.Errorf("never is %v", got)
	}
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWhenReads(t *testing.T) {
	for want, w := range map[string]bot.When{
		"never": {}, "daily 08:05": bot.Daily(8, 5), "Monday 09:00": bot.Weekly(time.Monday, 9, 0), "every 4h0m0s": bot.Every(4 * time.Hour),
	} {
		if w.String() != want {
			t.Errorf("%q, want %q", w, want)
		}
	}
}

// TestLastByTheMinute compares with walking through a day minute by minute.
func TestLastByTheMinute(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		zone := in(t, rapid.SampledFrom(zones).Draw(r, "zone"))
		hour, minute := rapid.IntRange(0, 23).Draw(r, "hour"), rapid.IntRange(0, 59).Draw(r, "minute")
		now := time.Unix(rapid.Int64Range(3e8, 2.1e9).Draw(r, "now"), 0).UTC() // 1979 to 2036
		if _, end := now.In(zone).ZoneBounds(); !end.IsZero() && rapid.Bool().Draw(r, "near a change") {
			now = end.UTC().Add(time.Duration(rapid.IntRange(-1800, 1800).Draw(r, "minutes")) * time.Minute)
		}
		got, ok := bot.Daily(hour, minute).Last(now, zone)
		if !ok {
			r.Fatalf("none before %v", now)
		}
		date, err := time.Parse(time.DateOnly, got.Slot)
		if err != nil {
			r.Fatal(err)
		}
		shown := date.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		if want := walk(zone, shown); !got.At.Equal(want) {
			r.Fatalf("%s at %v, by the minute %v", got.Slot, got.At, want)
		}
		if got.At.After(now) {
			r.Fatalf("%v is after %v", got.At, now)
		}
		if next := walk(zone, shown.Add(24*time.Hour)); !next.After(now) {
			r.Fatalf("%v was newer at %v", next, now)
		}
	})
}

// walk finds the first minute at which the clocks of a zone show a time or a later
// one.
func walk(zone *time.Location, shown time.Time) time.Time {
	for t := shown.Add(-30 * time.Hour); ; t = t.Add(time.Minute) {
		_, offset := t.In(zone).Zone()
		if !t.Add(time.Duration(offset) * time.Second).Before(shown) {
			return t
		}
	}
}

// TestLastGoesOn has time go on and demands that every day comes once, in order,
// in every zone.
func TestLastGoesOn(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		zone := in(t, rapid.SampledFrom(zones).Draw(r, "zone"))
		when := rapid.SampledFrom([]bot.When{
			bot.Daily(0, 0), bot.Daily(2, 30), bot.Daily(8, 0), bot.Daily(23, 45), bot.Weekly(time.Sunday, 0, 30), bot.Every(4 * time.Hour), bot.Every(7 * time.Hour),
		}).Draw(r, "when")
		now := time.Unix(rapid.Int64Range(3e8, 2.1e9).Draw(r, "now"), 0).UTC()
		last, _ := when.Last(now, zone)
		seen := map[string]bool{last.Slot: true}
		for range 200 {
			now = now.Add(time.Hour)
			next, ok := when.Last(now, zone)
			if !ok || next.At.Before(last.At) || (next.Slot == last.Slot) != next.At.Equal(last.At) {
				r.Fatalf("%v follows %v", next, last)
			}
			if next.Slot != last.Slot && seen[next.Slot] {
				r.Fatalf("%s comes again", next.Slot)
			}
			seen[next.Slot], last = true, next
		}
	})
}
