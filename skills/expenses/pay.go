package expenses

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// payout is money given to a supplier for his goods.
type payout struct {
	Supplier shop.Customer `slot:"supplier"`
	Amount   *shop.Money   `slot:"amount"`
	Payment  shop.Payment  `slot:"payment,optional,choose"`
	Day      shop.Day      `slot:"date,optional"`
}

func (p payout) paying() shop.Paying {
	out := shop.Paying{Supplier: p.Supplier, Amount: said(p.Amount), Payment: p.Payment, Day: p.Day}
	if out.Payment == shop.Udhaar {
		out.Payment = "" // "udhaar ke 5000 chukaye" names what is paid, not how
	}
	return out
}

// pay writes the payment and says what is owed still, or paid ahead.
func (s skill) pay(ctx context.Context, t *bot.Turn, p payout) error {
	out, err := s.book.In(t).PaySupplier(ctx, p.paying())
	if err != nil {
		return err
	}
	args := bot.Args{"Supplier": out.Supplier, "Amount": out.Amount, "Day": t.Day(string(out.Day))}
	if out.Payment == shop.UPI {
		args["Upi"] = "UPI"
	}
	key := "pay.done"
	switch {
	case !sees(t):
	case out.Advance > 0:
		key, args["Ahead"] = "pay.ahead", out.Advance
	case out.Owed == 0:
		key = "pay.clear"
	default:
		args["Owed"] = out.Owed
	}
	t.Say(key, args, dialogs.Undo())
	if out.NewSupplier {
		t.Say("pay.new", bot.Args{"Supplier": out.Supplier}, dialogs.Undo())
	}
	return nil
}

func (s skill) checkPay(ctx context.Context, t *bot.Turn, p payout) (*dialogs.Refusal, error) {
	if p.Supplier.None() || p.Amount == nil {
		return nil, nil
	}
	_, err := s.book.In(t).Trial().PaySupplier(ctx, p.paying())
	return refused("pay", err)
}

// riskyPay reads back a sum above the shop's limit.
func (s skill) riskyPay(ctx context.Context, t *bot.Turn, p payout) (*dialogs.Confirmation, error) {
	return s.risky(ctx, t, said(p.Amount), "pay.sure", bot.Args{"Supplier": p.Supplier, "Amount": said(p.Amount)})
}
