package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// ownRates is a card of speech with one driver.
const ownRates = "currency = \"INR\"\n[driver.ours]\nheard = \"12\"\nspoken = \"0\"\n"

// TestSpeechMoney puts what was set into an assistant, also by way of a child's command
// line.
func TestSpeechMoney(t *testing.T) {
	path := filepath.Join(t.TempDir(), "speech.toml")
	if err := os.WriteFile(path, []byte(ownRates), 0o600); err != nil {
		t.Fatal(err)
	}
	var first, child struct {
		Speech speechMoneySettings `embed:""`
		Keep   keepSettings        `embed:"" prefix:"keep-"`
	}
	read := func(into any, args ...string) {
		t.Helper()
		if _, err := kong.Must(into).Parse(args); err != nil {
			t.Fatal(err)
		}
	}
	read(&first, "--speech-rates", path, "--speech-day-limit", "500", "--shop-speech-day-limit", "12.50", "--keep-voice", "3")
	read(&child, slices.Concat(first.Speech.arguments(), first.Keep.arguments())...)
	if child != first {
		t.Fatalf("the child has %+v, want %+v", child, first)
	}
	var c app.Config
	if err := child.Speech.into(&c); err != nil {
		t.Fatal(err)
	}
	if c.Speech.All.Limit != 500*tariff.Rupee || c.Speech.Shops.Limit != 1250*tariff.Paisa || c.Speech.Card.Heard("ours", time.Hour) != 12*tariff.Rupee || c.Speech.Card.Knows("sarvam") {
		t.Errorf("got %+v", c.Speech)
	}
	if got := child.Keep.retention().Voice; got != 3*aDay {
		t.Errorf("voice is kept %s", got)
	}
	var usual struct {
		Speech speechMoneySettings `embed:""`
		Keep   keepSettings        `embed:"" prefix:"keep-"`
	}
	read(&usual)
	if err := usual.Speech.into(&c); err != nil || c.Speech.All.Limit != 0 || c.Speech.Shops.Limit != 0 || !c.Speech.Card.Knows("sarvam") {
		t.Errorf("by default %+v, %v", c.Speech, err)
	}
	if usual.Keep.retention() != app.Usual() {
		t.Errorf("kept by default: %+v, want %+v", usual.Keep.retention(), app.Usual())
	}
}

// TestKeepVoice reads how long voice notes are kept.
func TestKeepVoice(t *testing.T) {
	for text, want := range map[string]string{
		"7d": "7d", " 30D ": "30d", "1": "1d", "0d": "0d", "0": "0d", "never": "0d", "Never": "0d",
		"forever": "", "-1d": "", "": "", "week": "", "1.5d": "", "99999999999d": "",
	} {
		var b brief
		err := b.UnmarshalText([]byte(text))
		if want == "" {
			if !errors.Is(err, errBrief) {
				t.Errorf("%q is read as %s, %v", text, b, err)
			}
			continue
		}
		if err != nil || b.String() != want {
			t.Errorf("%q is read as %s, %v; want %s", text, b, err, want)
		}
	}
}

// TestDoctorOnSpeech says which prices are known, and what was used without one.
func TestDoctorOnSpeech(t *testing.T) {
	dir := t.TempDir()
	pipe(t, bought, "chat", "--data", dir)
	if said, err := visit(t, "--data", dir, "--addr", "127.0.0.1:0"); err != nil || strings.Count(said, speechFinding) != 1 {
		t.Errorf("%v, said %s", err, said)
	}
	key, err := app.Key(dir, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(dir, app.Database), Clock: app.SystemClock{}, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	for _, driver := range []string{"sarvam", "espeak", "ours", "ours"} {
		for _, heard := range []bool{true, false} {
			day := time.Now().AddDate(0, 0, -2).Format(time.DateOnly)
			if err := j.CountSpeech(t.Context(), day, 1, journal.Speech{Driver: driver, Heard: heard, Uses: 1}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	said, err := visit(t, "--data", dir, "--addr", "127.0.0.1:0")
	if l := line(t, said, "counted as free"); err != nil || !strings.Contains(l, " ours: used") {
		t.Errorf("%v, said %q", err, l)
	}
	path := filepath.Join(t.TempDir(), "speech.toml")
	if err := os.WriteFile(path, []byte(ownRates), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err = visit(t, "--data", dir, "--addr", "127.0.0.1:0", "--speech-rates", path)
	if l := line(t, said, "counted as free"); err != nil || !strings.Contains(l, " sarvam: used") {
		t.Errorf("%v, said %q", err, l)
	}
	said, err = visit(t, "--data", dir, "--addr", "127.0.0.1:0", "--speech-rates", filepath.Join(dir, "none.toml"))
	if l := line(t, said, speechFinding); err == nil || !strings.HasPrefix(l, "✘") || strings.Count(said, speechFinding) != 1 {
		t.Errorf("%v, said %q", err, l)
	}
}
