package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// dating is a date for goods that are there already.
type dating struct {
	Item   shop.Item    `slot:"item"`
	Expiry shop.Day     `slot:"expiry"`
	Qty    shop.Measure `slot:"qty,optional"`
}

// expiry writes the date and says what has it now.
func (s skill) expiry(ctx context.Context, t *bot.Turn, d dating) error {
	out, err := s.book.In(t).SetExpiry(ctx, d.Item, d.Qty, d.Expiry)
	switch {
	case errors.Is(err, shop.ErrNotFound):
		return s.unknown(ctx, t, d.Item)
	case errors.Is(err, shop.ErrNoStock):
		t.Say("expiry.nostock", bot.Args{"Item": out.Item})
		return nil
	case err != nil:
		return err
	}
	args := bot.Args{"Item": out.Item, "Qty": out.Qty, "Expiry": t.Dated(string(out.Expires))}
	if out.Undated.N > 0 {
		args["Undated"] = out.Undated
	}
	t.Say("expiry.done", args, dialogs.Undo())
	return nil
}

// checkExpiry tries the date without writing it, and asks about what cannot be.
func (s skill) checkExpiry(ctx context.Context, t *bot.Turn, d dating) (*dialogs.Refusal, error) {
	if ask := s.refuseDate(t, d.Expiry); ask != nil || d.Item.None() || d.Expiry == "" {
		return ask, nil
	}
	out, err := s.book.In(t).Trial().SetExpiry(ctx, d.Item, d.Qty, d.Expiry)
	switch {
	case errors.Is(err, shop.ErrNoStock) && out.Stock.N > 0:
		return &dialogs.Refusal{Slot: "qty", Key: "expiry.less", Args: bot.Args{"Stock": out.Stock}}, nil
	case errors.Is(err, shop.ErrNotFound), errors.Is(err, shop.ErrNoStock):
		return nil, nil // said when it is tried
	case errors.Is(err, shop.ErrUnclear):
		return &dialogs.Refusal{Slot: "qty", Key: "expiry.which", Args: bot.Args{"Stock": out.Stock}}, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "add.unit", Args: bot.Args{"One": out.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: "expiry.ask.item"}, nil
	case impossible(err):
		return &dialogs.Refusal{Slot: "qty", Key: "expiry.which", Args: bot.Args{"Stock": out.Stock}}, nil
	}
	return nil, err
}

// refuseDate asks again for a date that goods cannot be good until.
func (s skill) refuseDate(t *bot.Turn, d shop.Day) *dialogs.Refusal {
	switch err := s.book.In(t).Keeps(d); {
	case errors.Is(err, shop.ErrNoDay):
		return &dialogs.Refusal{Slot: "expiry", Key: "expiry.noday"}
	case errors.Is(err, shop.ErrPast):
		return &dialogs.Refusal{Slot: "expiry", Key: "expiry.past", Args: bot.Args{"Day": t.Dated(string(d))}}
	}
	return nil
}
