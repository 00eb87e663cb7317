package transcript_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/transcript"
)

func TestParseLine(t *testing.T) {
	for line, want := range map[string]transcript.Line{
		"> 2 kilo chini": {Text: "2 kilo chini"},
		">":              {},
		"> ":             {},
		"staff> hi":      {Who: "staff", Text: "hi"},
		"> [2]":          {Tap: "2"},
		"> [Galti se]":   {Tap: "Galti se"},
		"> ^ galat":      {Back: 1, Text: "galat"},
		"> ^2 700 tha":   {Back: 2, Text: "700 tha"},
		"> ~ 3 kilo":     {Edit: true, Text: "3 kilo"},
		"> x":            {Delete: true},
		"> » suresh":     {Forward: true, Text: "suresh"},
		"> 📷 bill.jpg":   {Media: "image", Text: "bill.jpg"},
		"> 🎤 note.ogg":   {Media: "audio", Text: "note.ogg"},
		"> @note.OGG":    {Media: "audio", Text: "note.OGG"},
		"> @ramesh":      {Text: "@ramesh"},
		"> 🎤 my a.mp3":   {Media: "audio", Text: "my a.mp3"},
		"> 🎤 do kilo":    {Media: "audio", Heard: []string{"do kilo"}},
		"> 🎤 a | b ||":   {Media: "audio", Heard: []string{"a", "b"}},
		"> 🎤? do kilo":   {Media: "audio", Heard: []string{"do kilo"}, Limited: true},
		"> 🎤? a.ogg":     {Media: "audio", Heard: []string{"a.ogg"}, Limited: true},
		"> 🎤":            {Media: "audio", Heard: []string{""}},
		"> 🎤 | ":         {Media: "audio", Heard: []string{""}},
		"> 🎤?":           {Media: "audio", Heard: []string{""}, Limited: true},
		"> 🎤do kilo":     {Text: "🎤do kilo"},
		"> 🎤?! kya":      {Text: "🎤?! kya"},
		"> 📍 18.5,-73.8": {Media: "location", Lat: 18.5, Lon: -73.8},
		">+2h":           {Wait: 2 * time.Hour},
		">+3d":           {Wait: 72 * time.Hour},
		"रमेश> नमस्ते":   {Who: "रमेश", Text: "नमस्ते"},
		"> [not] a tap":  {Text: "[not] a tap"},
		"> x marks":      {Text: "x marks"},
	} {
		got, err := transcript.ParseLine(line)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, %v; want %+v", line, got, err, want)
		}
	}
}

func TestParseLineRefuses(t *testing.T) {
	for _, line := range []string{"no prompt", ">+soon", ">+-2h", ">+9999999d", "> 📍 here", "> 📍 18.5", "> 📍 NaN,1", "> 📍 91,0", "> 📍 0,-181", "< answered"} {
		if _, err := transcript.ParseLine(line); !errors.Is(err, transcript.ErrLine) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestAnswer(t *testing.T) {
	got := transcript.Answer("one\n\ntwo", []string{"Yes", "No"})
	if want := "< one\n<\n< two\n< [Yes] [No]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLinesAreWritten writes what was read as it stood, or more plainly.
func TestLinesAreWritten(t *testing.T) {
	for line, want := range map[string]string{
		"> do": "> do", ">+90m": ">+1h30m0s", "a> [2]": "a> [2]", "> ^1 a": "> ^ a", "> ^3 a": "> ^3 a", "> x": "> x", "> ~ a": "> ~ a",
		"> » a": "> » a", "> 📷 a.jpg": "> 📷 a.jpg", "> 📎 a.pdf": "> 📎 a.pdf", "> 📍 1.50, 2": "> 📍 1.5,2", "> @a.ogg": "> 🎤 a.ogg",
		"> 🎤  a|b": "> 🎤 a | b", "> 🎤?": "> 🎤?", "> 🎤 |": "> 🎤", "> 🎤? a": "> 🎤? a",
	} {
		if l, err := transcript.ParseLine(line); err != nil || l.String() != want {
			t.Errorf("%q is written %q, want %q; %v", line, l, want, err)
		}
	}
}

// TestFilesInAnswers writes files by their names, and sounds as sounds.
func TestFilesInAnswers(t *testing.T) {
	for got, want := range map[string]string{
		transcript.Attached("document", "a.pdf"): "📎 a.pdf", transcript.Attached("audio", "a.ogg"): "🔊",
		transcript.Sound(0): "🔊", transcript.Sound(7): "🔊 0:07", transcript.Sound(61): "🔊 1:01",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzParseLine(f *testing.F) {
	for _, seed := range []string{
		"> 2 kilo", ">+2h", "> ^2 x", "> [1]", "staff> ~ hi", "> ^99999999999999999999 a", "> x", "> » a", "> 📷 a.jpg", "> 📍 18.5,-73.8",
		"> @a.ogg", "> 🎤 a.ogg |", "> 🎤 a|b", "> 🎤?", "> 🎤? a.ogg", "> 🎤 a.ogg | b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		l, err := transcript.ParseLine(line)
		if err != nil {
			return
		}
		if l.Wait < 0 || l.Back < 0 {
			t.Errorf("%q: %+v", line, l)
		}
		if !strings.Contains(line, l.Text) {
			t.Errorf("%q: text %q is not in it", line, l.Text)
		}
		back, err := transcript.ParseLine(l.String())
		if err != nil || !reflect.DeepEqual(back, l) {
			t.Errorf("%q is written %q and read back as %+v, %v", line, l, back, err)
		}
	})
}

// TestAnswersAreLines writes any answer: every line of it is an answer's, none
// is taken for something said, and its words are all there.
func TestAnswersAreLines(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("ab >^x[]रक\n")), 0, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := word.Draw(t, "text")
		got := transcript.Answer(text, nil)
		var back []string
		for line := range strings.Lines(got) {
			if !strings.HasPrefix(line, "<") || transcript.IsSaid(line) {
				t.Fatalf("%q is taken for something said", line)
			}
			back = append(back, strings.TrimPrefix(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "<"), " "))
		}
		for i, line := range strings.Split(text, "\n") {
			if strings.TrimRight(line, " ") != back[i] {
				t.Fatalf("line %d of %q became %q", i, text, back[i])
			}
		}
	})
}
