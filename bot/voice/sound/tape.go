package sound

import (
	"math"
	"time"
)

// Loudest and quietest samples there are.
const (
	maxSample = math.MaxInt16
	minSample = math.MinInt16
)

// tape takes what is decoded, until it is full.
type tape struct {
	clip Clip
	room int // samples that still fit
}

func newTape(length time.Duration) *tape {
	return &tape{room: samplesIn(length)}
}

// samplesIn is how many samples of a clip last as long; so that no length overflows, whole
// seconds are counted by themselves.
func samplesIn(d time.Duration) int {
	return int(d/time.Second)*Rate + int(d%time.Second*Rate/time.Second)
}

// add takes samples; ErrLarge when they do not fit.
func (t *tape) add(samples []int16) error {
	if len(samples) > t.room {
		return ErrLarge
	}
	t.room -= len(samples)
	t.clip = append(t.clip, samples...)
	return nil
}

// addFloats takes samples of the same scale that were reckoned with, each rounded.
func (t *tape) addFloats(samples []float32) error {
	if len(samples) > t.room {
		return ErrLarge
	}
	t.room -= len(samples)
	for _, s := range samples {
		t.clip = append(t.clip, toSample(float64(s)))
	}
	return nil
}

// addAt takes samples of the rate of a resampler; without one, of ours. What it makes goes
// by way of out, which is handed back to be used again.
func (t *tape) addAt(r *resampler, out, in []float32) ([]float32, error) {
	if r == nil {
		return out, t.addFloats(in)
	}
	out = r.push(out, in)
	return out, t.addFloats(out)
}

// endAt takes what a resampler still holds.
func (t *tape) endAt(r *resampler, out []float32) error {
	if r == nil {
		return nil
	}
	return t.addFloats(r.flush(out[:0]))
}

// toSample rounds, and keeps within what a sample can be. What is no number is silence.
func toSample(x float64) int16 {
	switch {
	case x >= maxSample:
		return maxSample
	case x <= minSample:
		return minSample
	case math.IsNaN(x):
		return 0
	}
	return int16(math.Round(x))
}
