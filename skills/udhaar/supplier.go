package udhaar

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// side is whose money "Gupta ko 5000 diye" was: a customer's udhaar, or what a
// supplier had to get. What was said decides, else the two accounts; "" when
// neither does.
func (s skill) side(ctx context.Context, t *bot.Turn, c credit) (shop.Side, error) {
	if c.As != "" || !c.Item.None() {
		return c.As, nil
	}
	return s.book.In(t).SideOf(ctx, c.Customer)
}

// whoseMoney asks, once, when neither what was said nor the accounts tell.
func (s skill) whoseMoney(ctx context.Context, t *bot.Turn, c credit) (*dialogs.Refusal, error) {
	side, err := s.side(ctx, t, c)
	if err != nil || side != "" || !c.Item.None() {
		return nil, err
	}
	return &dialogs.Refusal{Slot: "as", Key: "give.side", Choices: []bot.Choice{
		dialogs.Pick("give.choice.credit", nil, "as", shop.AsUdhaar),
		dialogs.Pick("give.choice.payment", nil, "as", shop.AsPayment),
	}}, nil
}

// paysSupplier writes the money as paid to a supplier, when that is what it was.
func (s skill) paysSupplier(ctx context.Context, t *bot.Turn, c credit) (bool, error) {
	side, err := s.side(ctx, t, c)
	if err != nil || side != shop.AsPayment {
		return false, err
	}
	out, err := s.book.In(t).PaySupplier(ctx, shop.Paying{Supplier: c.Customer, Amount: said(c.Amount), Day: c.Day})
	if err != nil {
		return false, err
	}
	args := bot.Args{"Customer": out.Supplier, "Amount": out.Amount, "Day": t.Day(string(out.Day))}
	switch {
	case t.Role < bot.Manager: // what the shop owes is not for staff
	case out.Advance > 0:
		args["Ahead"] = out.Advance
	default:
		args["Owed"] = out.Owed
	}
	choices := []bot.Choice{dialogs.Undo()}
	if c.As == "" {
		choices = append([]bot.Choice{dialogs.Correct("give.choice.wasCredit", nil, "as", shop.AsUdhaar)}, choices...)
	}
	t.Say("give.paid", args, choices...)
	return true, nil
}

// riskyPayment reads back a payment above the shop's limit, and one that was heard.
func (s skill) riskyPayment(ctx context.Context, t *bot.Turn, c credit, err error) (*dialogs.Confirmation, error) {
	if err != nil {
		return nil, err
	}
	limits, err := s.book.In(t).Limits(ctx)
	if err != nil || said(c.Amount) <= limits.RiskyExpense && t.Heard() == bot.Typed {
		return nil, err
	}
	return &dialogs.Confirmation{Key: "give.paying", Args: bot.Args{"Customer": c.Customer, "Amount": said(c.Amount)}}, nil
}
