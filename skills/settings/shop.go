package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/places"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// about is who the shop is. All of it may be left open; the place is kept as
// it is said, and where it is when it has a PIN code or is a location.
type about struct {
	Name  string     `slot:"name,skip"`
	Kind  shop.Trade `slot:"kind,skip,choose"`
	Place string     `slot:"place,skip"`
}

// shop writes what the owner told of his shop.
func (s skill) shop(ctx context.Context, t *bot.Turn, a about) error {
	book := s.book.In(t)
	at, unplaced := find(a.Place)
	told := shop.Profile{Name: a.Name, Trade: a.Kind}
	if unplaced != "" {
		told.Place = a.Place
	}
	p, err := book.SetProfile(ctx, told)
	if err == nil && unplaced == "" {
		if err = settle(ctx, book, at, a.Place); err == nil {
			p, err = book.Profile(ctx)
		}
	}
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
	switch _, refused := find(a.Place); {
	case a.Place == "", refused == "":
	case refused != "place.pin", places.Bare(a.Place): // else it is the name of a place
		return &dialogs.Refusal{Slot: "place", Key: refused}, nil
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
