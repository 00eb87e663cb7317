package sound

import (
	"math"
	"slices"
	"time"
)

const (
	// Level is where [Clip.Levelled] brings speech, and how far up at most: what is quieter
	// is more noise than speech. Decibels below the loudest there is.
	levelAim  = -20.0
	levelGain = 24.0
	levelTop  = -1.0 // no sample is brought above

	// quiet is what a silent room has at most, or 45 dB less than the loudest there is.
	quiet      = -60.0
	quietBelow = -45.0

	levelBlock = Rate / 50  // samples over which loudness is measured: 20 ms
	trimBlock  = Rate / 100 // over which it is told whether there is something: 10 ms
	trimMargin = Rate / 5   // that stay on both sides: consonants begin softly
	loudShare  = 20         // one block in so many is as loud as speech is said to be

	waveBlocks = 64
	waveTop    = 100
)

// Silent is the loudness of a clip in which there is nothing.
var silent = math.Inf(-1)

// Loudness is how loud the speech in a clip is, in decibels below the loudest there is
// (dBFS): that of the loudest twentieth of it, pauses left out so. Of silence it is -Inf.
func (c Clip) Loudness() float64 {
	var levels []float64
	for block := range slices.Chunk(c, levelBlock) {
		levels = append(levels, block.level())
	}
	if len(levels) == 0 {
		return silent
	}
	slices.Sort(levels)
	return levels[len(levels)-1-len(levels)/loudShare]
}

// level is the mean power of a clip, in dBFS.
func (c Clip) level() float64 {
	sum := 0.0
	for _, s := range c {
		sum += float64(s) * float64(s)
	}
	if sum == 0 {
		return silent
	}
	return 10 * math.Log10(sum/float64(len(c))/(minSample*minSample))
}

// Levelled is a quiet clip as loud as speech usually is, at most 24 dB louder and without
// any sample cut off. What is loud enough, or no more than the noise of a room, stays as
// it is.
func (c Clip) Levelled() Clip {
	loud, peak := c.Loudness(), 0.0
	for _, s := range c {
		peak = max(peak, math.Abs(float64(s)))
	}
	top := levelTop - decibels(peak/-minSample)
	gain := min(levelAim-loud, levelGain, top)
	if loud < quiet || gain <= 0 {
		return c
	}
	out := make(Clip, len(c))
	for i, s := range c {
		out[i] = toSample(float64(s) * math.Pow(10, gain/20))
	}
	return out
}

func decibels(x float64) float64 { return 20 * math.Log10(x) }

// Trim is a clip without the silence at its ends, but for 0.2 s on each side. Of nothing but
// silence nothing remains.
func (c Clip) Trim() Clip {
	floor, first, last := max(quiet, c.loudest()+quietBelow), -1, 0
	for i, at := 0, 0; at < len(c); i, at = i+1, at+trimBlock {
		if c[at:min(at+trimBlock, len(c))].level() < floor {
			continue
		}
		if first < 0 {
			first = at
		}
		last = at + trimBlock
	}
	if first < 0 {
		return nil
	}
	return c[max(0, first-trimMargin):min(len(c), last+trimMargin)]
}

// loudest is the level of the loudest block.
func (c Clip) loudest() float64 {
	top := silent
	for block := range slices.Chunk(c, trimBlock) {
		top = max(top, block.level())
	}
	return top
}

// Wave is the outline of a clip as WhatsApp draws it: 64 bars from 0 to 100, each the mean
// of a 64th of it, the highest 100. Of silence all are 0.
func (c Clip) Wave() []byte {
	var means [waveBlocks]float64
	top := 0.0
	for i := range means {
		means[i] = c[i*len(c)/waveBlocks : (i+1)*len(c)/waveBlocks].mean()
		top = max(top, means[i])
	}
	out := make([]byte, waveBlocks)
	for i, mean := range means {
		if top > 0 {
			out[i] = byte(math.Round(mean / top * waveTop))
		}
	}
	return out
}

// mean is how far samples are from nothing, on average.
func (c Clip) mean() float64 {
	sum := 0.0
	for _, s := range c {
		sum += math.Abs(float64(s))
	}
	return sum / float64(max(1, len(c)))
}

// seconds is a length as players show it: rounded, and never nothing.
func seconds(d time.Duration) int {
	return max(1, int(d.Round(time.Second)/time.Second))
}
