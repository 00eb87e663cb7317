package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// counted is what somebody found on the shelf.
type counted struct {
	Item shop.Item     `slot:"item"`
	Qty  *shop.Measure `slot:"qty"` // nothing left is a count too, so zero is not "not said"
}

// count sets the stock to what was counted and says the difference.
func (s skill) count(ctx context.Context, t *bot.Turn, c counted) error {
	out, err := s.book.In(t).Count(ctx, c.Item, *c.Qty)
	if err != nil {
		return err
	}
	args := bot.Args{"Item": out.Item, "Stock": out.Stock, "Had": out.Had}
	if out.Doubted {
		args["Sure"] = out.Stock
	}
	switch {
	case out.Had.N == 0:
		args["First"] = out.Stock
	case out.Diff.N > 0:
		args["More"] = out.Diff
	case out.Diff.N < 0:
		out.Diff.N = -out.Diff.N
		args["Less"] = out.Diff
	}
	t.Say("count.done", args, dialogs.Undo())
	return nil
}

// checkCount tries the count without writing it.
func (s skill) checkCount(ctx context.Context, t *bot.Turn, c counted) (*dialogs.Refusal, error) {
	if c.Item.None() || c.Qty == nil {
		return nil, nil
	}
	out, err := s.book.In(t).Trial().Count(ctx, c.Item, *c.Qty)
	switch {
	case err == nil:
		return nil, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "add.unit", Args: bot.Args{"One": out.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: "count.ask.item"}, nil
	case impossible(err):
		return &dialogs.Refusal{Slot: "qty", Key: "count.qty"}, nil
	}
	return nil, err
}
