package sphinx_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// What the table must show.
const (
	fewestRight = 9 // of the twelve commands, in so many languages
	fewestLangs = 8
)

// speakers are who says the sentences by turns: other voices, and other speeds, than the
// dictionary knows of.
var speakers = []espeak.Espeak{{Variant: "f3", Speed: 150}, {Variant: "m3", Speed: 170}}

// say speaks a sentence into a voice note of 16 kbit/s, and is what comes out of that.
func say(t testing.TB, text, lang string, n int) sound.Clip {
	t.Helper()
	found, err := espeak.Find()
	if err != nil {
		t.Fatal(err)
	}
	e := speakers[n%len(speakers)]
	e.Path, e.Decode = found.Path, throughOpus
	clip, err := e.Synthesise(t.Context(), text, lang)
	if err != nil {
		t.Fatal(err)
	}
	return clip
}

// throughOpus writes a voice note and reads it.
func throughOpus(ctx context.Context, wav []byte, _ sound.Limits) (sound.Clip, error) {
	dir, err := os.MkdirTemp("", "note")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, note, out := filepath.Join(dir, "in.wav"), filepath.Join(dir, "note.ogg"), filepath.Join(dir, "out.wav")
	if err := os.WriteFile(in, wav, 0o600); err != nil {
		return nil, err
	}
	if said, err := exec.CommandContext(ctx, "opusenc", "--quiet", "--speech", "--bitrate", "16", in, note).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("opusenc: %w: %s", err, said)
	}
	if said, err := exec.CommandContext(ctx, "opusdec", "--quiet", "--no-dither", "--rate", fmt.Sprint(sound.Rate), note, out).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("opusdec: %w: %s", err, said)
	}
	heard, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	return samples(heard)
}

// samples are those of a WAV file of one channel.
func samples(wav []byte) (sound.Clip, error) {
	const header = 44
	if len(wav) < header {
		return nil, sound.ErrBroken
	}
	clip := make(sound.Clip, (len(wav)-header)/2)
	for i := range clip {
		clip[i] = int16(wav[header+2*i]) | int16(wav[header+2*i+1])<<8
	}
	return clip, nil
}

// recogniser hears what can be said in the shop of the measurements.
func recogniser(t testing.TB) *sphinx.Recogniser {
	t.Helper()
	e, err := espeak.Find()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]bot.Name{}
	for _, lang := range langs {
		names[lang] = shopNames(t, lang)
	}
	r, err := sphinx.New(sphinx.Config{Say: e, Temp: t.TempDir(), Vocabulary: func(_ context.Context, _ bot.ShopID, lang string) (sphinx.Vocabulary, error) {
		return app.Aloud(lang, names[lang])
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// result is how a language went.
type result struct {
	right, wrong, silent int
	accepted             int
	took                 time.Duration
	notes                []string
}

// run says everything of a language and hears it.
func run(t *testing.T, r *sphinx.Recogniser, lang, commandSet, outsideSet string) result {
	var out result
	if err := r.Warm(t.Context(), 1, lang); err != nil {
		t.Error(err)
		return out
	}
	hear := func(said string, n int) string {
		clip := say(t, said, lang, n)
		begun := time.Now()
		heard, err := r.Recognise(t.Context(), voice.Speech{Clip: clip, Lang: lang, Shop: 1})
		out.took += time.Since(begun)
		if err != nil || !heard.Limited {
			t.Errorf("%s: %q: %+v, %v", lang, said, heard, err)
		}
		return heard.Text
	}
	all := commands(t, commandSet, lang)
	for n, c := range all {
		heard := hear(c.said, n)
		switch got := understood(t, heard, lang); {
		case got == c.want:
			out.right++
			continue
		case heard == "":
			out.silent++
		default:
			out.wrong++
		}
		out.notes = append(out.notes, fmt.Sprintf("%s: said  %s\n    heard %s", lang, c.said, heard))
	}
	others := outside(t, outsideSet, lang)
	for n, said := range others {
		if heard := hear(said, n); heard != "" {
			out.accepted++
			out.notes = append(out.notes, fmt.Sprintf("%s: no command %s\n    heard %s", lang, said, heard))
		}
	}
	out.took /= time.Duration(len(all) + len(others))
	return out
}

// measured are the languages of the table: English, or, for whoever has the time and wants
// to know ($SPEECH is "all"), every one. In the others it does not hear as it should yet.
func measured() []string {
	if os.Getenv("SPEECH") == "all" {
		return langs
	}
	return []string{"en"}
}

// TestTable says twelve commands and twelve other sentences in a language, and shows how
// they were heard.
func TestTable(t *testing.T) {
	r, langs := recogniser(t), measured()
	if _, err := ears(); err != nil {
		t.Fatal(err)
	}
	results := make([]result, len(langs))
	var work sync.WaitGroup
	places := make(chan struct{}, 2)
	for i, lang := range langs {
		work.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			results[i] = run(t, r, lang, "commands", "outside")
		})
	}
	work.Wait()
	var out strings.Builder
	good := 0
	for i, lang := range langs {
		is := results[i]
		fmt.Fprintf(&out, "| %s | %d | %d | %d | %d | %d |\n", lang, is.right, is.wrong, is.silent, is.accepted, is.took.Milliseconds())
		if is.right >= fewestRight {
			good++
		}
		if is.accepted > 0 {
			t.Errorf("%s: %d sentences that are no commands were heard as one", lang, is.accepted)
		}
	}
	t.Logf("\n| lang | right of 12 | wrong | not heard | others accepted of 12 | ms |\n|---|---|---|---|---|---|\n%s", &out)
	for _, is := range results {
		for _, note := range is.notes {
			t.Log(note)
		}
	}
	if want := min(fewestLangs, len(langs)); good < want {
		t.Errorf("%d languages with %d commands right, want %d", good, fewestRight, want)
	}
}
