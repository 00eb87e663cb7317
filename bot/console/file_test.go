package console_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/console"
)

// put writes a file and returns where.
func put(t *testing.T, name string, data []byte) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(at, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// TestFiles sends files, which are fetched by what the message says of them.
func TestFiles(t *testing.T) {
	var lines string
	var sent []bot.Media
	for line, want := range map[string]bot.Media{
		"@note.ogg":    {Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Name: "note.ogg"},
		"🎤 note.ogg":   {Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Name: "note.ogg"},
		"🎤 a b.MP3":    {Kind: "audio", Voice: true, Type: "audio/mpeg", Name: "a b.MP3"},
		"📷 bill.jpg":   {Kind: "image", Type: "image/jpeg", Name: "bill.jpg"},
		"📎 list.xyz":   {Kind: "document", Type: "application/octet-stream", Name: "list.xyz"},
		"📎 list.pdf":   {Kind: "document", Type: "application/pdf", Name: "list.pdf"},
		"@ramesh.opus": {Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Name: "ramesh.opus"},
	} {
		mark := line[:len(line)-len(want.Name)]
		at := put(t, want.Name, []byte("the bytes of "+want.Name))
		lines, sent = lines+mark+at+"\n", append(sent, want)
		sent[len(sent)-1].Ref = at
	}
	c := newTerminal(t)
	c.talk(lines, nil)
	if len(c.got) != len(sent) {
		t.Fatalf("sent %+v", c.got)
	}
	for i, want := range sent {
		m := c.got[i]
		if m.Text != "" || len(m.Media) != 1 || m.Media[0] != want {
			t.Errorf("%q: sent %+v, want %+v", want.Name, m, want)
		}
		got, err := console.New(console.Options{}).Fetch(t.Context(), want) // another start of the program
		if err != nil || string(got.Data) != "the bytes of "+want.Name || got.Kind != want.Kind || got.Voice != want.Voice || got.Type != want.Type {
			t.Errorf("%q: fetched %+v, %v", want.Name, got, err)
		}
	}
}

// TestNoFile says what is wrong with a file, and sends nothing.
func TestNoFile(t *testing.T) {
	dir := t.TempDir()
	large := put(t, "large.ogg", nil)
	if err := os.Truncate(large, console.MaxFile+1); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.ogg"), 0o700); err != nil {
		t.Fatal(err)
	}
	var lines, answers string
	for name, want := range map[string]string{
		filepath.Join(dir, "none.ogg"):   "there is no file %s",
		filepath.Join(dir, "folder.ogg"): "%s cannot be read",
		put(t, "empty.ogg", nil):         "%s is empty",
		large:                            "%s is larger than 16 MB",
		"a\x00b.ogg":                     "%s cannot be read",
	} {
		lines, answers = lines+"@"+name+"\n", answers+fmt.Sprintf(want, name)+"\n\n"
	}
	c := newTerminal(t)
	if got, want := c.talk(lines+"say hi\n", nil), answers+"hi\n"+buttons+"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(c.got) != 1 || c.record.String() != "> say hi\n< hi\n< [Help] [thanks]\n" {
		t.Errorf("sent %+v, recorded %q", c.got, c.record.String())
	}
	got := newTerminal(t).talk("@none.ogg\n", func(o *console.Options, _ *bot.Config) { o.Fancy = true })
	if want := "\x1b[2mthere is no file none.ogg\x1b[0m\n\x1b[1m> \x1b[0m"; !strings.HasSuffix(got, want) {
		t.Errorf("at a terminal: %q", got)
	}
}

