package tariff_test

import (
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// spoken is a card of speech that says all there is to say.
const spoken = `currency = "INR"
[driver.dear]
source = "a page"
heard = "36"
spoken = "30"
least = 15
step = 5
[driver.cheap]
heard = "0.0001"
spoken = "0"
[driver.free]
heard = "0"
spoken = "0"
`

// readSpeech reads a card of speech that is right.
func readSpeech(t testing.TB, text string) tariff.Speech {
	t.Helper()
	s, err := tariff.ReadSpeech(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSpeechBuiltIn is what the services said they charge in 2026.
func TestSpeechBuiltIn(t *testing.T) {
	s, err := tariff.DefaultSpeech()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		driver string
		length time.Duration
		runes  int
		heard  tariff.Micro
		spoken tariff.Micro
	}{
		{"sarvam", time.Hour, tariff.SpokenUnit, 30 * tariff.Rupee, 30 * tariff.Rupee},
		{"sarvam", 6 * time.Second, 200, 50_000, 600_000},
		{"sarvam", 5001 * time.Millisecond, 1, 50_000, 3000},
		{"groq", time.Hour, 1000, 4 * tariff.Rupee, 0},
		{"bhashini", time.Hour, 1000, 0, 0},
		{"sphinx", time.Hour, 1000, 0, 0},
		{"espeak", time.Hour, 1000, 0, 0},
		{"nobody", time.Hour, 1000, 0, 0},
	} {
		if h, sp := s.Heard(tt.driver, tt.length), s.Spoken(tt.driver, tt.runes); h != tt.heard || sp != tt.spoken {
			t.Errorf("%s: %s heard and %d characters spoken cost %s and %s, want %s and %s", tt.driver, tt.length, tt.runes, h, sp, tt.heard, tt.spoken)
		}
	}
	for driver, free := range map[string]bool{"sarvam": false, "groq": false, "bhashini": true, "sphinx": true, "espeak": true, "nobody": true} {
		if s.Free(driver) != free || s.Knows(driver) != (driver != "nobody") {
			t.Errorf("%s: free is %v, known %v", driver, s.Free(driver), s.Knows(driver))
		}
	}
	for name, d := range s.Drivers {
		if d.Source == "" {
			t.Errorf("%s does not say where it is from", name)
		}
	}
}

func TestSpeechRounds(t *testing.T) {
	s := readSpeech(t, spoken)
	for length, want := range map[time.Duration]tariff.Micro{
		-time.Second: 150_000, 0: 150_000, time.Millisecond: 150_000, 15 * time.Second: 150_000,
		15001 * time.Millisecond: 200_000, 20 * time.Second: 200_000, time.Hour: 36 * tariff.Rupee,
		24 * time.Hour: 24 * 36 * tariff.Rupee, math.MaxInt64: 24 * 36 * tariff.Rupee,
	} {
		if got := s.Heard("dear", length); got != want {
			t.Errorf("%s costs %s, want %s", length, got, want)
		}
	}
	for length, want := range map[time.Duration]tariff.Micro{-1: 0, 0: 0, 1: 1, time.Millisecond: 1, 36 * time.Second: 1, 36001 * time.Millisecond: 2} {
		if got := s.Heard("cheap", length); got != want {
			t.Errorf("%s of the cheap one costs %s, want %s", length, got, want)
		}
	}
	for runes, want := range map[int]tariff.Micro{-1: 0, 0: 0, 1: 3000, 333: 999_000, math.MaxInt: 3000 * tariff.Rupee} {
		if got := s.Spoken("dear", runes); got != want {
			t.Errorf("%d characters cost %s, want %s", runes, got, want)
		}
	}
	if (tariff.Speech{}).Heard("sarvam", time.Hour) != 0 {
		t.Error("without a card it costs something")
	}
}

// TestSpeechNeverLess has more never cost less, nor anything less than its exact price.
func TestSpeechNeverLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := tariff.Driver{
			Heard: tariff.Micro(rapid.Int64Range(0, 1e9).Draw(t, "heard")), Spoken: tariff.Micro(rapid.Int64Range(0, 1e9).Draw(t, "spoken")),
			Least: time.Duration(rapid.IntRange(0, 60).Draw(t, "least")) * time.Second, Step: time.Duration(rapid.IntRange(0, 60).Draw(t, "step")) * time.Second,
		}
		s := tariff.Speech{Drivers: map[string]tariff.Driver{"x": d}}
		length := time.Duration(rapid.Int64Range(0, 600_000).Draw(t, "millis")) * time.Millisecond
		more := length + time.Duration(rapid.Int64Range(0, 60_000).Draw(t, "more"))*time.Millisecond
		cost := s.Heard("x", length)
		if exact := float64(d.Heard) * length.Hours(); float64(cost) < exact-1e-3 || s.Heard("x", more) < cost {
			t.Fatalf("%s costs %s, exactly %f, and %s costs %s", length, cost, exact, more, s.Heard("x", more))
		}
		runes := rapid.IntRange(0, 5000).Draw(t, "runes")
		if got := s.Spoken("x", runes); got*tariff.SpokenUnit < d.Spoken*tariff.Micro(runes) || s.Spoken("x", runes+1) < got {
			t.Fatalf("%d characters cost %s", runes, got)
		}
	})
}

