package alerts

import (
	"context"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// When the morning's news are told, and how much later the last shop hears them.
const (
	morningHour   = 8
	morningLate   = 3 * time.Hour
	morningJitter = 20 * time.Minute
)

// maxMorning is how many alerts are told of in the morning.
const maxMorning = 4

// newsOf is the kind of news that an alert is.
var newsOf = map[shop.AlertKind]shop.News{
	shop.AlertStock: shop.NewsStock, shop.AlertExpiry: shop.NewsStock, shop.AlertLimit: shop.NewsUdhaar, shop.AlertUdhaar: shop.NewsUdhaar,
}

// morning tells who agreed to it what was sold the day before and what has to be seen to,
// as far as he wants that. When there is nothing to tell it says nothing.
func (s skill) morning(ctx context.Context, t *bot.Turn) error {
	if err := s.yesterday(ctx, t); err != nil {
		return err
	}
	all, err := s.book.In(t).Alerts(ctx, t.Role >= bot.Manager)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(a shop.Alert) bool { return !wants(t, newsOf[a.Kind]) })
	for _, a := range all[:min(len(all), maxMorning)] {
		t.Say("list."+string(a.Kind), arguments(t, a))
	}
	if len(t.Replies()) == 0 {
		return nil
	}
	stop := dialogs.Begin("morning.choice.stop", nil, "settings.nudges", "nudge", bot.Value{Kind: bot.Choose, Text: "off"})
	if len(all) == 0 {
		t.Say("morning.stop", nil, stop)
		return nil
	}
	list := bot.Choice{Key: "morning.choice.list", Do: []bot.Command{{Kind: bot.Start, Errand: "alerts.list"}}}
	t.Say("morning.stop", bot.Args{"More": max(0, len(all)-maxMorning)}, list, stop)
	return nil
}

// yesterday says what was sold the day before, if anything was.
func (s skill) yesterday(ctx context.Context, t *bot.Turn) error {
	if !wants(t, shop.NewsDay) {
		return nil
	}
	r, err := s.book.In(t).Report(ctx, shop.Over(shop.Day(t.Today()).Plus(-1)), shop.Item{}, shop.Customer{})
	if err != nil || r.Revenue == 0 {
		return err
	}
	args := bot.Args{"Revenue": r.Revenue}
	if r.Credit > 0 {
		args["Credit"] = r.Credit
	}
	t.Say("morning.day", args)
	return nil
}

// wants reports whether he has not turned a kind of news off.
func wants(t *bot.Turn, n shop.News) bool { return t.Prefers(n.Preference()) != shop.NewsOff }
