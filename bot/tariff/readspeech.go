package tariff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// maxSeconds is the most of them that a request is charged in, or for.
const maxSeconds = 3600

// speechFile is a card of speech as it is written.
type speechFile struct {
	Currency string                `toml:"currency"`
	Drivers  map[string]fileDriver `toml:"driver"`
}

type fileDriver struct {
	Source string `toml:"source"`
	Heard  any    `toml:"heard"`
	Spoken any    `toml:"spoken"`
	Least  any    `toml:"least"`
	Step   any    `toml:"step"`
}

// ReadSpeechFile reads a card of speech from a file, see [ReadSpeech].
func ReadSpeechFile(path string) (Speech, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // the operator's own choice
	if err != nil {
		return Speech{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	s, err := ReadSpeech(bytes.NewReader(raw))
	if err != nil {
		return Speech{}, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// ReadSpeech reads a card of speech: TOML, as the one built in is written. It takes
// nothing that is left out, unknown or negative: [ErrCard] says where and what to do.
func ReadSpeech(r io.Reader) (Speech, error) {
	var f speechFile
	if err := decode(r, &f); err != nil {
		return Speech{}, err
	}
	s, err := f.speech()
	if err != nil {
		return Speech{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	return s, nil
}

// speech is what the file says.
func (f speechFile) speech() (Speech, error) {
	if err := inINR(f.Currency); err != nil {
		return Speech{}, err
	}
	if len(f.Drivers) == 0 {
		return Speech{}, errors.New("it has no prices: add a [driver.NAME] with what it costs")
	}
	out := Speech{Drivers: map[string]Driver{}}
	for _, name := range slices.Sorted(maps.Keys(f.Drivers)) {
		d, err := f.Drivers[name].driver()
		if err != nil {
			return Speech{}, fmt.Errorf("driver.%s.%w", name, err)
		}
		out.Drivers[name] = d
	}
	return out, nil
}

// driver is what one service charges.
func (f fileDriver) driver() (out Driver, err error) {
	out.Source = strings.TrimSpace(f.Source)
	if out.Heard, err = amount(f.Heard); err != nil {
		return out, fmt.Errorf("heard: %w", err)
	}
	if out.Spoken, err = amount(f.Spoken); err != nil {
		return out, fmt.Errorf("spoken: %w", err)
	}
	if out.Least, err = seconds(f.Least); err != nil {
		return out, fmt.Errorf("least: %w", err)
	}
	if out.Step, err = seconds(f.Step); err != nil {
		return out, fmt.Errorf("step: %w", err)
	}
	return out, nil
}

// seconds reads a time in whole seconds; what is left out is none.
func seconds(v any) (time.Duration, error) {
	if v == nil {
		return 0, nil
	}
	n, err := count(v, maxSeconds)
	return time.Duration(n) * time.Second, err
}
