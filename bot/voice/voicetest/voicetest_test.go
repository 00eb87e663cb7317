package voicetest_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/voicetest"
)

const sentences = voicetest.Sentences("../sphinx/testdata")

// TestSentences has twelve of each kind in every language, and each command is about what
// is in the shop.
func TestSentences(t *testing.T) {
	for _, lang := range voicetest.Langs() {
		commands, outside := sentences.Commands(t, "commands", lang), sentences.Outside(t, "outside", lang)
		if len(commands) != 12 || len(outside) != 12 {
			t.Errorf("%s: %d commands and %d others", lang, len(commands), len(outside))
		}
		seen := map[string]bool{}
		for _, c := range commands {
			if c.Said == "" || seen[c.Want] || slices.Contains(outside, c.Said) {
				t.Errorf("%s: %+v is nothing new", lang, c)
			}
			seen[c.Want] = true
		}
		names := sentences.Names(t, lang)
		for _, n := range names {
			if n.Text == "" || n.ID == "" || n.Kind != bot.Item && n.Kind != bot.Customer {
				t.Errorf("%s: %+v", lang, n)
			}
		}
		if len(names) != 35 {
			t.Errorf("%s: %d names", lang, len(names))
		}
	}
}

func TestWritten(t *testing.T) {
	start := func(errand string, slots map[string]bot.Value) bot.Command {
		return bot.Command{Kind: bot.Start, Errand: errand, Slots: slots, Score: 0.9}
	}
	gave := start("udhaar.give", map[string]bot.Value{
		"customer": {Kind: bot.Customer, ID: "c1", Text: "Ramesh"}, "amount": {Kind: bot.Money, N: 125050},
	})
	for want, u := range map[string]bot.Understanding{
		"":                                      {},
		"udhaar.give amount=1250.5 customer=c1": {Commands: []bot.Command{gave}},
		"sales.record item=?chini qty=2.5kg ; yes": {Commands: []bot.Command{
			start("sales.record", map[string]bot.Value{"qty": {Kind: bot.Quantity, N: 2500, Unit: "kg"}, "item": {Kind: bot.Item, Text: "chini"}}), {Kind: bot.Yes},
		}},
		"fill count=3 period=today": {Commands: []bot.Command{
			{Kind: bot.Fill, Slots: map[string]bot.Value{"count": {Kind: bot.Number, N: 3000}, "period": {Kind: bot.Text, Text: "today"}}},
		}},
	} {
		if got := voicetest.Written(u); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := voicetest.Written(bot.Understanding{Commands: []bot.Command{gave}, Unsure: true}); got != "" {
		t.Errorf("nobody is sure of %q", got)
	}
}

// TestNotes are voice notes in which somebody speaks, by turns another.
func TestNotes(t *testing.T) {
	for _, lang := range []string{"hi", "en"} {
		said := sentences.Commands(t, "commands", lang)[0].Said
		var notes [][]byte
		for n := range 3 {
			note := voicetest.Note(t, said, lang, n)
			clip := voicetest.Played(t, note)
			if !sound.IsNote(note) || clip.Length() < time.Second || clip.Length() > 6*time.Second || len(clip.Trim()) == 0 {
				t.Errorf("%s: %d bytes sound for %v", lang, len(note), clip.Length())
			}
			ours, err := sound.Decode(t.Context(), note, sound.Limits{Bytes: len(note), Length: time.Minute})
			if d := ours.Length() - clip.Length(); err != nil || d.Abs() > time.Millisecond {
				t.Errorf("%s: %v, %v: %v", lang, ours.Length(), clip.Length(), err)
			}
			notes = append(notes, clip.WAV())
		}
		if bytes.Equal(notes[0], notes[1]) || !bytes.Equal(notes[0], notes[2]) {
			t.Errorf("%s: there are not two speakers", lang)
		}
	}
}
