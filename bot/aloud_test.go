package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// TestSpoken has answers spoken as their person likes: after the words, the same but for
// what is not for the ear; and what is nobody's to hear never.
func TestSpoken(t *testing.T) {
	const written, note = "tally.total Total=0 Who=ali", "\n🔊 tally.total Who=ali"
	for voice, want := range map[string]struct{ typed, spoken string }{
		bot.SpokenAlways: {written + note, written + note},
		bot.SpokenBack:   {written, written + note},
		bot.SpokenOnTap:  {written, written + " [bot.aloud.choice]"},
		bot.SpokenNever:  {written, written},
		"off":            {written, written + " [bot.aloud.choice]"},
	} {
		k := newTalker(t, nil)
		k.likes(bot.Voice, voice)
		if got := k.say("total ali"); got != want.typed {
			t.Errorf("%s, typed: %q, want %q", voice, got, want.typed)
		}
		if got := k.speak("total ali"); got != want.spoken {
			t.Errorf("%s, spoken: %q, want %q", voice, got, want.spoken)
		}
		k.likes(bot.Lite, bot.On)
		if got := k.say("total ali") + k.speak("total ali"); got != written+written {
			t.Errorf("%s, lite: %q", voice, got)
		}
		k.noLetters()
	}
}

// TestNothingSpeaks leaves all as it was without somebody who speaks, or words for the ear.
func TestNothingSpeaks(t *testing.T) {
	for name, also := range map[string]func(*bot.Config){
		"nobody speaks":     func(c *bot.Config) { c.Speak = nil },
		"nothing is to say": func(c *bot.Config) { c.Writer = pen{} },
	} {
		k := newTalker(t, also)
		if got := k.speak("total ali"); got != "tally.total Total=0 Who=ali" {
			t.Errorf("%s: %q", name, got)
		}
		k.likes(bot.Voice, bot.SpokenAlways)
		if got := k.say("total ali"); got != "tally.total Total=0 Who=ali" {
			t.Errorf("%s: %q", name, got)
		}
		if got := k.say("aloud"); got != "bot.aloud.none" || k.readings() != 0 {
			t.Errorf("%s: asked aloud: %q, %d readings", name, got, k.readings())
		}
	}
}

// TestSpeaks tells skills whether answers can be spoken.
func TestSpeaks(t *testing.T) {
	if turn := bot.NewTurn(1, 1, 1, morning); turn.Speaks() || !turn.Speaking().Speaks() {
		t.Error("a turn of nowhere speaks")
	}
	for _, speaks := range []bool{true, false} {
		said := ""
		k := newTalker(t, func(c *bot.Config) {
			if !speaks {
				c.Speak = nil
			}
			c.Skills[len(c.Skills)-1].Errands = append(c.Skills[len(c.Skills)-1].Errands, dialogs.NewForm("manner.asks", func(_ context.Context, t *bot.Turn, _ struct{}) error {
				said = fmt.Sprint(t.Speaks())
				return nil
			}))
		})
		if k.say("asks"); said != fmt.Sprint(speaks) {
			t.Errorf("it speaks: %s, want %v", said, speaks)
		}
	}
}

// TestNothingForTheEar speaks what there is to hear, in order, and no note when there is
// nothing.
func TestNothingForTheEar(t *testing.T) {
	k := newTalker(t, nil)
	k.likes(bot.Voice, bot.SpokenAlways)
	if got := k.say("total ali; add bea 5; total bea"); !strings.HasSuffix(got, "\n🔊 tally.total Who=ali\ntally.add.done N=5 Who=bea\ntally.total Who=bea") {
		t.Errorf("got %q", got)
	}
	for _, key := range []string{"broken", "unknown", "panic"} {
		if got := bot.Tells(lips{}, key); got != "" {
			t.Errorf("%s is spoken: %q", key, got)
		}
	}
}

// TestSecretsAreNotSpoken speaks no question for a secret and no answer to one, also when
// he asks for it.
func TestSecretsAreNotSpoken(t *testing.T) {
	k := newTalker(t, nil)
	k.likes(bot.Voice, bot.SpokenAlways)
	before := k.readings()
	for _, text := range []string{"pin", "🔊", "4821"} {
		if got := k.say(text); strings.Contains(got, "🔊") || got == "" {
			t.Errorf("%s: %q", text, got)
		}
	}
	if k.readings() != before {
		t.Error("a secret was read out")
	}
}

// TestSentences cuts what is spoken behind a sentence.
func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{
		{"one. two.", 100, "one. two."},
		{"one. two. three", 12, "one. two."},
		{"दो किलो। तीन किलो। चार", 19, "दो किलो। तीन किलो।"},
		{"is it? no it is not", 10, "is it?"},
		{"2.5 kilo of sugar", 10, "2.5 kilo"},
		{"one. two", 4, "one."},
		{"first line\nsecond line", 15, "first line"},
		{strings.Repeat("a", 20), 5, "aaaaa"},
		{"", 5, ""},
	} {
		if got := bot.Sentences(tt.text, tt.n); got != tt.want {
			t.Errorf("%q in %d: %q, want %q", tt.text, tt.n, got, tt.want)
		}
	}
}

