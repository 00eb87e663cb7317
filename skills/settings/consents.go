package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// consents says what who asks agreed to, when, and in which words.
func (s skill) consents(ctx context.Context, t *bot.Turn, _ struct{}) error {
	is, err := s.standing(ctx, t)
	if err != nil {
		return err
	}
	var choices []bot.Choice
	p := is[bot.Nudges]
	switch args := chosenAt(t, p); p.Value {
	case bot.Given:
		t.Say("consents.nudges", args)
		if p.Shown.Text != "" {
			t.Say("consents.words", bot.Args{"Words": p.Shown.Text})
		}
		lines(t, is)
		choices = append(choices, nudge("nudges.choice.off", nudgesOff))
	case bot.Withdrawn:
		t.Say("consents.withdrawn", args)
	case bot.Declined:
		t.Say("consents.refused", args)
	default:
		t.Say("consents.none", nil)
	}
	if t.Role == bot.Owner {
		c, err := s.book.In(t).Consent(ctx)
		if err != nil {
			return err
		}
		t.Say("consents.sharing."+sharedHow(c), nil)
	}
	t.Say("consents.more", nil, append(choices, bot.Choice{
		Key: "privacy.choice", Do: []bot.Command{{Kind: bot.Start, Errand: "settings.privacy"}},
	})...)
	return nil
}

// chosenAt is when and how something was chosen, as arguments.
func chosenAt(t *bot.Turn, p bot.Preference) bot.Args {
	at := p.At
	if at.IsZero() {
		at = t.Now()
	}
	args := bot.Args{"Day": t.Dated(string(shop.DayOf(at, t.Zone)))}
	if p.Source.How != "" {
		args["How"] = bot.Value{Kind: bot.Key, Text: "settings.how." + string(p.Source.How)}
	}
	return args
}

// sharedHow names what neighbours may ask about in keys.
func sharedHow(c shop.Consent) string {
	switch {
	case c.None():
		return "none"
	case c.All:
		return "all"
	}
	return "some"
}
