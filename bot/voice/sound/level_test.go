package sound

import (
	"bytes"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// quietened is a clip some decibels down.
func quietened(c Clip, down float64) Clip {
	out := make(Clip, len(c))
	for i, s := range c {
		out[i] = toSample(float64(s) * math.Pow(10, -down/20))
	}
	return out
}

func TestLoudness(t *testing.T) {
	full := clipOf(tone(400, 1, Rate, time.Second))
	for _, c := range []struct {
		name string
		clip Clip
		want float64
	}{
		{"nothing", nil, math.Inf(-1)},
		{"silence", make(Clip, Rate), math.Inf(-1)},
		{"a full tone", full, -3.01},
		{"a tenth of it", quietened(full, 20), -23.01},
		{"a pause does not count", append(append(Clip{}, full...), make(Clip, 5*Rate)...), -3.01},
	} {
		if got := c.clip.Loudness(); got != c.want && math.Abs(got-c.want) > 0.02 {
			t.Errorf("%s: %.2f, not %.2f", c.name, got, c.want)
		}
	}
}

func TestLevelled(t *testing.T) {
	said := speech(t, "hi")
	if got := quietened(said, 20).Levelled().Loudness(); math.Abs(got-levelAim) > 0.2 {
		t.Errorf("quiet speech is brought to %.2f", got)
	}
	quieter := quietened(said, 40) // at about -54
	if got := quieter.Levelled().Loudness() - quieter.Loudness(); math.Abs(got-levelGain) > 0.5 {
		t.Errorf("very quiet speech is brought up by %.2f", got)
	}
	for name, c := range map[string]Clip{"loud": said, "a room": noisy(make(Clip, Rate), 10), "silence": make(Clip, Rate), "nothing": nil} {
		if !slices.Equal(c.Levelled(), c) {
			t.Errorf("%s is changed", name)
		}
	}
	knock := quietened(said, 20)
	knock[100] = 20000 // somebody knocked the microphone: nothing is cut off
	if got := knock.Levelled(); slices.Max(got) > 29300 || slices.Max(got) < 28000 {
		t.Errorf("up to %d", slices.Max(got))
	}
}

func TestTrim(t *testing.T) {
	said := clipOf(tone(300, 0.3, Rate, time.Second))
	pause := func(d time.Duration) Clip { return noisy(make(Clip, samplesIn(d)), 5) } // -76 dBFS
	join := func(parts ...Clip) Clip { return slices.Concat(parts...) }
	for _, c := range []struct {
		name string
		clip Clip
		want time.Duration
	}{
		{"nothing", nil, 0},
		{"silence", make(Clip, 3*Rate), 0},
		{"a quiet room", pause(3 * time.Second), 0},
		{"speech alone", said, time.Second},
		{"silence around", join(pause(2*time.Second), said, pause(2*time.Second)), 1400 * time.Millisecond},
		{"a short pause stays", join(pause(100*time.Millisecond), said), 1100 * time.Millisecond},
		{"a pause between stays", join(said, pause(4*time.Second), said), 6 * time.Second},
		{"one sample", Clip{9000}, time.Second / Rate},
	} {
		if got := c.clip.Trim().Length(); (got - c.want).Abs() > 11*time.Millisecond {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
	}
}

// TestTrimLeavesAPiece: what is trimmed is a piece of what was there, and there is no more
// to trim.
func TestTrimLeavesAPiece(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Clip
		for range rapid.IntRange(0, 5).Draw(t, "parts") {
			loud := rapid.SampledFrom([]float64{0, 3, 50, 5000}).Draw(t, "loud")
			c = append(c, noisy(make(Clip, rapid.IntRange(0, Rate/2).Draw(t, "length")), loud)...)
		}
		once := c.Trim()
		if !bytes.Contains(c.WAV()[wavHeader:], once.WAV()[wavHeader:]) {
			t.Fatal("something else")
		}
		if twice := once.Trim(); len(once)-len(twice) > trimBlock {
			t.Fatalf("%d samples, then %d", len(once), len(twice))
		}
	})
}

func TestWave(t *testing.T) {
	rising := make(Clip, 64*100)
	for i := range rising {
		rising[i] = int16(i/100*100) * int16(1-2*(i%2))
	}
	wave := rising.Wave()
	for i, bar := range wave {
		if want := math.Round(float64(i) * 100 / 63); float64(bar) != want {
			t.Errorf("bar %d is %d, not %v", i, bar, want)
		}
	}
	for name, c := range map[string]Clip{"nothing": nil, "silence": make(Clip, 777)} {
		if got := c.Wave(); !bytes.Equal(got, make([]byte, 64)) {
			t.Errorf("%s: %v", name, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := Clip(rapid.SliceOf(rapid.Int16()).Draw(t, "clip"))
		wave := c.Wave()
		if len(wave) != 64 || slices.Max(wave) > 100 {
			t.Fatal(wave)
		}
		if loud := c.mean() > 0; loud != (slices.Max(wave) == 100) {
			t.Fatalf("%v of %v", wave, c)
		}
	})
}
