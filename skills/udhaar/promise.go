package udhaar

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// pledge is by when a customer says he will pay what he owes.
type pledge struct {
	Customer shop.Customer `slot:"customer"`
	By       shop.Day      `slot:"until"`
}

// promise notes the day, and says what he owes.
func (s skill) promise(ctx context.Context, t *bot.Turn, p pledge) error {
	a, err := s.book.In(t).Promised(ctx, p.Customer, p.By)
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("balance.unknown", bot.Args{"Customer": p.Customer})
		return nil
	case errors.Is(err, shop.ErrOwesLess):
		t.Say("promise.clear", bot.Args{"Customer": a.Customer})
		return nil
	case err != nil:
		return err
	}
	t.Say("promise.done", bot.Args{"Customer": a.Customer, "Balance": a.Balance, "Until": t.Dated(string(p.By))}, dialogs.Undo())
	return nil
}

// checkPromise asks again for a day that cannot be, if there is anything to pay.
func (s skill) checkPromise(ctx context.Context, t *bot.Turn, p pledge) (*dialogs.Refusal, error) {
	if p.Customer.None() || p.By == "" {
		return nil, nil
	}
	_, err := s.book.In(t).Trial().Promised(ctx, p.Customer, p.By)
	switch {
	case errors.Is(err, shop.ErrNoDay):
		return &dialogs.Refusal{Slot: "until", Key: "noday"}, nil
	case errors.Is(err, shop.ErrPast):
		return &dialogs.Refusal{Slot: "until", Key: "give.past"}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "customer", Key: "promise.ask.customer"}, nil
	case errors.Is(err, shop.ErrNotFound), errors.Is(err, shop.ErrOwesLess):
		return nil, nil // said when it is tried
	}
	return nil, err
}