// TestFetchNothing has nothing to fetch, for ever.
func TestFetchNothing(t *testing.T) {
	c := console.New(console.Options{})
	large := put(t, "large.ogg", bytes.Repeat([]byte{1}, console.MaxFile+1))
	for _, ref := range []string{"", filepath.Join(t.TempDir(), "gone.ogg"), t.TempDir(), large} {
		if _, err := c.Fetch(t.Context(), bot.Media{Kind: "audio", Ref: ref}); !errors.Is(err, bot.ErrMedia) {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

// hearer hears a voice note by reading its bytes.
type hearer struct{ from bot.Fetcher }

func (h hearer) Hear(ctx context.Context, m bot.Message) (string, bot.Heard, error) {
	note, err := h.from.Fetch(ctx, m.Media[0])
	return string(note.Data), bot.Heard{}, err
}

// TestSpeak has a voice note heard and answered, and recorded as a transcript has it.
func TestSpeak(t *testing.T) {
	at := put(t, "note.ogg", []byte("say hi"))
	c := newTerminal(t)
	got := c.talk("@"+at+"\n🎤 say ho|b\n", func(_ *console.Options, config *bot.Config) {
		config.Hear = hearer{console.New(console.Options{})}
	})
	if want := "bot.heard\nhi\n" + buttons + "\nbot.heard\nho\n" + buttons + "\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := "> 🎤 " + at + "\n< bot.heard\n< hi\n< [Help] [thanks]\n> 🎤 say ho | b\n< bot.heard\n< ho\n< [Help] [thanks]\n"; c.record.String() != want {
		t.Errorf("recorded %q, want %q", c.record.String(), want)
	}
}

// TestAnswersWithFiles shows that there is one, and keeps it where it is told to.
func TestAnswersWithFiles(t *testing.T) {
	voice := &bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Data: []byte("OggS"), Seconds: 67}
	for _, c := range []struct {
		attach          *bot.Attachment
		text            string
		shown, saved, r string
	}{
		{voice, "", "🔊 1:07", "r-b1.ogg", "< 🔊\n"},
		{voice, "₹90", "🔊 1:07\n₹90", "r-b1.ogg", "< 🔊\n< ₹90\n"},
		{&bot.Attachment{Kind: "audio", Type: "audio/mpeg", Data: []byte("ID3")}, "", "🔊", "r-b1.mp3", "< 🔊\n"},
		{&bot.Attachment{Kind: "image", Type: "image/png", Data: []byte("PNG")}, "bill", "📎 \nbill", "r-b1.png", "< 📎\n< bill\n"},
		{&bot.Attachment{Kind: "image", Type: "image/jpeg", Data: []byte("JPG")}, "bill", "📎 \nbill", "r-b1.jpg", "< 📎\n< bill\n"},
		{&bot.Attachment{Kind: "document", Name: "../../a.pdf", Data: []byte("PDF")}, "", "📎 ../../a.pdf", "r-b1-a.pdf", "< 📎 ../../a.pdf\n"},
	} {
		for _, dir := range []string{"", t.TempDir()} {
			var out, record strings.Builder
			screen := console.New(console.Options{Person: "owner", Run: "r", Out: &out, Record: &record, Save: dir})
			if _, err := screen.Send(t.Context(), bot.Bubble{Text: c.text, Attach: c.attach}); err != nil {
				t.Fatal(err)
			}
			want := c.shown
			if dir != "" {
				first, rest, more := strings.Cut(c.shown, "\n")
				if want = strings.TrimRight(first, " ") + " " + filepath.Join(dir, c.saved); more {
					want += "\n" + rest
				}
				data, err := os.ReadFile(filepath.Join(dir, c.saved))
				if err != nil || !bytes.Equal(data, c.attach.Data) {
					t.Errorf("%s: saved %q, %v", c.saved, data, err)
				}
			}
			if got := strings.TrimSuffix(out.String(), "\n\n"); got != want || record.String() != c.r {
				t.Errorf("got %q, want %q; recorded %q, want %q", got, want, record.String(), c.r)
			}
		}
	}
	screen := console.New(console.Options{Person: "owner", Run: "r", Out: &strings.Builder{}, Save: filepath.Join(t.TempDir(), "none")})
	if _, err := screen.Send(t.Context(), bot.Bubble{Attach: voice}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("saved nowhere: %v", err)
	}
}
