package sound

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// resampled is samples at our rate.
func resampled(x []float64, rate int) []float64 {
	in := make([]float32, 0, len(x))
	for _, s := range x {
		in = append(in, float32(s))
	}
	r := newResampler(rate)
	var out []float64
	for _, s := range r.flush(r.push(nil, in)) {
		out = append(out, float64(s))
	}
	return out
}

// apart is how much of x is a tone of a frequency, and how much is not, in decibels. The
// ends, where the tone begins and stops, are left out.
func apart(x []float64, frequency float64) (of, beside float64) {
	x = x[Rate/10 : len(x)-Rate/10]
	var ss, sc, cc, xs, xc float64
	for i, v := range x {
		s, c := math.Sincos(2 * math.Pi * frequency * float64(i) / Rate)
		ss, sc, cc, xs, xc = ss+s*s, sc+s*c, cc+c*c, xs+v*s, xc+v*c
	}
	d := ss*cc - sc*sc // the tone that comes closest, by least squares
	a, b := (xs*cc-xc*sc)/d, (xc*ss-xs*sc)/d
	tone, rest := 0.0, 0.0
	for i, v := range x {
		s, c := math.Sincos(2 * math.Pi * frequency * float64(i) / Rate)
		tone += (a*s + b*c) * (a*s + b*c)
		rest += (v - a*s - b*c) * (v - a*s - b*c)
	}
	return decibels(tone/float64(len(x))) / 2, decibels(rest/float64(len(x))) / 2
}

// TestResamplerKeepsTones measures what stands in the resampler's comment: a tone comes out
// as loud as it went in, and nothing beside it.
func TestResamplerKeepsTones(t *testing.T) {
	const enough, even = 110.0, 0.01
	worst := math.Inf(1)
	for _, rate := range []int{8000, 11025, 12000, 22050, 24000, 32000, 44100, 48000, 96000} {
		for _, frequency := range []float64{100, 440, 997, 2500, 3399, 5000, 6800} {
			if frequency > 0.85*float64(rate)/2 {
				continue
			}
			in := tone(frequency, 1, rate, time.Second)
			of, beside := apart(resampled(in, rate), frequency)
			worst = min(worst, of-beside)
			if of-beside < enough || math.Abs(of-decibels(math.Sqrt(0.5))) > even {
				t.Errorf("%d Hz at %d: %.3f dB, and %.1f beside it", int(frequency), rate, of, beside)
			}
		}
	}
	t.Logf("at least %.1f dB", worst)
}

// TestResamplerStopsWhatItCannotKeep: a tone above half our rate does not come back as
// another one.
func TestResamplerStopsWhatItCannotKeep(t *testing.T) {
	const enough = 105.0
	worst := math.Inf(1)
	for _, rate := range []int{22050, 24000, 44100, 48000} {
		for _, frequency := range []float64{8100, 8500, 9000, 9999, 11000, 15000, 21000} {
			if frequency > 0.49*float64(rate) {
				continue
			}
			out := resampled(tone(frequency, 1, rate, time.Second), rate)
			power := 0.0
			for _, x := range out[Rate/10 : len(out)-Rate/10] {
				power += x * x
			}
			down := decibels(math.Sqrt(0.5)) - decibels(power/float64(len(out)))/2
			worst = min(worst, down)
			if down < enough {
				t.Errorf("%d Hz at %d: %.1f dB down", int(frequency), rate, down)
			}
		}
	}
	t.Logf("at least %.1f dB down", worst)
}

// TestResamplerHasItsTable: how long a tone comes out, how large the filter is, and how far
// off a rate that has nothing in common with ours.
func TestResamplerHasItsTable(t *testing.T) {
	for rate := minRate; rate <= maxRate; rate += 37 {
		half := int(math.Ceil(sincZeros * max(1, float64(rate)/Rate)))
		up, down := ratio(rate, 2*half)
		if size := up * 2 * half; size > maxFilter {
			t.Errorf("%d Hz: %d coefficients", rate, size)
		}
		if off := float64(down)/float64(up)*Rate/float64(rate) - 1; math.Abs(off) > 0.0002 {
			t.Errorf("%d Hz: off by %.4f %%", rate, 100*off)
		}
	}
}

// TestResamplerWhateverComesAtATime: in what pieces samples come makes no difference, and
// they come out as long as they went in.
func TestResamplerWhateverComesAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.SampledFrom([]int{8000, 11025, 44100, 48000, 192000}).Draw(t, "rate")
		in := make([]float32, rapid.IntRange(0, 2000).Draw(t, "samples"))
		for i := range in {
			in[i] = float32(math.Sin(float64(i*i) / 1000))
		}
		r := newResampler(rate)
		whole := r.flush(r.push(nil, in))
		if want := (len(in)*Rate + rate - 1) / rate; len(whole) != want {
			t.Fatalf("%d samples at %d make %d, not %d", len(in), rate, len(whole), want)
		}
		r = newResampler(rate)
		var pieces []float32
		for rest := in; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			pieces, rest = r.push(pieces, rest[:n]), rest[n:]
		}
		if pieces = r.flush(pieces); fmt.Sprint(pieces) != fmt.Sprint(whole) {
			t.Fatal("not the same in pieces")
		}
	})
}
