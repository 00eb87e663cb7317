package bottest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// kept keeps what comes in.
type kept struct {
	bot.Sink
	last bot.Message
}

func (k *kept) Receive(_ context.Context, messages ...bot.Message) error {
	k.last = messages[len(messages)-1]
	return nil
}

// TestEars hears in a voice note what the transcript says is heard in it, and nothing in
// any other.
func TestEars(t *testing.T) {
	in := &kept{}
	w := &Wire{Clock: NewClock(time.Unix(0, 0))}
	w.Start(in)
	p := &player{t: t, far: w, names: map[string]string{}, last: map[string]string{}, home: t.TempDir()}
	for line, want := range map[string]struct {
		text string
		bot.Heard
	}{
		"> 🎤 do kilo":      {"do kilo", bot.Heard{}},
		"> 🎤 sau | do sau": {"sau", bot.Heard{Alternatives: []string{"do sau"}}},
		"> 🎤? do kilo":     {"do kilo", bot.Heard{Embedded: true}},
		"> 🎤":              {},
	} {
		l, err := transcript.ParseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		p.say(l)
		m := in.last
		if m.Text != "" || m.Heard != nil || len(m.Media) != 1 || m.Media[0].Kind != "audio" || !m.Media[0].Voice {
			t.Errorf("%s: sent %+v, which is no voice note", line, m)
		}
		text, heard, err := Ears{w}.Hear(t.Context(), m)
		if err != nil || text != want.text || heard.Embedded != want.Embedded || !slices.Equal(heard.Alternatives, want.Alternatives) {
			t.Errorf("%s: heard %q, %+v, %v", line, text, heard, err)
		}
	}
	p.say(transcript.Line{Media: "audio", Text: "note.ogg"})
	if text, _, err := (Ears{w}).Hear(t.Context(), in.last); err == nil || text != "" {
		t.Errorf("heard %q in a note of nobody", text)
	}
	if _, _, err := (Ears{w}).Hear(t.Context(), bot.Message{Media: []bot.Media{{Ref: "0"}}}); !errors.Is(err, bot.ErrMedia) {
		t.Errorf("a note that is not there: %v", err)
	}
	if _, _, err := (Ears{struct{ bot.Channel }{w}}).Hear(t.Context(), in.last); err == nil {
		t.Error("heard over a channel from which nothing is fetched")
	}
}
