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
		t.Say("balance.owes", owed(a, t))
	case a.Balance < 0:
		t.Say("balance.advance", bot.Args{"Customer": a.Customer, "Advance": -a.Balance})
	default:
		t.Say("balance.clear", args)
	}
	return nil
}

// owed are the arguments of what is said of who owes.
func owed(a shop.Account, t *bot.Turn) bot.Args {
	args := bot.Args{"Customer": a.Customer, "Balance": a.Balance}
	if a.Since != "" {
		args["Since"] = t.Dated(string(a.Since))
	}
	switch {
	case a.Overdue > 0:
		args["Late"] = t.Dated(string(a.Until))
		if a.Overdue < a.Balance {
			args["Overdue"] = a.Overdue
		}
	case a.Until != "":
		args["Until"] = t.Dated(string(a.Until))
	}
	if a.Over() {
		args["Limit"] = a.Limit
	}
	if a.Customer.Dispute != "" {
		args["Dispute"] = a.Customer.Dispute
	}
	return args
}

// list says who owes: who is late first, then by how long.
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
	var ages shop.Ages
	for _, a := range owing {
		total += a.Balance
		for i := range ages {
			ages[i] += a.Ages[i]
		}
	}
	t.Say("list.head", bot.Args{"Count": len(owing), "Total": total})
	if ages[1]+ages[2] > 0 {
		t.Say("list.ages", bot.Args{"Fresh": ages[0], "Older": ages[1], "Oldest": ages[2]})
	}
	for _, a := range owing[:min(lines, len(owing))] {
		t.Say("list.line", owed(a, t))
	}
	if more := len(owing) - lines; more > 0 {
		t.Say("list.more", bot.Args{"Count": more})
	}
	all, err := s.book.In(t).Outstanding(ctx)
	if err == nil && all.Over {
		t.Say("give.over", bot.Args{"Total": all.Total, "Limit": all.Limit})
	}
	return err
}