// TestReadSpeechRefuses says where a card is wrong and what to do.
func TestReadSpeechRefuses(t *testing.T) {
	for _, tt := range []struct{ old, put, why string }{
		{`currency = "INR"`, ``, `add currency = "INR"`},
		{`currency = "INR"`, `currency = "USD"`, "take the card in INR"},
		{`currency = "INR"`, `currency = `, "line 1"},
		{`source`, `sauce`, "nothing is called driver.dear.sauce"},
		{`heard = "36"`, ``, "driver.dear.heard: it is missing"},
		{`heard = "36"`, `heard = 36`, "36 has no quotes"},
		{`heard = "36"`, `heard = "-36"`, "driver.dear.heard"},
		{`heard = "36"`, `heard = "1000.1"`, "too much"},
		{`spoken = "30"`, ``, "driver.dear.spoken: it is missing"},
		{`least = 15`, `least = -15`, "driver.dear.least: -15"},
		{`least = 15`, `least = 3601`, "from 0 to 3600"},
		{`step = 5`, `step = "5"`, "driver.dear.step: 5"},
		{spoken, `currency = "INR"`, "add a [driver.NAME]"},
		{spoken, strings.Repeat("#", 1<<20+1), "longer than"},
	} {
		if strings.Count(spoken, tt.old) == 0 {
			t.Errorf("%q is not in the card", tt.old)
			continue
		}
		_, err := tariff.ReadSpeech(strings.NewReader(strings.Replace(spoken, tt.old, tt.put, 1)))
		if !errors.Is(err, tariff.ErrCard) || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%.40s for %.40s: %v, want %q", tt.put, tt.old, err, tt.why)
		}
	}
}

func TestReadSpeechFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "speech.toml")
	if _, err := tariff.ReadSpeechFile(path); !errors.Is(err, tariff.ErrCard) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(path, []byte("currency"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tariff.ReadSpeechFile(path); !errors.Is(err, tariff.ErrCard) || !strings.Contains(err.Error(), path) {
		t.Errorf("no card: %v", err)
	}
	if err := os.WriteFile(path, []byte(spoken), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := tariff.ReadSpeechFile(path)
	want := tariff.Driver{Heard: 36 * tariff.Rupee, Spoken: 30 * tariff.Rupee, Least: 15 * time.Second, Step: 5 * time.Second, Source: "a page"}
	if err != nil || s.Drivers["dear"] != want || len(s.Drivers) != 3 {
		t.Errorf("%+v, %v", s, err)
	}
}

// FuzzReadSpeech takes a card or says why not; by one that is taken nobody is paid for
// speaking.
func FuzzReadSpeech(f *testing.F) {
	f.Add(spoken)
	f.Add("currency = \"INR\"\n[driver.\"\"]\nheard = \"1000\"\nspoken = \"1000\"\nstep = 3600\nleast = 3600\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := tariff.ReadSpeech(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, tariff.ErrCard) {
				t.Fatal(err)
			}
			return
		}
		for name := range maps.Keys(s.Drivers) {
			if s.Heard(name, math.MaxInt64) < 0 || s.Heard(name, 1) < 0 || s.Spoken(name, math.MaxInt) < 0 || !s.Knows(name) {
				t.Errorf("%q: %+v", name, s.Drivers[name])
			}
		}
	})
}
