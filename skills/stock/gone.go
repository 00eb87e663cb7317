package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// gone is goods that left the shelf without being sold.
type gone struct {
	Item shop.Item     `slot:"item"`
	Qty  *shop.Measure `slot:"qty"` // nothing is a quantity too, so zero is not "not said"
	Day  shop.Day      `slot:"date,optional"`
}

func (g gone) went() shop.Gone {
	w := shop.Gone{Item: g.Item, Day: g.Day}
	if g.Qty != nil {
		w.Qty = *g.Qty
	}
	return w
}

// taking is how goods go: broken and bad, or used by the shop's own people.
type taking struct {
	skill
	errand string
	write  func(*shop.Book, context.Context, shop.Gone) (shop.Went, error)
}

func (s skill) damage() taking { return taking{s, "damage", (*shop.Book).Spoil} }

func (s skill) use() taking { return taking{s, "use", (*shop.Book).Consume} }

// form is the errand.
func (k taking) form() *dialogs.Form[gone] {
	return dialogs.NewForm(
		"stock."+k.errand, k.do, dialogs.Check(k.check), dialogs.ConfirmIf(k.risky), dialogs.FollowUp[gone]("date"),
	)
}

// do writes it and says what there is now.
func (k taking) do(ctx context.Context, t *bot.Turn, g gone) error {
	out, err := k.write(k.book.In(t), ctx, g.went())
	if errors.Is(err, shop.ErrNotFound) {
		return k.unknown(ctx, t, g.Item)
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Item": out.Item, "Qty": out.Qty, "Day": t.Day(string(out.Day))}
	choices := []bot.Choice{dialogs.Undo()}
	if out.Beyond {
		choices = append([]bot.Choice{dialogs.Begin("choice.count", nil, "stock.count", "item", out.Item)}, choices...)
	} else {
		args["Stock"] = out.Stock
	}
	if out.Cost > 0 && t.Role >= bot.Manager {
		args["Cost"] = out.Cost
	}
	t.Say(k.errand+".done", args, choices...)
	return nil
}

// check tries it without writing, and asks about what cannot be.
func (k taking) check(ctx context.Context, t *bot.Turn, g gone) (*dialogs.Refusal, error) {
	if g.Item.None() || g.Qty == nil {
		return nil, nil
	}
	out, err := k.write(k.book.In(t).Trial(), ctx, g.went())
	switch {
	case errors.Is(err, shop.ErrNotFound):
		return nil, nil // said when it is tried
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "add.unit", Args: bot.Args{"One": out.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: k.errand + ".ask.item"}, nil
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: "future"}, nil
	case impossible(err):
		return &dialogs.Refusal{Slot: "qty", Key: k.errand + ".qty"}, nil
	}
	return nil, err
}

// risky reads back goods that cost more than the shop's limit for expenses.
func (k taking) risky(ctx context.Context, t *bot.Turn, g gone) (*dialogs.Confirmation, error) {
	book := k.book.In(t).Trial()
	out, err := k.write(book, ctx, g.went())
	if err != nil {
		return nil, nil // said when it is tried
	}
	limits, err := book.Limits(ctx)
	if err != nil || out.Cost <= limits.RiskyExpense {
		return nil, err
	}
	return &dialogs.Confirmation{Key: k.errand + ".sure", Args: bot.Args{"Item": out.Item, "Qty": out.Qty}}, nil
}
