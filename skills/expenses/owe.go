package expenses

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// opening is what a supplier was owed before the book began.
type opening struct {
	Supplier shop.Customer `slot:"supplier"`
	Amount   *shop.Money   `slot:"amount"`
	Day      shop.Day      `slot:"date,optional"`
}

func (o opening) paying() shop.Paying {
	return shop.Paying{Supplier: o.Supplier, Amount: said(o.Amount), Day: o.Day}
}

// owe writes what is owed and says what it comes to now.
func (s skill) owe(ctx context.Context, t *bot.Turn, o opening) error {
	out, err := s.book.In(t).OweSupplier(ctx, o.paying())
	if err != nil {
		return err
	}
	args := bot.Args{"Supplier": out.Supplier, "Amount": out.Amount, "Owed": out.Owed}
	if out.NewSupplier {
		args["New"] = out.Supplier
	}
	t.Say("owe.done", args, dialogs.Undo())
	return nil
}

func (s skill) checkOwe(ctx context.Context, t *bot.Turn, o opening) (*dialogs.Refusal, error) {
	if o.Supplier.None() || o.Amount == nil {
		return nil, nil
	}
	_, err := s.book.In(t).Trial().OweSupplier(ctx, o.paying())
	return refused("owe", err)
}

// riskyOwe reads back a sum above the shop's limit.
func (s skill) riskyOwe(ctx context.Context, t *bot.Turn, o opening) (*dialogs.Confirmation, error) {
	return s.risky(ctx, t, said(o.Amount), "owe.sure", bot.Args{"Supplier": o.Supplier, "Amount": said(o.Amount)})
}
