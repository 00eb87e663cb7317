package tariff

import (
	"bytes"
	_ "embed"
	"slices"
	"time"
)

//go:embed speech.toml
var speech []byte

// DefaultSpeech is the card of speech that is built in.
func DefaultSpeech() (Speech, error) { return ReadSpeech(bytes.NewReader(speech)) }

// Speech is what it costs to have speech heard and answers spoken. The zero one makes
// everything free.
type Speech struct {
	Drivers map[string]Driver // by the name that uses are counted under
}

// Driver is what one service charges.
type Driver struct {
	Heard  Micro         // for an hour of sound
	Spoken Micro         // for [SpokenUnit] characters
	Least  time.Duration // that is charged for what was heard, however short
	Step   time.Duration // in which it is charged, each begun one whole; 0 is to the millisecond
	Source string        // where that is from and when it was looked at, for whoever checks it
}

// SpokenUnit is how many characters a price of speaking is for.
const SpokenUnit = 10_000

// The most that one use is taken for: more is no message, and would not fit an amount.
const (
	maxHeard = 24 * time.Hour
	maxRunes = 1_000_000
)

// own are the drivers that work on the machine itself.
var own = []string{"sphinx", "espeak"}

// Knows reports whether a driver has a price, if only that it costs nothing.
func (s Speech) Knows(driver string) bool {
	_, listed := s.Drivers[driver]
	return listed || slices.Contains(own, driver)
}

// Free reports whether a driver costs nothing, whatever it is used for. One without a
// price does not.
func (s Speech) Free(driver string) bool {
	d := s.Drivers[driver]
	return d.Heard == 0 && d.Spoken == 0
}

// Heard is what it costs to have so much sound heard at once, before tax, a fraction of a
// millionth rounded up.
func (s Speech) Heard(driver string, length time.Duration) Micro {
	return s.Drivers[driver].heard(length)
}

// Spoken is what it costs to have so many characters spoken, before tax, a fraction of a
// millionth rounded up.
func (s Speech) Spoken(driver string, runes int) Micro {
	return ceiling(s.Drivers[driver].Spoken*Micro(min(max(runes, 0), maxRunes)), SpokenUnit)
}

func (d Driver) heard(length time.Duration) Micro {
	length = min(max(length, d.Least, 0), maxHeard)
	step := max(d.Step, time.Millisecond)
	millis := ceiling(Micro(length), Micro(step)) * Micro(step.Milliseconds())
	return ceiling(d.Heard*millis, Micro(time.Hour.Milliseconds()))
}

// ceiling divides up what is not below zero.
func ceiling(m, by Micro) Micro { return (m + by - 1) / by }
