package udhaar

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// letOff is udhaar let go.
type letOff struct {
	Customer shop.Customer `slot:"customer"`
	Amount   *shop.Money   `slot:"amount,optional"`
	Whole    string        `slot:"whole,optional,choose"` // all of it
	Day      shop.Day      `slot:"date,optional"`
}

// letHow asks for the amount unless it is all.
func letHow(l letOff) []string {
	if l.Whole == "" {
		return []string{"amount"}
	}
	return nil
}

func (l letOff) forgiving() shop.Forgiving {
	return shop.Forgiving{Customer: l.Customer, Amount: said(l.Amount), All: l.Amount == nil && l.Whole != "", Day: l.Day}
}

// writeoff writes it and says what is left.
func (s skill) writeoff(ctx context.Context, t *bot.Turn, l letOff) error {
	out, err := s.book.In(t).Forgive(ctx, l.forgiving())
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("balance.unknown", bot.Args{"Customer": l.Customer})
		return nil
	case errors.Is(err, shop.ErrOwesLess):
		t.Say("writeoff.nothing", bot.Args{"Customer": out.Customer})
		return nil
	case err != nil:
		return err
	}
	t.Say("writeoff.done", bot.Args{
		"Customer": out.Customer, "Amount": out.Amount, "Balance": out.Balance, "Day": t.Day(string(out.Day)),
	}, dialogs.Undo())
	return nil
}

func (s skill) checkWriteoff(ctx context.Context, t *bot.Turn, l letOff) (*dialogs.Refusal, error) {
	if l.Customer.None() || l.Amount == nil {
		return nil, nil
	}
	out, err := s.book.In(t).Trial().Forgive(ctx, l.forgiving())
	switch {
	case errors.Is(err, shop.ErrNotFound), errors.Is(err, shop.ErrOwesLess) && out.Before <= 0:
		return nil, nil // nothing to ask: it is said
	case errors.Is(err, shop.ErrOwesLess):
		return &dialogs.Refusal{Slot: "amount", Key: "writeoff.less", Args: bot.Args{"Customer": out.Customer, "Balance": out.Before}}, nil
	}
	return refused("writeoff", err)
}

// riskyWriteoff reads back a sum above the shop's limit, and what was heard.
func (s skill) riskyWriteoff(ctx context.Context, t *bot.Turn, l letOff) (*dialogs.Confirmation, error) {
	book := s.book.In(t)
	out, err := book.Trial().Forgive(ctx, l.forgiving())
	if err != nil {
		return nil, nil // said when it is tried
	}
	limits, err := book.Limits(ctx)
	if err != nil || out.Amount <= limits.RiskyUdhaar && t.Heard() == bot.Typed {
		return nil, err
	}
	return &dialogs.Confirmation{Key: "writeoff.sure", Args: bot.Args{"Customer": out.Customer, "Amount": out.Amount}}, nil
}
