package settings

import (
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// texting is when somebody wants news by text message too.
type texting struct {
	SMS string `slot:"sms,optional,choose"`
}

// textOff is that he wants none.
const textOff = "off"

// textedAt is when news can be texted.
var textedAt = []string{bot.SMSAlways, bot.SMSFailed, textOff}

// sms keeps when news go by text message too, to his own number. Nothing is changed where
// they cannot be sent; that he wants none is kept everywhere.
func (s skill) sms(ctx context.Context, t *bot.Turn, v texting) error {
	wish := v.SMS
	if !slices.Contains(textedAt, wish) {
		wish = ""
	}
	if wish == textOff {
		return noTexts(t)
	}
	number, err := s.number(ctx, t)
	switch {
	case err != nil:
		return err
	case t.Role < bot.Owner:
		t.Say("nudges.owner", nil)
		return nil
	case !s.book.Operator().SMS:
		t.Say("sms.none", nil)
		return nil
	case number == "":
		t.Say("sms.unknown", nil)
		return nil
	case wish == "":
		t.Say("sms.now."+textsTo(t), ending(number), textChoice(bot.SMSAlways), textChoice(bot.SMSFailed), textChoice(textOff))
		return nil
	}
	return s.textsFrom(ctx, t, wish, number)
}

// noTexts has no more news texted.
func noTexts(t *bot.Turn) error {
	if textsTo(t) == textOff {
		t.Say("sms.now.off", nil)
		return nil
	}
	t.Do(bot.Preference{Name: bot.SMS, Notice: noticeVersion})
	t.Say("sms.off", nil, dialogs.Undo())
	return nil
}

// textsFrom has news texted to a number from now on, and says what that means; who gets no
// news is told that too.
func (s skill) textsFrom(ctx context.Context, t *bot.Turn, wish, number string) error {
	if textsTo(t) == wish {
		t.Say("sms.now."+wish, ending(number))
		return nil
	}
	is, err := s.standing(ctx, t)
	if err != nil {
		return err
	}
	shown := bot.Shown{Key: "settings.sms." + wish, Args: ending(number)}
	t.Do(bot.Preference{Name: bot.SMS, Value: wish, Shown: shown, Notice: noticeVersion})
	t.Say("sms."+wish, ending(number))
	choices := []bot.Choice{dialogs.Undo()}
	if is[bot.Nudges].Value != bot.Given {
		t.Say("consents.none", nil)
		choices = append(choices, nudge("show.choice.nudges", ""))
	}
	t.Say("sms.cost", nil, choices...)
	return nil
}

// textsTo is when his news are texted, as he said or as usual.
func textsTo(t *bot.Turn) string {
	if v := t.Prefers(bot.SMS); v == bot.SMSAlways || v == bot.SMSFailed {
		return v
	}
	return textOff
}

// number is the phone number of who the turn is with; "" when it is not known.
func (s skill) number(ctx context.Context, t *bot.Turn) (string, error) {
	all, err := s.book.People().Addresses(ctx, t.Person)
	return bot.PhoneAmong(all), err
}

// endDigits are shown of a number, by which its owner knows it.
const endDigits = 4

// ending is a number as it is shown.
func ending(number string) bot.Args {
	return bot.Args{"End": "…" + number[max(0, len(number)-endDigits):]}
}

// textChoice is the quick reply that chooses when.
func textChoice(when string) bot.Choice {
	return dialogs.Begin("sms.choice."+when, nil, "settings.sms", "sms", bot.Value{Kind: bot.Choose, Text: when})
}
