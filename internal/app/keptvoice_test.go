package app_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// wire is a channel's voice notes, and the ears that hear them: what is heard in a note
// is what it is fetched by.
type wire struct {
	*post
	heard   atomic.Int64
	fetched atomic.Value // string
}

// Fetch returns a sound that differs from note to note.
func (s *wire) Fetch(_ context.Context, m bot.Media) (bot.Attachment, error) {
	s.fetched.Store(m.Ref)
	clip := make(sound.Clip, sound.Rate)
	for i := range clip {
		clip[i] = int16(8000 * (1 - 2*(i/(20+len(m.Ref))%2)))
	}
	return bot.Attachment{Data: clip.WAV(), Type: "audio/wav"}, nil
}

// Hears knows every language.
func (*wire) Hears(string) bool { return true }

// Name of a channel and of ears alike.
func (*wire) Name() string { return "wire" }

// Recognise says what the note was fetched by.
func (s *wire) Recognise(context.Context, voice.Speech) (voice.Transcript, error) {
	s.heard.Add(1)
	return voice.Transcript{Text: s.fetched.Load().(string)}, nil
}

// into has an assistant hear with those ears.
func (s *wire) into(c *app.Config) {
	s.post = c.Channels[0].(*post)
	c.Channels, c.Voice = []bot.Channel{s}, &app.Voice{Ears: []voice.Recogniser{s}}
}

// noteOf is a voice note in which something is said.
func noteOf(text string) bot.Message {
	return bot.Message{Media: []bot.Media{{Kind: "audio", Voice: true, Ref: text}}}
}

// kept counts the files of blobs.
func kept(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "blobs"), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return n
}

// TestVoiceIsKeptAsHeWants keeps somebody's voice until he wants it no more, and does
// what he says all the same: also when it comes again, and when the process was killed
// before it was heard, or before what was heard was worked.
func TestVoiceIsKeptAsHeWants(t *testing.T) {
	dir, s := t.TempDir(), &wire{}
	w := openAt(t, dir, s.into)
	p := w.stranger()
	p.says(t, "namaste")
	p.sends(t, noteOf("5 kilo chini bechi 200"))
	if n := kept(t, dir); n != 1 {
		t.Fatalf("%d voice notes are kept", n)
	}
	p.sends(t, noteOf("meri awaaz mat rakho"))
	if n := kept(t, dir); n != 0 {
		t.Fatalf("%d voice notes are still kept", n)
	}
	said := noteOf("3 kilo chini bechi 120")
	p.sends(t, said)
	said.ID = p.lastID
	p.leaves(t, said)
	if err := w.Engine.Settle(t.Context()); err != nil || len(w.traces()) != 0 {
		t.Errorf("it was worked again, %v", err)
	}

	unheard := p.arrives(t, noteOf("2 kilo chini bechi 90"))
	heard := p.arrives(t, noteOf("this is not asked for again"))
	heard.Text, heard.Heard = "1 kilo chini bechi 45", &bot.Heard{Lang: "hi"}
	if err := w.Journal.Heard(t.Context(), heard); err != nil {
		t.Fatal(err)
	}
	before := s.heard.Load()
	if err := w.Engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.heard.Load() - before; got != 1 {
		t.Errorf("%d notes were heard, want that of %q alone", got, unheard.Media[0].Ref)
	}
	if dump := w.dump(t, p.shop(t)); !strings.Contains(dump, "sugar -11 kg") {
		t.Errorf("the book has\n%s", dump)
	}
	if n := kept(t, dir); n != 0 {
		t.Errorf("%d voice notes are kept", n)
	}
	w.traces()
	p.says(t, "meri awaaz rakho")
	p.sends(t, noteOf("chini kitni bachi hai"))
	if n := kept(t, dir); n != 1 {
		t.Errorf("%d voice notes are kept again", n)
	}
}

// arrives has a message stored, and the process killed at once.
func (p *person) arrives(t *testing.T, m bot.Message) bot.Message {
	t.Helper()
	m.Channel, m.Address, m.At, m.ID = p.post.Name(), p.address, p.clock.Now(), "arrived "+m.Media[0].Ref
	fresh, err := p.Journal.Receive(t.Context(), m)
	if err != nil || len(fresh) != 1 {
		t.Fatal(fresh, err)
	}
	return fresh[0]
}
