package shop_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

func TestSilent(t *testing.T) {
	h := shop.Hours{QuietFrom: "21:00", QuietTo: "08:00"}
	h.Weekly[time.Sunday] = true
	h = h.Close(shop.Period{From: "2026-03-04", To: "2026-03-05"})
	for _, c := range []struct {
		day  shop.Day
		at   shop.Clock
		want bool
	}{
		{"2026-03-02", "07:59", true},
		{"2026-03-02", "08:00", false},
		{"2026-03-02", "20:59", false},
		{"2026-03-02", "21:00", true},
		{"2026-03-02", "00:00", true},
		{"2026-03-03", "12:00", false},
		{"2026-03-04", "12:00", true},
		{"2026-03-05", "12:00", true},
		{"2026-03-06", "12:00", false},
		{"2026-03-08", "12:00", true},
	} {
		if got := h.Silent(c.day, c.at); got != c.want {
			t.Errorf("%s %s: %v", c.day, c.at, got)
		}
	}
	if h.Mute = true; !h.Silent("2026-03-02", "12:00") {
		t.Error("speaks when it may not at all")
	}
}

// Whatever is closed and opened again, a day is closed as it was last said of it, and the
// times kept are in order and apart.
func TestClosedDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := shop.Day("2026-02-20")
		var h shop.Hours
		shut := map[shop.Day]bool{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			from := first.Plus(rapid.IntRange(0, 30).Draw(t, "from"))
			p := shop.Period{From: from, To: from.Plus(rapid.IntRange(0, 6).Draw(t, "days"))}
			closes := rapid.Bool().Draw(t, "closes")
			if closes {
				h = h.Close(p)
			} else {
				h = h.Reopen(p)
			}
			for d := p.From; d <= p.To; d = d.Plus(1) {
				shut[d] = closes
			}
		}
		for n := range 40 {
			if d := first.Plus(n); h.Shut(d) != shut[d] {
				t.Fatalf("%s is closed: %v, kept %v", d, h.Shut(d), h.Closed)
			}
		}
		for i, p := range h.Closed {
			if p.From > p.To || i > 0 && p.From <= h.Closed[i-1].To {
				t.Fatalf("kept %v", h.Closed)
			}
		}
	})
}

// Whatever the hours, the clock and the zone: something may be said at the moment that
// is named, and might not before.
func TestSpeaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom([]string{"Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"}).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		clock := func(name string) shop.Clock {
			return shop.At(rapid.IntRange(0, 23).Draw(t, name), 15*rapid.IntRange(0, 3).Draw(t, name+" minute"))
		}
		h := shop.Hours{QuietFrom: clock("from"), QuietTo: clock("to")}
		for day := range h.Weekly {
			h.Weekly[day] = rapid.IntRange(0, 3).Draw(t, "weekly") == 0
		}
		from := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 2*365*24*60).Draw(t, "at")) * time.Minute)
		if days := rapid.IntRange(0, 9).Draw(t, "closed"); days > 0 {
			first := shop.DayOf(from, zone)
			h = h.Close(shop.Period{From: first, To: first.Plus(days - 1)})
		}
		silent := func(at time.Time) bool {
			is := at.In(zone)
			return h.Silent(shop.DayOf(at, zone), shop.At(is.Hour(), is.Minute()))
		}
		got, ok := h.Speaks(from, zone)
		if !ok {
			if h.Weekly != [7]bool{true, true, true, true, true, true, true} {
				t.Fatalf("%+v never speaks after %v", h, from)
			}
			return
		}
		if got.Before(from) || silent(got) {
			t.Fatalf("%+v is silent at %v, from %v on", h, got.In(zone), from.In(zone))
		}
		for at := from; at.Before(got.Add(-2 * time.Hour)); at = at.Add(5 * time.Minute) { // an hour may be had twice
			if !silent(at) {
				t.Fatalf("%+v speaks at %v already, not only at %v", h, at.In(zone), got.In(zone))
			}
		}
	})
}

func TestNeverSpeaks(t *testing.T) {
	h := shop.Hours{QuietFrom: "21:00", QuietTo: "08:00", Mute: true}
	if at, ok := h.Speaks(time.Unix(1e9, 0), time.UTC); ok {
		t.Errorf("speaks at %v", at)
	}
}
