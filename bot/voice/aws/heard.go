package aws

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// How much is kept of what was heard: readings of a stretch, and bytes of all of them
// together, which is half an hour of talking without a pause.
const (
	maxReadings = 5
	maxHeard    = 64 << 10
)

// heard is what was heard so far: for each stretch of speech its readings, best first.
type heard struct {
	stretches [][]string
	bytes     int
}

// add takes note of results that will not change any more.
func (h *heard) add(results []result) error {
	for _, r := range results {
		if r.Partial {
			continue
		}
		var readings []string
		for _, a := range r.Readings {
			text := strings.Join(strings.Fields(a.Text), " ")
			if text != "" && len(readings) < maxReadings && !slices.Contains(readings, text) {
				readings = append(readings, text)
				h.bytes += len(text)
			}
		}
		if h.bytes > maxHeard {
			return fmt.Errorf("%w: no end of words", voice.ErrAnswer)
		}
		if len(readings) > 0 {
			h.stretches = append(h.stretches, readings)
		}
	}
	return nil
}

// transcript is all that was heard. An alternative is all of it, too, with another reading
// of one stretch.
func (h *heard) transcript() voice.Transcript {
	best := make([]string, 0, len(h.stretches))
	for _, readings := range h.stretches {
		best = append(best, readings[0])
	}
	t := voice.Transcript{Text: strings.Join(best, " ")}
	for n, readings := range h.stretches {
		for _, other := range readings[1:] {
			if len(t.Alternatives) == maxReadings {
				return t
			}
			whole := slices.Clone(best)
			whole[n] = other
			t.Alternatives = append(t.Alternatives, strings.Join(whole, " "))
		}
	}
	return t
}
