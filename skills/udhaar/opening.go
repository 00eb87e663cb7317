package udhaar

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// before is what a customer owed before there was this book.
type before struct {
	Customer shop.Customer `slot:"customer"`
	Amount   *shop.Money   `slot:"amount"`
	Day      shop.Day      `slot:"date,optional"`
}

func (b before) lending() shop.Lending {
	return shop.Lending{Customer: b.Customer, Amount: said(b.Amount), Day: b.Day}
}

// opening writes it and says the balance.
func (s skill) opening(ctx context.Context, t *bot.Turn, b before) error {
	out, err := s.book.In(t).CarryOver(ctx, b.lending())
	if err != nil {
		return err
	}
	t.Say("opening.done", lentArgs(out, t), dialogs.Undo())
	s.warn(t, out)
	return nil
}

func (s skill) checkOpening(ctx context.Context, t *bot.Turn, b before) (*dialogs.Refusal, error) {
	if b.Customer.None() || b.Amount == nil {
		return nil, nil
	}
	_, err := s.book.In(t).Trial().CarryOver(ctx, b.lending())
	return refused("opening", err)
}

// riskyOpening reads back a sum above the shop's limit, an old balance where there is one
// already, and what was heard.
func (s skill) riskyOpening(ctx context.Context, t *bot.Turn, b before) (*dialogs.Confirmation, error) {
	book := s.book.In(t)
	had, err := book.Carried(ctx, b.Customer)
	if err != nil && !errors.Is(err, shop.ErrNotFound) {
		return nil, err
	}
	args := bot.Args{"Customer": b.Customer, "Amount": said(b.Amount), "Had": had}
	if had > 0 {
		return &dialogs.Confirmation{Key: "opening.again", Args: args}, nil
	}
	limits, err := book.Limits(ctx)
	if err != nil || said(b.Amount) <= limits.RiskyUdhaar && t.Heard() == bot.Typed {
		return nil, err
	}
	return &dialogs.Confirmation{Key: "opening.sure", Args: args}, nil
}
