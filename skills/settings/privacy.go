package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// noticeVersion is the version of the privacy notice: the day its words, or those of the
// question for consent, were changed last. What people agree to names it.
const noticeVersion = "2026-11-24"

// privacy is the notice: what is kept, why and how long, who sees it and where it is, what
// he can do, and to whom he can complain. It is said in sentences that can be read aloud.
func (s skill) privacy(ctx context.Context, t *bot.Turn, _ struct{}) error {
	o := s.book.Operator()
	days, keeps, err := s.keepsVoice(ctx, t)
	if err != nil {
		return err
	}
	t.Say("privacy.kept", nil)
	long := bot.Args{}
	if o.Days > 0 {
		long["Days"] = o.Days
	}
	choices := []bot.Choice{{Key: "consents.choice", Do: []bot.Command{{Kind: bot.Start, Errand: "settings.consents"}}}}
	if keeps && days > 0 {
		long["Voice"] = days
		choices = append(choices, soundChoices(days, soundUnkept)...)
	}
	t.Say("privacy.long", long)
	t.Say("privacy.seen", nil)
	t.Say("privacy.where", whereabouts(o))
	t.Say("privacy.rights", nil)
	whom := bot.Args{"Version": bot.Value{Kind: bot.Date, From: noticeVersion, Text: "year"}}
	if o.Grievance != "" {
		whom["Whom"] = o.Grievance
	}
	t.Say("privacy.complain", whom, choices...)
	return nil
}

// whereabouts are where the data is, and who else is given of it.
func whereabouts(o shop.Operator) bot.Args {
	where := bot.Args{}
	for name, is := range map[string]string{
		"India": flag(o.India), "Model": flag(o.Model),
		"Hear": flag(o.Hears.Any), "Hearer": o.Hears.Names, "Speak": flag(o.Speaks.Any), "Speaker": o.Speaks.Names,
	} {
		if is != "" {
			where[name] = is
		}
	}
	return where
}
