package udhaar

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// lines is how many customers one answer lists.
const lines = 10

// who is the customer asked about.
type who struct {
	Customer shop.Customer `slot:"customer"`
}

// balance says what a customer owes, and since when.
func (s skill) balance(ctx context.Context, t *bot.Turn, w who) error {
	a, err := s.book.In(t).Balance(ctx, w.Customer)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("balance.unknown", bot.Args{"Customer": w.Customer})
		return nil
	}
	if err != nil {
		return err
	}
	dues, err := s.book.In(t).Owed(ctx, a.Customer)
	if err != nil {
		return err
	}
	if dues.Owed > 0 && t.Role >= bot.Manager {
		defer t.Say("balance.owed", bot.Args{"Customer": a.Customer, "Owed": dues.Owed})
	}
	args := bot.Args{"Customer": a.Customer, "Balance": a.Balance}
	switch {
	case a.Balance > 0:
		args["Since"] = a.Since
		t.Say("balance.owes", args)
	case a.Balance < 0:
		t.Say("balance.advance", bot.Args{"Customer": a.Customer, "Advance": -a.Balance})
	default:
		t.Say("balance.clear", args)
	}
	return nil
}

// list says who owes, the most first.
func (s skill) list(ctx context.Context, t *bot.Turn, _ struct{}) error {
	owing, err := s.book.In(t).Owing(ctx)
	if err != nil {
		return err
	}
	if len(owing) == 0 {
		t.Say("list.none", nil)
		return nil
	}
	var total shop.Money
	for _, a := range owing {
		total += a.Balance
	}
	t.Say("list.head", bot.Args{"Count": len(owing), "Total": total})
	for _, a := range owing[:min(lines, len(owing))] {
		t.Say("list.line", bot.Args{"Customer": a.Customer, "Balance": a.Balance, "Since": a.Since})
	}
	if more := len(owing) - lines; more > 0 {
		t.Say("list.more", bot.Args{"Count": more})
	}
	return nil
}
