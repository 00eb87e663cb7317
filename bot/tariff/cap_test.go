package tariff_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// all are the levels that are told.
var all = []tariff.Level{tariff.Warn80, tariff.Warn90, tariff.Reached}

func TestLevel(t *testing.T) {
	for _, tt := range []struct {
		spent, limit tariff.Micro
		want         tariff.Level
	}{
		{0, 100, tariff.Below},
		{79, 100, tariff.Below},
		{80, 100, tariff.Warn80},
		{89, 100, tariff.Warn80},
		{90, 100, tariff.Warn90},
		{99, 100, tariff.Warn90},
		{100, 100, tariff.Reached},
		{1000, 100, tariff.Reached},
		{0, 1, tariff.Below},
		{1, 1, tariff.Reached},
		{5, 7, tariff.Below}, // 80 % is 5.6
		{6, 7, tariff.Warn80},
		{1_000_000, 0, tariff.Below}, // no cap
		{0, 0, tariff.Below},
		{5, -5, tariff.Below},
		{math.MaxInt64, math.MaxInt64, tariff.Reached},
		{math.MaxInt64 - 1, math.MaxInt64, tariff.Warn90},
		{math.MaxInt64 / 2, math.MaxInt64, tariff.Below},
		{-1, 100, tariff.Below},
	} {
		if got := (tariff.Cap{Limit: tt.limit}).Level(tt.spent); got != tt.want {
			t.Errorf("%d of %d is %s, want %s", tt.spent, tt.limit, got, tt.want)
		}
	}
}

func TestCrossed(t *testing.T) {
	for _, tt := range []struct {
		before, after tariff.Micro
		want          []tariff.Level
	}{
		{0, 79, nil},
		{0, 80, all[:1]},
		{80, 89, nil},
		{79, 95, all[:2]},
		{0, 500, all},
		{85, 100, all[1:]},
		{100, 500, nil},
		{95, 10, nil}, // put right
	} {
		if got := (tariff.Cap{Limit: 100}).Crossed(tt.before, tt.after); !slices.Equal(got, tt.want) {
			t.Errorf("from %d to %d: %v, want %v", tt.before, tt.after, got, tt.want)
		}
	}
	if got := (tariff.Cap{}).Crossed(0, math.MaxInt64); got != nil {
		t.Errorf("without a cap: %v", got)
	}
}

// TestToldOnce tells each level once a month, in order, whatever the steps are; and
// none that does not hold.
func TestToldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Int64Range(1, 1_000).Draw(t, "limit")
		c := tariff.Cap{Limit: tariff.Micro(limit)}
		var spent tariff.Micro
		var told []tariff.Level
		for _, step := range rapid.SliceOf(rapid.Int64Range(0, limit)).Draw(t, "steps") {
			told = append(told, c.Crossed(spent, spent+tariff.Micro(step))...)
			spent += tariff.Micro(step)
		}
		want := all[:0:0]
		for n, percent := range []tariff.Micro{80, 90, 100} {
			if spent*100 >= tariff.Micro(limit)*percent {
				want = append(want, all[n])
			}
		}
		if !slices.Equal(told, want) {
			t.Fatalf("of %d, %d are spent: told %v, want %v", limit, spent, told, want)
		}
	})
}

func TestLevelNames(t *testing.T) {
	for level, want := range map[tariff.Level]string{
		tariff.Below: "below", tariff.Warn80: "warn80", tariff.Warn90: "warn90", tariff.Reached: "reached",
	} {
		if got := level.String(); got != want {
			t.Errorf("%d is %q, want %q", int(level), got, want)
		}
	}
}
