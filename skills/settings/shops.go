package settings

import (
	"context"
	"slices"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// branch is what somebody wants with his shops: to go to another unless he says more.
type branch struct {
	Do   string `slot:"branch,optional,choose"`
	Name string `slot:"name,optional"` // of the new one or the one meant; of a quick reply "#" and its number
}

const (
	doOpen  = "open"
	doShops = "shops"
)

// nameOfNew asks for the name of a new shop.
func nameOfNew(b branch) []string {
	if b.Do == doOpen {
		return []string{"name"}
	}
	return nil
}

// shops lists a person's shops, goes to another or opens one. Which one is meant from
// then on is said.
func (s skill) shops(ctx context.Context, t *bot.Turn, b branch) error {
	if b.Do == doOpen {
		t.Do(shop.OpenShop{Name: b.Name})
		t.Say("shops.opened", bot.Args{"Name": b.Name})
		return nil
	}
	all, err := s.book.Shops(ctx, t)
	if err != nil {
		return err
	}
	if b.Do == doShops && len(all) > 1 {
		t.Say("shops.list", bot.Args{"Count": len(all)})
		for i, p := range all {
			t.Say("shops.line", bot.Args{"Rank": i + 1, "Name": p.Name, "Here": here(p)})
		}
		return nil
	}
	to, ok := meant(t, b, all)
	if !ok {
		t.Say("shops.only", nil, dialogs.Begin("shops.choice.open", nil, "settings.shops", "branch", bot.Value{Kind: bot.Choose, Text: doOpen}))
		return nil
	}
	if !to.Here {
		t.Do(bot.Enter{Shop: bot.ShopID(to.ID)})
	}
	t.Say("shops.done", bot.Args{"Name": to.Name})
	return nil
}

// here is "yes" of the shop somebody is in.
func here(p shop.Premises) string {
	if p.Here {
		return "yes"
	}
	return ""
}

// checkShops asks which of several shops is meant.
func (s skill) checkShops(ctx context.Context, t *bot.Turn, b branch) (*dialogs.Refusal, error) {
	if b.Do == doOpen && len([]rune(b.Name)) > shop.MaxName {
		return &dialogs.Refusal{Slot: "name", Key: "shop.name.long"}, nil
	}
	if b.Do != "" {
		return nil, nil
	}
	all, err := s.book.Shops(ctx, t)
	if _, ok := meant(t, b, all); ok || err != nil || len(all) < 2 {
		return nil, err
	}
	var choices []bot.Choice
	for _, p := range all {
		if !p.Here && len(choices) < bot.MaxChoices {
			choices = append(choices, dialogs.Pick("shops.choice.shop", bot.Args{"Name": p.Name}, "name", key(p)))
		}
	}
	return &dialogs.Refusal{Slot: "name", Key: "shops.which", Choices: choices}, nil
}

// key names a shop in a slot.
func key(p shop.Premises) string { return "#" + strconv.FormatInt(p.ID, 10) }

// meant is the shop that is meant: the one of a quick reply, the one that is named, or the
// only other.
func meant(t *bot.Turn, b branch, all []shop.Premises) (shop.Premises, bool) {
	text := t.Message.Text
	if b.Name != "" {
		text += " " + b.Name
	}
	for _, fits := range []func(shop.Premises) bool{
		func(p shop.Premises) bool { return b.Name == key(p) },
		func(p shop.Premises) bool { return names(text, p.Name) },
		func(p shop.Premises) bool { return mentions(text, p.Name) },
		func(p shop.Premises) bool { return !p.Here },
	} {
		if some := slices.DeleteFunc(slices.Clone(all), func(p shop.Premises) bool { return !fits(p) }); len(some) == 1 {
			return some[0], true
		}
	}
	return shop.Premises{}, false
}
