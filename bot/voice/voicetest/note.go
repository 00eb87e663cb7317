package voicetest

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// speakers are who says the sentences by turns: other voices, and other speeds, than a
// dictionary made by the same program knows of.
func speakers() []espeak.Espeak {
	return []espeak.Espeak{{Variant: "f3", Speed: 150}, {Variant: "m3", Speed: 170}}
}

// bitrate is that of phones' voice notes, in kbit/s.
const bitrate = "16"

// Note is a sentence said into a voice note, by the n-th speaker. Other people's programs
// make it.
func Note(t testing.TB, text, lang string, n int) []byte {
	t.Helper()
	found, err := espeak.Find()
	if err != nil {
		t.Fatal(err)
	}
	var note []byte
	all := speakers()
	e := all[n%len(all)]
	e.Path = found.Path
	e.Decode = func(ctx context.Context, wav []byte, _ sound.Limits) (_ sound.Clip, err error) {
		note, err = piped(ctx, wav, "opusenc", "--quiet", "--speech", "--bitrate", bitrate, "-", "-")
		return nil, err
	}
	if _, err := e.Synthesise(t.Context(), text, lang); err != nil {
		t.Fatal(err)
	}
	return note
}

// Played is what is to be heard in a voice note. It is read by another program than ours.
func Played(t testing.TB, note []byte) sound.Clip {
	t.Helper()
	raw, err := piped(t.Context(), note, "opusdec", "--quiet", "--no-dither", "--rate", strconv.Itoa(sound.Rate), "-", "-")
	if err != nil {
		t.Fatal(err)
	}
	clip := make(sound.Clip, len(raw)/2)
	for i := range clip {
		clip[i] = int16(raw[2*i]) | int16(raw[2*i+1])<<8
	}
	return clip
}

// piped is what a program makes of an input.
func piped(ctx context.Context, input []byte, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // the programs named above
	var told bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &told
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", name, err, told.Bytes())
	}
	return out, nil
}
