package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// facts are what can be put right of an item; each may be left as it is.
type facts struct {
	Item  shop.Item  `slot:"item"`
	Name  string     `slot:"name,skip"`
	Unit  string     `slot:"unit,skip,choose"`
	Price shop.Money `slot:"price,skip"`
}

// fix puts an item's name, unit and price right.
func (s skill) fix(ctx context.Context, t *bot.Turn, f facts) error {
	it, err := s.book.In(t).FixItem(ctx, f.Item, f.Name, f.Unit, f.Price)
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, f.Item)
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Item": it}
	if it.Price > 0 {
		args["Rate"] = shop.Rate{Price: it.Price, Unit: it.Unit}
	}
	t.Say("item.done", args, dialogs.Undo())
	return nil
}

// checkFix refuses a name no book would take, or another item has, and a price
// that cannot be.
func (s skill) checkFix(ctx context.Context, t *bot.Turn, f facts) (*dialogs.Refusal, error) {
	switch {
	case len([]rune(f.Name)) > shop.MaxName:
		return &dialogs.Refusal{Slot: "name", Key: "item.name"}, nil
	case f.Price < 0 || f.Price > shop.MaxMoney:
		return &dialogs.Refusal{Slot: "price", Key: "item.price"}, nil
	case f.Item.None() || f.Name == "":
		return nil, nil
	}
	_, err := s.book.In(t).Trial().FixItem(ctx, f.Item, f.Name, f.Unit, f.Price)
	if errors.Is(err, shop.ErrName) {
		return &dialogs.Refusal{Slot: "name", Key: "item.taken", Args: bot.Args{"Name": f.Name}}, nil
	}
	return nil, nil
}
