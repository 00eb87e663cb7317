package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// show says what is set.
func (s skill) show(ctx context.Context, t *bot.Turn, _ struct{}) error {
	book := s.book.In(t)
	p, err := book.Profile(ctx)
	if err != nil {
		return err
	}
	limits, err := book.Limits(ctx)
	if err != nil {
		return err
	}
	t.Say("show.shop", bot.Args{
		"Name": p.Name, "Place": p.Place,
		"Kind": bot.Value{Kind: bot.Key, Text: "settings.shop.choice." + string(p.Catalogue())},
	})
	t.Say("show.language", bot.Args{"Language": shop.Language(t.Lang)})
	t.Say("show.manner", bot.Args{
		"Lite": flag(t.Lite()), "Voice": bot.Value{Kind: bot.Key, Text: "settings.voice.when." + aloud(t)},
	})
	days, keeps, err := s.keepsVoice(ctx, t)
	if err != nil {
		return err
	}
	t.Say("show.sound", keptFor(days, keeps))
	h, err := book.Hours(ctx)
	if err != nil {
		return err
	}
	showHours(t, h)
	if err := s.showNudges(ctx, t); err != nil {
		return err
	}
	if err := s.showGuarded(ctx, t); err != nil {
		return err
	}
	voice := bot.Choice{Key: "show.choice.voice", Do: []bot.Command{{Kind: bot.Start, Errand: "settings.voice"}}}
	t.Say(
		"show.limits", bot.Args{"Sale": limits.RiskySale, "Udhaar": limits.RiskyUdhaar, "Customer": limits.CustomerUdhaar},
		liteChoice(t), voice, nudge("show.choice.nudges", ""),
	)
	return nil
}

// showNudges says what he is told unasked.
func (s skill) showNudges(ctx context.Context, t *bot.Turn) error {
	is, err := s.standing(ctx, t)
	if err != nil {
		return err
	}
	args := bot.Args{"Given": flag(is[bot.Nudges].Value == bot.Given)}
	for name, n := range map[string]shop.News{"Day": shop.NewsDay, "Stock": shop.NewsStock, "Udhaar": shop.NewsUdhaar} {
		args[name] = flag(is[n.Preference()].Value != shop.NewsOff)
	}
	t.Say("show.nudges", args)
	return nil
}

// showGuarded says whether there is a PIN, and what neighbours may ask about: to whom it
// is for.
func (s skill) showGuarded(ctx context.Context, t *bot.Turn) error {
	if t.Role < bot.Manager {
		return nil
	}
	kept, err := s.book.People().PIN(ctx, t.Person)
	if err != nil {
		return err
	}
	c, err := s.book.In(t).Consent(ctx)
	if err != nil {
		return err
	}
	t.Say("show.guarded", bot.Args{"PIN": flag(kept != ""), "Sharing": flag(!c.None())})
	return nil
}

// flag is a yes as an argument, "" for no.
func flag(yes bool) string {
	if yes {
		return "yes"
	}
	return ""
}
