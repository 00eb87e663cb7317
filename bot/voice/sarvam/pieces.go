package sarvam

import "github.com/sahayak-dev/sahayak/bot/voice/sound"

// longest is how many samples a piece has at most: 28 of the 30 seconds that the service
// takes.
const longest = 28 * sound.Rate

// How quiet a place is, is measured on 200 ms, every 20 ms: a pause between two words is
// longer than that, one within a word is not.
const (
	step  = sound.Rate / 50
	pause = 10 * step
)

// pieces are a clip cut where it is quiet, none of them of more samples than most, and all
// but the last of at least half as many.
func pieces(c sound.Clip, most int) []sound.Clip {
	var out []sound.Clip
	for len(c) > most {
		at := most/2 + quietest(c[most/2:most])
		out, c = append(out, c[:at]), c[at:]
	}
	return append(out, c)
}

// quietest is the middle of the quietest place of a clip.
func quietest(c sound.Clip) int {
	var loud []int // of each step
	for from := 0; from+step <= len(c); from += step {
		sum := 0
		for _, s := range c[from : from+step] {
			sum += max(int(s), -int(s))
		}
		loud = append(loud, sum)
	}
	const steps = pause / step
	best, least, now := 0, 0, 0
	for i, l := range loud {
		now += l
		if i >= steps {
			now -= loud[i-steps]
		}
		if from := i - steps + 1; from == 0 || from > 0 && now < least {
			best, least = from, now
		}
	}
	return best*step + pause/2
}
