package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// recording is whether the sound of somebody's voice notes is to be kept.
type recording struct {
	Sound string `slot:"sound,optional,choose"`
}

// What can be wanted of the sound.
const (
	soundKept   = "kept"
	soundUnkept = "unkept"
)

// sound has his voice kept no longer than it takes to hear it, and what is there of it
// forgotten at once; or has it kept again, for as long as the operator does.
func (s skill) sound(ctx context.Context, t *bot.Turn, r recording) error {
	days, keeps, err := s.keepsVoice(ctx, t)
	if err != nil {
		return err
	}
	is := soundKept
	if !keeps {
		is = soundUnkept
	}
	switch r.Sound {
	case soundUnkept:
		// Also where it is not kept any more: who asks wants to be sure.
		t.Do(bot.Preference{Name: bot.Sound, Value: bot.Unkept, Notice: noticeVersion})
		t.Say("sound.unkept", nil, soundChoices(days, soundKept)...)
		return nil
	case soundKept:
		if is != soundKept {
			t.Do(bot.Preference{Name: bot.Sound, Notice: noticeVersion})
		}
		if days > 0 {
			t.Say("sound.kept", bot.Args{"Days": days}, soundChoices(days, soundUnkept)...)
			return nil
		}
	}
	if days == 0 {
		t.Say("sound.none", nil)
		return nil
	}
	t.Say("sound.now."+is, keptFor(days, keeps), soundChoices(days, otherThan(is))...)
	return nil
}

// keepsVoice is for how many days the operator keeps voice notes, 0 for none, and whether
// who the turn is with lets his be kept.
func (s skill) keepsVoice(ctx context.Context, t *bot.Turn) (days int, keeps bool, err error) {
	keeps, err = s.book.People().KeepsVoice(ctx, t.Person)
	for _, e := range t.Effects() {
		if p, ok := e.(bot.Preference); ok && p.Name == bot.Sound {
			keeps = p.Value != bot.Unkept
		}
	}
	return s.book.Operator().Voice, keeps, err
}

// keptFor are the days as an argument, none for not at all.
func keptFor(days int, keeps bool) bot.Args {
	if !keeps || days == 0 {
		return nil
	}
	return bot.Args{"Days": days}
}

// otherThan is what can be wanted instead.
func otherThan(is string) string {
	if is == soundKept {
		return soundUnkept
	}
	return soundKept
}

// soundChoices are the quick reply that wants it kept or not: none where the operator
// keeps none.
func soundChoices(days int, want string) []bot.Choice {
	if days == 0 {
		return nil
	}
	return []bot.Choice{dialogs.Begin("sound.choice."+want, nil, "settings.sound", "sound", bot.Value{Kind: bot.Choose, Text: want})}
}
