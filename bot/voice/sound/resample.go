package sound

import "math"

// The filter of a [resampler]: a sinc within a Kaiser window. Beta 11 keeps what lies beyond
// the edge 108 dB down; 48 zeros of the sinc on each side make the way there 1160 Hz wide
// when the slower of the two rates is 16 kHz (J. F. Kaiser, "Nonrecursive Digital Filter
// Design Using the I0-Sinh Window Function", 1974), and it ends at half that rate.
const (
	kaiserBeta = 11.0
	sincZeros  = 48
	sincCutoff = 1 - 0.0725 // of half the slower rate: the middle of the edge
	maxFilter  = 1 << 21    // coefficients
	besselEnd  = 1e-9       // a term so small is the last
)

// resampler brings samples of any rate to [Rate] while they come: one polyphase filter, with
// a phase for each place that a sample can take between two of the other rate.
//
// Measured in the tests, from rates of 8 to 96 kHz: a
// tone of up to 6.8 kHz comes out at least 115 dB above everything else that does, and as
// loud as it went in; one above 8 kHz comes out at least 110 dB down.
type resampler struct {
	up, down int       // the two rates in lowest terms: up come out for down that went in
	taps     int       // coefficients of a phase
	filter   []float32 // phase after phase
	held     []float32 // what went in and is still needed
	at       int       // where in held the next sample's filter begins
	phase    int       // and which it is, from 0 to up-1
}

// newResampler is for samples of a rate a second. A rate that has next to nothing in common
// with ours would need a filter for each of thousands of phases: it is taken for one close
// by, which is off by less than anybody hears (at most 0.02 %).
func newResampler(rate int) *resampler {
	scale := max(1, float64(rate)/Rate) // a lower cutoff makes for a longer filter
	half := int(math.Ceil(sincZeros * scale))
	r := &resampler{taps: 2 * half}
	r.up, r.down = ratio(rate, r.taps)
	r.held = make([]float32, half-1)
	r.filter = make([]float32, 0, r.up*r.taps)
	for p := range r.up {
		r.filter = append(r.filter, phase(half, float64(p)/float64(r.up), sincCutoff/scale)...)
	}
	return r
}

// ratio is ours to theirs in lowest terms, and small enough for a filter.
func ratio(rate, taps int) (up, down int) {
	for _, step := range [...]int{1, 5, 25} {
		near := (rate + step/2) / step * step
		shared := gcd(Rate, near)
		up, down = Rate/shared, near/shared
		if up*taps <= maxFilter {
			break
		}
	}
	return up, down
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// phase is the filter for a place after a sample, from 0 to 1. Its coefficients sum to 1, so
// that what does not change stays as it is.
func phase(half int, place, cutoff float64) []float32 {
	weights, sum := make([]float64, 2*half), 0.0
	for i := range weights {
		x := float64(i-half+1) - place
		weights[i] = sinc(cutoff*x) * kaiser(x/float64(half))
		sum += weights[i]
	}
	out := make([]float32, 0, len(weights))
	for _, w := range weights {
		out = append(out, float32(w/sum))
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// kaiser is the window at x, from -1 to 1, but for its scale.
func kaiser(x float64) float64 {
	return bessel(kaiserBeta * math.Sqrt(max(0, 1-x*x)))
}

// bessel is the modified Bessel function of the first kind and order zero, by its series.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*besselEnd; k++ {
		term *= (x / 2 / k) * (x / 2 / k)
		sum += term
	}
	return sum
}

// push takes samples and appends to out what they make.
func (r *resampler) push(out, in []float32) []float32 {
	r.held = append(r.held, in...)
	for ; r.at+r.taps <= len(r.held); r.step() {
		out = append(out, dot(r.filter[r.phase*r.taps:][:r.taps], r.held[r.at:][:r.taps]))
	}
	used := min(r.at, len(r.held))
	r.held = r.held[:copy(r.held, r.held[used:])]
	r.at -= used
	return out
}

// flush appends what is still to come when nothing more goes in.
func (r *resampler) flush(out []float32) []float32 {
	return r.push(out, make([]float32, r.taps/2))
}

// step goes on to the next sample that comes out.
func (r *resampler) step() {
	r.phase += r.down
	r.at += r.phase / r.up
	r.phase %= r.up
}

// dot sums products in four sums at once, which the processor can work side by side.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + (s2 + s3)
}
