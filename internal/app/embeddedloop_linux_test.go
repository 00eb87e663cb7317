package app_test

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/bot/voice/voicetest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// mailbox is a channel beside the assistant: a voice note is there as soon as it is asked
// for, and so is an answer when it is sent.
type mailbox struct {
	*post
	note []byte
}

// Fetch is the note.
func (m *mailbox) Fetch(context.Context, bot.Media) (bot.Attachment, error) {
	return bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Data: m.note}, nil
}

// teller remembers what it spoke last.
type teller struct {
	*espeak.Espeak
	text string
}

// Synthesise speaks a text.
func (m *teller) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	m.text = text
	return m.Espeak.Synthesise(ctx, text, lang)
}

// What is said in the benchmark, in Hindi: "tell me today's sales", of which there are some,
// and what is typed before: that they are, and that answers are to be spoken.
const (
	asked  = "आज की बिक्री बताओ"
	traded = "2 किलो चीनी 90 रुपये में बेची"
	aloud  = "मुझे बोलकर जवाब दो"
)

// BenchmarkEmbeddedLoop is a short voice note heard, worked and answered in words and in
// sound with nobody's help: note, samples, PocketSphinx, a turn on the disk, eSpeak, Opus.
// Beside it what other people's programs take for the same note, the same vocabulary and
// the same answer, one after the other and without the turn. Times of the processor count
// the programs that were called, too.
func BenchmarkEmbeddedLoop(b *testing.B) {
	temp := b.TempDir()
	w, box, mouth := answering(b, temp)
	who := &person{world: w, address: "owner"}
	who.says(b, traded)
	who.says(b, aloud)
	listens := func() (seconds int) {
		a := who.sends(b, bot.Message{Media: []bot.Media{{Kind: "audio", Type: "audio/ogg"}}})
		for _, s := range a.bubbles {
			if s.Attach != nil && s.Attach.Voice {
				return s.Attach.Seconds
			}
		}
		b.Fatalf("%q was heard, and not answered aloud: %q", a.Text, a.text())
		return 0
	}
	listens()
	b.Run("here", func(b *testing.B) {
		seconds := 0
		timed(b, func() { seconds = listens() })
		b.ReportMetric(voicetest.Played(b, box.note).Length().Seconds(), "asked-s")
		b.ReportMetric(float64(seconds), "answer-s")
	})
	b.Run("programs", func(b *testing.B) {
		p := programs{B: b, dir: b.TempDir(), grammar: grammarIn(b, temp), text: mouth.text}
		timed(b, func() { p.loop(box.note) })
	})
}

// answering is an assistant on the machine's clock that hears and speaks by what is on
// board. Temp gets the grammars.
func answering(b *testing.B, temp string) (*world, *mailbox, *teller) {
	b.Helper()
	say, err := espeak.Find()
	if err != nil {
		b.Fatal(err)
	}
	encoder, err := sound.OpenEncoder()
	if err != nil {
		b.Fatal(err)
	}
	box, mouth := &mailbox{note: voicetest.Note(b, asked, "hi", 0)}, &teller{Espeak: say}
	w := open(b, func(c *app.Config) {
		box.post = c.Channels[0].(*post)
		c.Channels, c.Clock, c.Lang = []bot.Channel{box}, app.SystemClock{}, "hi"
		c.Voice = &app.Voice{Commands: &sphinx.Config{Say: say, Temp: temp}, OwnMouth: []voice.Synthesiser{mouth}, Encoder: encoder}
	})
	return w, box, mouth
}

// timed does something again and again, and says what processor time it took.
func timed(b *testing.B, do func()) {
	b.Helper()
	cpu := func() time.Duration { return ownCPU() + cpuOf(syscall.RUSAGE_CHILDREN) }
	before := cpu()
	for b.Loop() {
		do()
	}
	b.ReportMetric((cpu()-before).Seconds()*1000/float64(b.N), "cpu-ms/op")
}

// grammarIn is the folder in which the ears on board have put what they listen for.
func grammarIn(b *testing.B, temp string) string {
	b.Helper()
	found, err := filepath.Glob(filepath.Join(temp, "*", "*", "*.fsg"))
	if err != nil || len(found) != 1 {
		b.Fatalf("%d grammars (%v)", len(found), err)
	}
	return found[0]
}

// programs are other people's, and what they are to do.
type programs struct {
	*testing.B
	dir     string
	grammar string
	text    string // the answer
}

// model is the one PocketSphinx hears by.
const model = sphinx.DefaultModel

// loop reads a note, hears it, speaks the answer and makes a note of it.
func (p programs) loop(note []byte) {
	wav := filepath.Join(p.dir, "note.wav")
	p.runs(note, "opusdec", "--quiet", "--rate", strconv.Itoa(sound.Rate), "-", wav)
	heard := p.runs(nil, "pocketsphinx_continuous", "-infile", wav, "-hmm", model, "-fsg", p.grammar,
		"-dict", filepath.Join(filepath.Dir(p.grammar), "words.dict"), "-logfn", "/dev/null",
		"-bestpath", "no", "-lw", "6", "-beam", "1e-90", "-pbeam", "1e-90", "-wbeam", "1e-70")
	if len(bytes.TrimSpace(heard)) == 0 {
		p.Fatal("nothing was heard")
	}
	said := p.runs([]byte(p.text), "espeak-ng", "-v", "hi", "-s", strconv.Itoa(espeak.Speed), "--stdin", "--stdout")
	if answer := p.runs(said, "opusenc", "--quiet", "--speech", "--bitrate", "16", "--comp", "5", "-", "-"); !sound.IsNote(answer) {
		p.Fatal("that is no note")
	}
}

// runs is what a program makes of an input.
func (p programs) runs(input []byte, name string, args ...string) []byte {
	p.Helper()
	cmd := exec.CommandContext(p.Context(), name, args...)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		p.Fatalf("%s: %v", name, err)
	}
	return out
}
