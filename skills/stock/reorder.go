package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// warning is at how much an item is low.
type warning struct {
	Item shop.Item     `slot:"item"`
	Qty  *shop.Measure `slot:"qty,optional"`        // nothing: no warning
	Off  string        `slot:"off,optional,choose"` // said so in words
}

// level is what must be asked for: at how much, unless the warning is to end.
func level(w warning) []string {
	if w.Off == "" {
		return []string{"qty"}
	}
	return nil
}

// reorder keeps it, and says at once when the item is low already.
func (s skill) reorder(ctx context.Context, t *bot.Turn, w warning) error {
	at := shop.Measure{}
	if w.Off == "" {
		at = *w.Qty
	}
	h, err := s.book.In(t).SetReorder(ctx, w.Item, at)
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, w.Item)
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Item": h.Item}
	if at.N > 0 {
		args["Qty"] = h.Item.Measure(h.Item.Reorder)
	}
	if h.Low && at.N > 0 && !h.Never {
		args["Low"] = h.Qty
	}
	t.Say("reorder.done", args, dialogs.Undo())
	return nil
}

// checkReorder refuses what is no quantity of the item.
func (s skill) checkReorder(ctx context.Context, t *bot.Turn, w warning) (*dialogs.Refusal, error) {
	if w.Item.None() || w.Qty == nil {
		return nil, nil
	}
	h, err := s.book.In(t).Trial().SetReorder(ctx, w.Item, *w.Qty)
	switch {
	case w.Qty.All, impossible(err):
		return &dialogs.Refusal{Slot: "qty", Key: "reorder.qty"}, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "add.unit", Args: bot.Args{"One": h.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrNotFound):
		return nil, nil // said when it is done
	}
	return nil, err
}
