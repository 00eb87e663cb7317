package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// pair are two names that are said to mean one thing.
type pair struct {
	Item shop.Item `slot:"item"`
	Into shop.Item `slot:"into"`
}

// merge makes one item of two, or gives one a further name.
func (s skill) merge(ctx context.Context, t *bot.Turn, p pair) error {
	out, err := s.book.In(t).MergeItems(ctx, p.Item, p.Into)
	args := bot.Args{"Item": out.From, "Into": out.Into}
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("merge.unknown", bot.Args{"Item": p.Item, "Into": p.Into})
		return nil
	case errors.Is(err, shop.ErrSame):
		t.Say("merge.same", args)
		return nil
	case errors.Is(err, shop.ErrUnit):
		args["One"], args["Other"] = out.From.Measure(shop.Unit), out.Into.Measure(shop.Unit)
		t.Say("merge.unit", args, dialogs.Begin("merge.choice.unit", nil, "stock.item", "item", out.From))
		return nil
	case err != nil:
		return err
	case !out.From.Known():
		t.Say("merge.called", args, dialogs.Undo())
		return nil
	}
	args["Stock"] = out.Stock
	if out.Added.N != 0 {
		args["Added"] = out.Added
	}
	t.Say("merge.done", args, dialogs.Undo())
	return nil
}
