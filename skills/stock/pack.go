package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// packed is how much of an item is in one of its packs, either way round.
type packed struct {
	Item shop.Item     `slot:"item"`
	Big  *shop.Measure `slot:"big,optional"`
	Qty  *shop.Measure `slot:"qty"`
	Wrap string        `slot:"wrap,optional,choose"` // one of it is the pack: "peti mein 12 packet"
}

// wanting is what must be asked for: what pack it is, when no word said so.
func wanting(p packed) []string {
	if p.Wrap == "" {
		return []string{"big"}
	}
	return nil
}

// one is the pack, one or so many of it; nothing when it was not said.
func (p packed) one() *shop.Measure {
	if p.Big == nil && p.Wrap != "" {
		return &shop.Measure{N: int64(shop.Unit), Unit: p.Wrap}
	}
	return p.Big
}

// pack keeps the pack and says what one of it holds.
func (s skill) pack(ctx context.Context, t *bot.Turn, p packed) error {
	it, k, err := s.book.In(t).SetPack(ctx, p.Item, *p.Qty, *p.one())
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, p.Item)
	}
	if err != nil {
		return err
	}
	t.Say("pack.done", bot.Args{
		"Item": it, "Big": shop.Measure{N: k.Big, Unit: k.BigUnit}, "Small": shop.Measure{N: k.Small, Unit: k.SmallUnit},
	}, dialogs.Undo())
	return nil
}

// checkPack tries the pack without writing it.
func (s skill) checkPack(ctx context.Context, t *bot.Turn, p packed) (*dialogs.Refusal, error) {
	if p.Item.None() || p.Qty == nil || p.one() == nil {
		return nil, nil
	}
	it, _, err := s.book.In(t).Trial().SetPack(ctx, p.Item, *p.Qty, *p.one())
	switch {
	case errors.Is(err, shop.ErrSame), impossible(err):
		return &dialogs.Refusal{Slot: "qty", Key: "pack.qty"}, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "add.unit", Args: bot.Args{"One": it.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrNotFound):
		return nil, nil // said when it is done
	}
	return nil, err
}
