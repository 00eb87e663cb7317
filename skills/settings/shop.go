package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// about is who the shop is. All of it may be left open; the place is kept as
// it is said.
type about struct {
	Name  string     `slot:"name,skip"`
	Kind  shop.Trade `slot:"kind,skip,choose"`
	Place string     `slot:"place,skip"`
}

// shop writes what the owner told of his shop.
func (s skill) shop(ctx context.Context, t *bot.Turn, a about) error {
	book := s.book.In(t)
	p, err := book.SetProfile(ctx, shop.Profile{Name: a.Name, Trade: a.Kind, Place: a.Place})
	if err != nil {
		return err
	}
	known, err := book.Items(ctx)
	if err != nil {
		return err
	}
	t.Say("shop.done", bot.Args{"Name": p.Name, "Place": p.Place, "Count": len(known)})
	return nil
}

func checkAbout(_ context.Context, _ *bot.Turn, a about) (*dialogs.Refusal, error) {
	switch {
	case len([]rune(a.Name)) > shop.MaxName:
		return &dialogs.Refusal{Slot: "name", Key: "shop.name.long"}, nil
	case len([]rune(a.Place)) > shop.MaxName:
		return &dialogs.Refusal{Slot: "place", Key: "shop.place.long"}, nil
	}
	return nil, nil
}

// kinds offers the kinds of shop there is a list of common items for.
func kinds(context.Context, *bot.Turn, about) ([]bot.Choice, error) {
	var out []bot.Choice
	for _, trade := range shop.Trades() {
		out = append(out, dialogs.Pick("shop.choice."+string(trade), nil, "kind", string(trade)))
	}
	return out, nil
}

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
	t.Say("show.limits", bot.Args{"Sale": limits.RiskySale, "Udhaar": limits.RiskyUdhaar, "Customer": limits.CustomerUdhaar})
	return nil
}
