package pricing

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// checkSet tries the price without writing it, and asks about what cannot be.
func (s skill) checkSet(ctx context.Context, t *bot.Turn, p price) (*dialogs.Refusal, error) {
	if p.Item.None() || p.Amount == nil || hidden(t, p.Of) {
		return nil, nil
	}
	said := p.pricing()
	said.Sure = true
	out, err := s.book.In(t).Trial().TellPriceOf(ctx, said)
	switch {
	case err == nil, errors.Is(err, shop.ErrUnit): // the unit is told about when it is done
		return nil, nil
	case errors.Is(err, shop.ErrOverMRP):
		return overMRP(out), nil
	case errors.Is(err, shop.ErrWhichUnit):
		return whichUnit(out), nil
	case errors.Is(err, shop.ErrNegative), errors.Is(err, shop.ErrZero), errors.Is(err, shop.ErrTooLarge):
		return &dialogs.Refusal{Slot: "amount", Key: "set.amount"}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: "set.ask.item"}, nil
	}
	return nil, err
}

// overMRP names the printed price, and offers it, or to put it right.
func overMRP(out shop.Priced) *dialogs.Refusal {
	return &dialogs.Refusal{
		Slot: "amount", Key: "set.over", Args: bot.Args{"Item": out.Item, "MRP": out.MRP, "Price": out.Rate.Price},
		Choices: []bot.Choice{
			dialogs.Pick("set.choice.to", bot.Args{"Rate": out.MRP}, "amount", out.MRP),
			dialogs.BeginWith("set.choice.mrp", bot.Args{"Price": out.Rate.Price}, "pricing.set", map[string]any{
				"item": out.Item, "amount": out.Rate, "of": bot.Value{Kind: bot.Choose, Text: string(shop.TellMRP)},
			}),
		},
	}
}

// whichUnit asks what the price is for one of.
func whichUnit(out shop.Priced) *dialogs.Refusal {
	pick := func(r shop.Rate) bot.Choice {
		return dialogs.Pick("set.choice.to", bot.Args{"Rate": r}, "unit", bot.Value{Kind: bot.Choose, Text: r.Unit})
	}
	return &dialogs.Refusal{
		Slot: "unit", Key: "set.which",
		Args: bot.Args{
			"Item": out.Item, "Price": out.Rate.Price,
			"One": oneOf(out.Rate.Unit), "Other": oneOf(out.Other.Unit),
		},
		Choices: []bot.Choice{pick(out.Rate), pick(out.Other)},
	}
}

// oddSet reads back a price far from the usual.
func (s skill) oddSet(ctx context.Context, t *bot.Turn, p price) (*dialogs.Confirmation, error) {
	if hidden(t, p.Of) {
		return nil, nil
	}
	out, err := s.book.In(t).Trial().TellPriceOf(ctx, p.pricing())
	if !errors.Is(err, shop.ErrPriceOdd) {
		if errors.Is(err, shop.ErrUnit) {
			err = nil
		}
		return nil, err
	}
	args := bot.Args{"Item": out.Item, "Rate": out.Rate}
	if out.Item.Price > 0 {
		args["Usual"] = shop.Rate{Price: out.Item.Price, Unit: out.Item.Unit}
	}
	if !out.Customer.None() {
		args["Customer"] = out.Customer
	}
	return &dialogs.Confirmation{Key: "set.odd", Args: args}, nil
}
