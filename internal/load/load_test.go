package load

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSpread has percentiles of the numbers from 1 to 200.
func TestSpread(t *testing.T) {
	var took []time.Duration
	for _, n := range rand.New(rand.NewPCG(1, 1)).Perm(200) {
		took = append(took, time.Duration(n+1))
	}
	s := SpreadOf(took)
	for percent, want := range map[float64]time.Duration{0: 1, 0.5: 1, 50: 100, 95: 190, 99: 198, 99.9: 200, 100: 200} {
		if got := s.At(percent); got != want {
			t.Errorf("p%v is %d, want %d", percent, got, want)
		}
	}
	if s.Count() != 200 || s.Max() != 200 {
		t.Errorf("%d, up to %v", s.Count(), s.Max())
	}
	if none := SpreadOf(nil); none.At(95) != 0 || none.Max() != 0 {
		t.Error("percentiles of nothing")
	}
}

// TestSpreadHolds draws times: so many percent are within a percentile, and fewer
// are within anything less.
func TestSpreadHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		took := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 50), func(n int) time.Duration { return time.Duration(n) }), 1, 60).Draw(t, "took")
		percent := float64(rapid.IntRange(1, 100).Draw(t, "percent"))
		within := func(limit time.Duration) int {
			return len(slices.DeleteFunc(slices.Clone(took), func(d time.Duration) bool { return d > limit }))
		}
		got, need := SpreadOf(took).At(percent), percent/100*float64(len(took))
		if float64(within(got)) < need || float64(within(got-1)) >= need {
			t.Fatalf("p%v of %v is %d", percent, took, got)
		}
	})
}

// TestArrivals are as many as the rate says, in order, before the end, at random
// and the same for the same seed.
func TestArrivals(t *testing.T) {
	draw := func(seed uint64) []time.Duration {
		return slices.Collect(arrivals(500, 20*time.Second, rand.New(rand.NewPCG(seed, 1))))
	}
	due := draw(1)
	if n := float64(len(due)); math.Abs(n-10_000) > 5*math.Sqrt(10_000) {
		t.Errorf("%v arrivals, want about 10000", n)
	}
	if !slices.IsSorted(due) || due[len(due)-1] >= 20*time.Second {
		t.Error("out of order, or late")
	}
	short := 0 // of gaps drawn at random, as many are below the mean as e says
	for i := range due[1:] {
		if due[i+1]-due[i] < 2*time.Millisecond {
			short++
		}
	}
	if share := float64(short) / float64(len(due)); math.Abs(share-(1-1/math.E)) > 0.03 {
		t.Errorf("%.3f of the gaps are below the mean", share)
	}
	if !slices.Equal(due, draw(1)) || slices.Equal(due, draw(2)) {
		t.Error("the seed does not decide")
	}
}

// TestArrivalsStop has whoever asks stop asking.
func TestArrivalsStop(t *testing.T) {
	n := 0
	for range arrivals(10, time.Hour, rand.New(rand.NewPCG(1, 1))) {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 {
		t.Errorf("%d arrivals", n)
	}
}

// TestMix draws the day: in the stated shares, in two scripts, without the sign
// for a number.
func TestMix(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const n = 40_000
	var got [kinds]int
	hindi := 0
	for range n {
		kind, text := Day.Draw(r)
		got[kind]++
		if strings.ContainsFunc(text, func(r rune) bool { return r >= 0x900 && r < 0x980 }) {
			hindi++
		}
		if text == "" || strings.Contains(text, "#") {
			t.Fatalf("%q", text)
		}
	}
	for _, p := range Day {
		if share := 100 * float64(got[p.Kind]) / n; math.Abs(share-float64(p.Percent)) > 1 {
			t.Errorf("%.1f %% are %v, want %d", share, p.Kind, p.Percent)
		}
	}
	if share := float64(hindi) / n; share < 0.28 || share > 0.38 {
		t.Errorf("%.2f of it is in Hindi's own script", share)
	}
	if want := "60 % sales, 20 % questions, 15 % udhaar, 5 % nonsense"; Day.String() != want {
		t.Errorf("%q", Day.String())
	}
}

// TestMixAddsUp: a share that is missing would never be noticed in a report.
func TestMixAddsUp(t *testing.T) {
	sum := 0
	for _, p := range Day {
		sum += p.Percent
	}
	if sum != 100 {
		t.Errorf("the parts make %d %%", sum)
	}
}

// TestBusy reads what Linux tells.
func TestBusy(t *testing.T) {
	if got := used("cpu  100 20 30 1000 50 6 7 8 9 10\ncpu0 1 1 1\n"); got != 163*tick {
		t.Errorf("%v in use", got)
	}
	if got := stalled("some avg10=1.00 avg60=2.00 avg300=3.00 total=1500000\nfull total=7\n"); got != 1500*time.Millisecond {
		t.Errorf("stalled for %v", got)
	}
	if got := loadOf("0.42 1.00 2.00 1/100 4242\n"); got != 0.42 {
		t.Errorf("load %v", got)
	}
	if got := kilobytes("VmHWM:\t   2048 kB\nVmRSS:\t 1024 kB\n", "VmRSS:"); got != 1<<20 {
		t.Errorf("%d bytes", got)
	}
	for _, nothing := range []string{"", "cpu", "some", "VmRSS:", "VmRSS: x"} {
		if used(nothing) != 0 || stalled(nothing) != 0 || loadOf(nothing) != 0 || kilobytes(nothing, "VmRSS:") != 0 {
			t.Errorf("something of %q", nothing)
		}
	}
}
