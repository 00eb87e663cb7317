package udhaar

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// payment is udhaar coming back.
type payment struct {
	Customer shop.Customer `slot:"customer"`
	Amount   *shop.Money   `slot:"amount,optional"`
	Whole    string        `slot:"whole,optional,choose"` // all he owes
	Payment  shop.Payment  `slot:"payment,optional,choose"`
	Day      shop.Day      `slot:"date,optional"`
}

// paid asks for the amount unless it is all.
func paid(p payment) []string {
	if p.Whole == "" {
		return []string{"amount"}
	}
	return nil
}

func (p payment) receipt() shop.Receipt {
	r := shop.Receipt{Customer: p.Customer, Amount: said(p.Amount), Payment: p.Payment, Day: p.Day}
	r.All = p.Amount == nil && p.Whole != ""
	if r.Payment == shop.Udhaar {
		r.Payment = "" // "udhaar ke 200 diye" names what is paid, not how
	}
	return r
}

// repay writes the payment and says what is left, or what is paid ahead.
func (s skill) repay(ctx context.Context, t *bot.Turn, p payment) error {
	out, err := s.book.In(t).TakePayment(ctx, p.receipt())
	if err != nil {
		return err
	}
	args := bot.Args{"Customer": out.Customer, "Amount": out.Amount, "Balance": out.Balance, "Day": t.Day(string(out.Day))}
	if out.Payment == shop.UPI {
		args["Upi"] = "UPI"
	}
	key := "repay.done"
	switch {
	case out.Advance > 0 && out.Before <= 0 && !out.NewCustomer:
		key, args["Advance"] = "repay.ahead", out.Advance
	case out.Advance > 0:
		key, args["Advance"] = "repay.advance", out.Advance
	case out.Balance == 0:
		key = "repay.clear"
	}
	t.Say(key, args, dialogs.Undo())
	if out.NewCustomer {
		t.Say("repay.new", bot.Args{"Customer": out.Customer}, dialogs.Undo())
	}
	return nil
}

func (s skill) checkRepay(ctx context.Context, t *bot.Turn, p payment) (*dialogs.Refusal, error) {
	if p.Customer.None() || p.Amount == nil && p.Whole == "" {
		return nil, nil
	}
	_, err := s.book.In(t).Trial().TakePayment(ctx, p.receipt())
	return refused("repay", err)
}

// riskyRepay reads back a sum above the shop's limit, and what was heard when that is not
// plain.
func (s skill) riskyRepay(ctx context.Context, t *bot.Turn, p payment) (*dialogs.Confirmation, error) {
	book := s.book.In(t)
	limits, err := book.Limits(ctx)
	if err != nil {
		return nil, err
	}
	out, err := book.Trial().TakePayment(ctx, p.receipt())
	if err != nil {
		return nil, err
	}
	why := &dialogs.Confirmation{Key: "repay.sure", Args: bot.Args{"Customer": p.Customer, "Amount": out.Amount}}
	if out.Amount > limits.RiskyUdhaar {
		return why, nil
	}
	if plain, err := s.plain(ctx, t, p.Customer, out.Amount, true); plain || err != nil {
		return nil, err
	}
	why.Choices = otherWay(t, "repay.choice.gave", "udhaar.give", p.Customer, out.Amount)
	return why, nil
}
