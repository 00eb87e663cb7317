package shop

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDay(t *testing.T) {
	if got := DayOf(time.Date(2026, 11, 22, 18, 30, 0, 0, time.UTC), india); got != "2026-11-23" {
		t.Errorf("midnight in India: %s", got)
	}
	for _, tt := range []struct {
		d    Day
		n    int
		want Day
	}{{"2026-11-22", 0, "2026-11-22"}, {"2026-12-31", 1, "2027-01-01"}, {"2028-03-01", -1, "2028-02-29"}, {"soon", 1, "soon"}, {"", 1, ""}} {
		if got := tt.d.Plus(tt.n); got != tt.want {
			t.Errorf("%s plus %d: %s, want %s", tt.d, tt.n, got, tt.want)
		}
	}
	for d, want := range map[Day]bool{"2026-11-22": true, "2026-02-30": false, "": false, "22-11-2026": false} {
		if d.Valid() != want {
			t.Errorf("%s valid: %v", d, !want)
		}
	}
}

func TestPeriod(t *testing.T) {
	for _, tt := range []struct {
		p    Period
		days int
	}{
		{Over(today), 1},
		{Back(today, 7), 7},
		{Period{From: "2026-11-01", To: "2026-11-30"}, 30},
		{Period{From: "2026-11-02", To: "2026-11-01"}, 0},
		{Period{From: "2026-11-02"}, 0},
		{Period{}, 0},
	} {
		if got := tt.p.Days(); got != tt.days {
			t.Errorf("%+v: %d days, want %d", tt.p, got, tt.days)
		}
	}
	p := Period{From: "2026-11-01", To: "2026-11-30"}
	for d, want := range map[Day]bool{"2026-10-31": false, "2026-11-01": true, "2026-11-30": true, "2026-12-01": false} {
		if p.Has(d) != want {
			t.Errorf("%s: %v", d, !want)
		}
	}
	if !(Period{}).Has(today) || !(Period{From: today}).Has(today) || (Period{To: today.Plus(-1)}).Has(today) {
		t.Error("open ends")
	}
}

// A period of n days has exactly the n days up to its end.
func TestBackHasItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 800).Draw(t, "n")
		p := Back(today, n)
		if p.Days() != n || !p.Has(today) || !p.Has(today.Plus(1-n)) || p.Has(today.Plus(-n)) || p.Has(today.Plus(1)) {
			t.Fatalf("%+v", p)
		}
	})
}

func TestBefore(t *testing.T) {
	for _, tt := range []struct{ p, want Period }{
		{Period{today, today, "today"}, Period{"2026-11-21", "2026-11-21", "yesterday"}},
		{Period{"2026-11-16", "2026-11-22", "this_week"}, Period{"2026-11-09", "2026-11-15", "last_week"}},
		{Period{"2026-11-01", "2026-11-22", "this_month"}, Period{"2026-10-01", "2026-10-31", "last_month"}},
		{Period{From: "2026-11-10", To: "2026-11-12"}, Period{From: "2026-11-07", To: "2026-11-09"}},
	} {
		if got, ok := tt.p.Before(); !ok || got != tt.want {
			t.Errorf("before %+v: %+v, %v; want %+v", tt.p, got, ok, tt.want)
		}
	}
	for _, open := range []Period{{}, {From: today}, {To: today}} {
		if got, ok := open.Before(); ok {
			t.Errorf("before %+v: %+v", open, got)
		}
	}
}
