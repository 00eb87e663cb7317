package settings

import (
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// without turns one kind off. When none is left, he has withdrawn.
func without(t *bot.Turn, is map[string]bot.Preference, news shop.News) {
	if is[bot.Nudges].Value != bot.Given {
		t.Say("nudges.never", nil)
		return
	}
	is[news.Preference()] = bot.Preference{Name: news.Preference(), Value: shop.NewsOff}
	if allOff(is) {
		for _, n := range shop.AllNews() {
			t.Do(bot.Preference{Name: n.Preference()})
		}
		withdraws(t, is)
		return
	}
	t.Do(is[news.Preference()])
	t.Say("nudges.news.off", bot.Args{"News": newsName(news)})
	lines(t, is, dialogs.Undo())
}

// only turns one kind on: beside the others, if he agreed to them and did not say that he
// wants no other. Who agrees to one has not agreed to the rest.
func (s skill) only(ctx context.Context, t *bot.Turn, is map[string]bot.Preference, news shop.News, just bool) error {
	given := is[bot.Nudges].Value == bot.Given
	for _, n := range shop.AllNews() {
		value := is[n.Preference()].Value
		if n == news {
			value = ""
		} else if just || !given {
			value = shop.NewsOff
		}
		if value != is[n.Preference()].Value {
			is[n.Preference()] = bot.Preference{Name: n.Preference(), Value: value}
			t.Do(is[n.Preference()])
		}
	}
	if !given {
		t.Do(bot.Preference{
			Name: bot.Nudges, Value: bot.Given, Notice: noticeVersion,
			Shown: bot.Shown{Key: "settings.nudges.news.on", Args: bot.Args{"News": newsName(news)}},
		})
	}
	if err := s.unmute(ctx, t); err != nil {
		return err
	}
	t.Say("nudges.news.on", bot.Args{"News": newsName(news)})
	lines(t, is, dialogs.Undo())
	return nil
}

// tells says what there is to hear, what of it he hears, and asks who has not agreed.
func tells(t *bot.Turn, is map[string]bot.Preference) {
	if is[bot.Nudges].Value == bot.Given {
		t.Say("nudges.now", nil)
		lines(t, is, nudge("nudges.choice.off", nudgesOff))
		return
	}
	t.Say("nudges.what", nil)
	lines(t, nil)
	t.Say("nudges.ask", nil, agreeing()...)
}

// lines are the kinds of news, and which of them he hears; the choices go under the last.
func lines(t *bot.Turn, is map[string]bot.Preference, choices ...bot.Choice) {
	all := shop.AllNews()
	for i, n := range all {
		key := "nudges.line"
		if is[n.Preference()].Value == shop.NewsOff {
			key = "nudges.line.off"
		}
		if i < len(all)-1 {
			t.Say(key, bot.Args{"News": newsName(n)})
			continue
		}
		t.Say(key, bot.Args{"News": newsName(n)}, choices...)
	}
}

// newsName is a kind of news as it is said.
func newsName(n shop.News) bot.Value {
	return bot.Value{Kind: bot.Key, Text: "settings.news." + string(n)}
}

// allOff reports whether he wants none of the kinds there are.
func allOff(is map[string]bot.Preference) bool {
	return !slices.ContainsFunc(shop.AllNews(), func(n shop.News) bool { return is[n.Preference()].Value != shop.NewsOff })
}