// TestSpokenIsShort speaks what somebody listens to, however long the answer is.
func TestSpokenIsShort(t *testing.T) {
	k := newTalker(t, nil)
	k.likes(bot.Voice, bot.SpokenAlways)
	k.say(strings.TrimSuffix(strings.Repeat("total ali; ", 30), "; "))
	words := []rune(k.asked[len(k.asked)-1].Text)
	if len(words) > bot.MaxAloud || len(words) < bot.MaxAloud/2 || !strings.HasSuffix(string(words), "Who=ali") {
		t.Errorf("%d runes: %s", len(words), string(words))
	}
}

// TestAloudOnTap speaks what was answered when somebody taps, says its words or sends the
// sign: the answer he taps under, else the last; and leaves all else as it stood.
func TestAloudOnTap(t *testing.T) {
	k := newTalker(t, nil)
	first := k.speak("total ali")
	tap := k.id("bot.aloud.choice")
	k.expect([2]string{"add ali 5", "tally.add.done N=5 Total=5 Who=ali [undo]"})
	taps := func() string {
		m := k.message("owner", "")
		m.Pick = tap
		k.receive(m)
		return k.settle()
	}
	if got := taps(); got != "🔊 tally.total Who=ali" {
		t.Errorf("under %q: %q", first, got)
	}
	for _, text := range []string{"🔊", " 🔊\uFE0F ", "aloud"} {
		if got := k.say(text); got != "🔊 tally.add.done N=5 Who=ali" {
			t.Errorf("%q: %q", text, got)
		}
	}
	k.expect( // what was said last can still be answered
		[2]string{"aloud total bea", "tally.total Total=0 Who=bea\n🔊 tally.total Who=bea"},
		[2]string{"add ali 5", "tally.add.done N=5 Total=10 Who=ali [undo]"},
		[2]string{"🔊", "🔊 tally.add.done N=5 Who=ali"},
		[2]string{"1", "book.undone N=5 Who=ali"},
	)
	k.holds("ali 5\n")
	k.likes(bot.Lite, bot.On)
	if got := taps(); got != "bot.aloud.lite" {
		t.Errorf("lite: %q", got)
	}
	k.noLetters()
}

// TestAloudWhileAsked speaks a question again, and does not ask it once more; a "yes" to
// one choice is not made doubtful by the offer to speak.
func TestAloudWhileAsked(t *testing.T) {
	k := newTalker(t, nil)
	if got := k.say("🔊"); got != "bot.repeat.nothing" {
		t.Errorf("nothing said: %q", got)
	}
	if got := k.speak("add ali"); got != "tally.add.ask.n Who=ali [bot.aloud.choice]" {
		t.Fatalf("got %q", got)
	}
	k.expect(
		[2]string{"🔊", "🔊 tally.add.ask.n Who=ali"},
		[2]string{"it's 7", "tally.add.done N=7 Total=7 Who=ali [undo]"},
	)
	if got := k.speak("again"); strings.Count(got, "[") != 2 {
		t.Errorf("again: %q", got)
	}
	if got := k.speak("again"); strings.Count(got, "bot.aloud.choice") != 1 {
		t.Errorf("offered twice: %q", got)
	}
	m := k.message("owner", "🔊")
	m.Forwarded = true
	k.receive(m)
	if got := k.settle(); strings.Contains(got, "🔊") {
		t.Errorf("forwarded: %q", got)
	}
}

// TestAloudHasRoom offers to speak only where a quick reply has room.
func TestAloudHasRoom(t *testing.T) {
	k := newTalker(t, nil)
	k.say("what")
	got := k.speak("what ever") // the second time a person is offered too
	if strings.Count(got, "[") != bot.MaxChoices || strings.Contains(got, "aloud") {
		t.Errorf("got %q", got)
	}
}

// TestNewsAreSpoken to who wants all spoken, and to nobody else.
func TestNewsAreSpoken(t *testing.T) {
	for voice, want := range map[string]bool{bot.SpokenAlways: true, bot.SpokenBack: false, bot.SpokenOnTap: false} {
		d := &diary{}
		k := &talker{mouth: &mouth{}}
		k.also = d.change
		k.chat = newChat(t, func(c *bot.Config) {
			d.change(c)
			k.also = nil
			k.change(c)
		})
		k.likes(bot.Voice, voice)
		if got := k.wait(23 * 3600e9); strings.Contains(got, "🔊") != want || got == "" {
			t.Errorf("%s: %q", voice, got)
		}
	}
}
