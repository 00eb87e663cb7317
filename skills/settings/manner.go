package settings

import (
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// lightness is whether somebody wants words alone.
type lightness struct {
	Lite string `slot:"lite,optional,choose"`
}

// Whether lite mode is on.
const (
	liteOn  = "on"
	liteOff = "off"
)

// lite sends words alone from now on, or pictures again.
func (s skill) lite(_ context.Context, t *bot.Turn, l lightness) error {
	is := liteOff
	if t.Lite() {
		is = liteOn
	}
	switch l.Lite {
	case is:
		t.Say("lite.now."+is, nil)
		return nil
	case liteOn:
		t.Do(bot.Preference{Name: bot.Lite, Value: bot.On})
	case liteOff:
		t.Do(bot.Preference{Name: bot.Lite})
	default:
		t.Say("lite.now."+is, nil, liteChoice(t))
		return nil
	}
	t.Say("lite."+l.Lite, nil, dialogs.Undo())
	return nil
}

// liteChoice is the quick reply that has lite mode be otherwise.
func liteChoice(t *bot.Turn) bot.Choice {
	to := liteOn
	if t.Lite() {
		to = liteOff
	}
	return dialogs.Begin("lite.choice."+to, nil, "settings.lite", "lite", bot.Value{Kind: bot.Choose, Text: to})
}

// speech is when somebody wants to be answered aloud.
type speech struct {
	Voice string `slot:"voice,optional,choose"`
	When  string `slot:"when,optional,choose"` // at which times only
}

// aloudAt is when answers can be spoken.
var aloudAt = []string{bot.SpokenAlways, bot.SpokenBack, bot.SpokenOnTap, bot.SpokenNever}

// wish is what was said: at times beats always, and not at all beats both. What cannot
// be wished for is nothing.
func (v speech) wish(lang, said string) string {
	if v.Voice != "" && !slices.Contains(aloudAt, v.Voice) || v.When != "" && !slices.Contains(aloudAt, v.When) {
		return ""
	}
	switch {
	case v.Voice == bot.SpokenAlways && unwanted(lang, said):
		return bot.SpokenNever
	case v.When != "" && v.Voice != bot.SpokenNever:
		return v.When
	}
	return v.Voice
}

// unwanted reports whether a sentence says that something is not to be.
func unwanted(lang, said string) bool { return in(lang).within(said, senseUnwanted) }

// voice keeps when he wants to be answered aloud. Where nothing can be spoken it says so.
func (s skill) voice(_ context.Context, t *bot.Turn, v speech) error {
	is, wish := aloud(t), v.wish(t.Lang, t.Message.Text)
	switch wish {
	case "":
		t.Say("voice.now."+is, nil)
		t.Say("voice.which", nil, voiceChoice(bot.SpokenAlways), voiceChoice(bot.SpokenBack), voiceChoice(bot.SpokenNever))
		return nil
	case is:
		t.Say("voice.now."+is, nil)
	default:
		t.Do(bot.Preference{Name: bot.Voice, Value: wish})
		t.Say("voice."+wish, nil, dialogs.Undo())
	}
	if wish == bot.SpokenNever {
		return nil
	}
	if !t.Speaks() {
		t.Say("voice.yet", nil)
	}
	if t.Lite() {
		t.Say("voice.lite", nil)
	}
	return nil
}

// aloud is when he wants to be answered aloud, as he said or as usual.
func aloud(t *bot.Turn) string {
	if v := t.Prefers(bot.Voice); v != "" {
		return v
	}
	return bot.SpokenOnTap
}

// voiceChoice is the quick reply that chooses when.
func voiceChoice(when string) bot.Choice {
	return dialogs.Begin("voice.choice."+when, nil, "settings.voice", "voice", bot.Value{Kind: bot.Choose, Text: when})
}
