package settings

import (
	"context"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// nudging is what somebody wants to hear without having asked: all that there is, unless
// a kind is named.
type nudging struct {
	Do   string `slot:"nudge,optional,choose"`
	News string `slot:"news,optional,choose"`
	Just string `slot:"just,optional,choose"` // that kind, and no other
}

// What can be said of nudges; yes and no are said to the question.
const (
	nudgesOn  = "on"
	nudgesOff = "off"
	nudgesYes = "yes"
	nudgesNo  = "no"
)

// offering is [settings.nudges], which asks by itself, once.
type offering struct {
	*dialogs.Form[nudging]
	skill
}

// Offer asks whether he wants to hear without having asked. Who said already that he
// does not is not asked.
func (o offering) Offer(ctx context.Context, t *bot.Turn) (bool, error) {
	if t.Prefers(bot.Nudges) != "" || len(shop.AllNews()) == 0 {
		return false, nil
	}
	is, err := o.standing(ctx, t)
	if err != nil || is[bot.Nudges].Value != "" {
		return false, err
	}
	h, err := o.book.In(t).Hours(ctx)
	if err != nil || h.Mute {
		return false, err
	}
	t.Say("nudges.offer", nil, append(agreeing(), nudge("nudges.choice.what", ""))...)
	t.Do(bot.Preference{Name: bot.Nudges, Value: bot.Asked, Shown: bot.Shown{Key: offerKey}, Notice: noticeVersion})
	return true, nil
}

// offerKey is the text of the question.
const offerKey = "settings.nudges.offer"

// agreeing are yes and no to the question.
func agreeing() []bot.Choice {
	yes, no := nudge("bot.choice.yes", nudgesYes), nudge("bot.choice.no", nudgesNo)
	yes.Agree, no.Decline = true, true
	return []bot.Choice{yes, no}
}

// nudge is a quick reply about nudges.
func nudge(key, do string) bot.Choice {
	c := dialogs.Begin(key, nil, "settings.nudges", "nudge", bot.Value{Kind: bot.Choose, Text: do})
	if do == "" {
		c.Do[0].Slots = nil
	}
	return c
}

// standing is what who the turn is with has chosen by now, as the journal has it: what he
// said elsewhere counts too.
func (s skill) standing(ctx context.Context, t *bot.Turn) (map[string]bot.Preference, error) {
	all, err := s.book.People().Preferences(ctx, t.Shop, t.Person)
	for _, e := range t.Effects() {
		if p, ok := e.(bot.Preference); ok {
			all = append(all, p)
		}
	}
	return bot.Standing(all), err
}

// nudges turns on or off what is said unasked, or says what that is.
func (s skill) nudges(ctx context.Context, t *bot.Turn, n nudging) error {
	is, err := s.standing(ctx, t)
	if err != nil {
		return err
	}
	news := shop.News(n.News)
	if n.Do == nudgesOn && t.Message.Pick == "" && unwanted(t.Lang, t.Message.Text) {
		n.Do = nudgesOff
	}
	off := n.Do == nudgesOff || n.Do == nudgesNo
	switch {
	case n.Do == nudgesNo && is[bot.Nudges].Value != bot.Given:
		t.Do(bot.Preference{Name: bot.Nudges, Value: bot.Declined, Shown: s.asked(ctx, t), Notice: noticeVersion})
		t.Say("nudges.refused", nil)
	case off && !slices.Contains(shop.AllNews(), news):
		withdraws(t, is)
	case t.Role < bot.Owner:
		t.Say("nudges.owner", nil)
	case off:
		without(t, is, news)
	case n.News != "" && !slices.Contains(shop.AllNews(), news):
		tells(t, is) // there is no such news
	case n.News != "" && n.Do == nudgesOn:
		return s.only(ctx, t, is, news, n.Just != "")
	case n.Do == nudgesOn && is[bot.Nudges].Value != bot.Given && t.Message.Pick == "" && !plain(t.Lang, t.Message.Text):
		tells(t, is) // news of the weather, perhaps: nobody agreed to what there is
	case n.Do == nudgesYes && t.Message.Pick == "" && vague(t.Lang, t.Message.Text):
		t.Say("nudges.sure", nil, agreeing()...)
	case n.Do == nudgesYes || n.Do == nudgesOn:
		return s.agrees(ctx, t, is, n.Do == nudgesYes)
	default:
		tells(t, is)
	}
	return nil
}

// vague reports whether a word may as well be about what was said before the question.
func vague(lang, text string) bool {
	return in(lang).means(strings.Trim(text, " .!"), senseFine)
}

// agrees writes down that he wants to hear: everything, whatever of it he had turned off.
func (s skill) agrees(ctx context.Context, t *bot.Turn, is map[string]bot.Preference, answered bool) error {
	if err := s.unmute(ctx, t); err != nil {
		return err
	}
	news := false
	for _, n := range shop.AllNews() {
		if is[n.Preference()].Value != "" {
			t.Do(bot.Preference{Name: n.Preference()})
			news = true
		}
	}
	given := is[bot.Nudges].Value == bot.Given
	if given && !news {
		t.Say("nudges.already", nil)
		lines(t, is)
		return nil
	}
	gives := bot.Preference{Name: bot.Nudges, Value: bot.Given, Shown: bot.Shown{Key: "settings.nudges.on"}, Notice: noticeVersion}
	if answered {
		gives.Shown = s.asked(ctx, t)
	}
	if !given {
		t.Do(gives)
	}
	t.Say("nudges.on", nil, dialogs.Undo())
	return nil
}

// unmute has the shop no longer silent, when it was to be.
func (s skill) unmute(ctx context.Context, t *bot.Turn) error {
	book := s.book.In(t)
	h, err := book.Hours(ctx)
	if err != nil || !h.Mute {
		return err
	}
	h.Mute = false
	return book.SetHours(ctx, h)
}

// asked is the question as he had it before him when he was asked last.
func (s skill) asked(ctx context.Context, t *bot.Turn) bot.Shown {
	all, err := s.book.People().Preferences(ctx, t.Shop, t.Person)
	for _, p := range slices.Backward(all) {
		if err == nil && p.Name == bot.Nudges && p.Value == bot.Asked {
			return p.Shown
		}
	}
	return bot.Shown{Key: offerKey}
}

// withdraws writes down that he wants to hear nothing, also when he never agreed: then he
// is not asked.
func withdraws(t *bot.Turn, is map[string]bot.Preference) {
	was := is[bot.Nudges].Value
	if was != bot.Withdrawn || t.Demo {
		t.Do(bot.Preference{Name: bot.Nudges, Value: bot.Withdrawn, Notice: noticeVersion})
	}
	if was != bot.Given && !t.Demo {
		t.Say("nudges.never", nil)
		return
	}
	t.Say("nudges.off", nil, dialogs.Undo())
}
