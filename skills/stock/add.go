package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// delivery is goods coming in; what they cost need not be said.
type delivery struct {
	Item     shop.Item     `slot:"item"`
	Qty      *shop.Measure `slot:"qty"` // nothing is a quantity too, so zero is not "not said"
	Amount   shop.Money    `slot:"amount,optional"`
	Rate     shop.Rate     `slot:"rate,optional"`
	Supplier shop.Customer `slot:"supplier,optional"`
	Payment  shop.Payment  `slot:"payment,optional,choose"`
	Paid     *shop.Money   `slot:"paid,optional"` // of the price, now: the rest is owed
	As       shop.How      `slot:"as,optional,choose"`
	Day      shop.Day      `slot:"date,optional"`
	Expiry   shop.Day      `slot:"expiry,leave"` // the last day they are good on
}

func (d delivery) bought() shop.Bought {
	b := shop.Bought{Item: d.Item, Amount: d.Amount, Rate: d.Rate, Supplier: d.Supplier, Payment: d.Payment, As: d.As}
	b.Day, b.Expires = d.Day, d.Expiry
	if d.Paid != nil {
		b.Paid = *d.Paid
	}
	if d.Qty != nil {
		b.Qty = *d.Qty
	}
	return b
}

// add writes the delivery and says what there is now.
func (s skill) add(ctx context.Context, t *bot.Turn, d delivery) error {
	b := d.bought()
	b.Sure = true // an odd price was read back before
	out, err := s.book.In(t).Buy(ctx, b)
	if err != nil {
		return err
	}
	args := bot.Args{"Item": out.Item, "Qty": out.Qty, "Stock": out.Stock, "Day": t.Day(string(out.Day))}
	if out.Expires != "" {
		args["Expiry"] = t.Dated(string(out.Expires))
	}
	if out.Reading.Total > 0 {
		args["Total"] = out.Reading.Total
		args["Rate"] = out.Reading.Rate
	}
	if !out.Supplier.None() {
		args["Supplier"] = out.Supplier
	}
	if out.NewItem {
		args["New"] = out.Item
	}
	t.Say("add.done", args, addChoices(out)...)
	owing(t, out)
	return nil
}

// addChoices are the quick replies under a delivery.
func addChoices(out shop.Stocked) []bot.Choice {
	var choices []bot.Choice
	if other := out.Reading.Other; other != 0 {
		as := shop.AsTotal
		if out.Reading.How == shop.AsTotal {
			as = shop.AsRate
		}
		choices = append(choices, dialogs.Correct("add.choice.total", bot.Args{"Total": other}, "as", string(as)))
	}
	if out.NewItem {
		choices = append(choices, dialogs.Begin("add.choice.fix", nil, "stock.item", "item", out.Item))
	}
	if !out.Supplier.None() && out.Reading.Total > 0 && out.Paid == 0 && out.Unpaid == 0 && len(choices) == 0 {
		choices = append(choices, dialogs.Correct("add.choice.udhaar", nil, "payment", shop.Udhaar))
	}
	return append(choices, dialogs.Undo())
}

// checkAdd tries the delivery without writing it, and asks about what cannot be.
func (s skill) checkAdd(ctx context.Context, t *bot.Turn, d delivery) (*dialogs.Refusal, error) {
	if d.Item.None() || d.Qty == nil {
		return nil, nil
	}
	if d.Paid != nil && *d.Paid <= 0 {
		return &dialogs.Refusal{Slot: "paid", Key: "add.paid"}, nil
	}
	if ask := s.refuseDate(t, d.Expiry); ask != nil {
		return ask, nil
	}
	b := d.bought()
	b.Sure = true
	out, err := s.book.In(t).Trial().Buy(ctx, b)
	switch {
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: "future"}, nil
	case errors.Is(err, shop.ErrNoPrice):
		return &dialogs.Refusal{Slot: "amount", Key: "add.ask.amount"}, nil
	case errors.Is(err, shop.ErrNoCustomer):
		return &dialogs.Refusal{Slot: "supplier", Key: "add.ask.supplier"}, nil
	case err == nil:
		return nil, nil
	case errors.Is(err, shop.ErrUnclear):
		return unclear(out), nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "add.unit", Args: bot.Args{"One": out.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: "add.ask.item"}, nil
	case d.Amount < 0 || d.Amount > shop.MaxMoney:
		return &dialogs.Refusal{Slot: "amount", Key: "add.amount"}, nil
	case d.Rate.Price < 0 || d.Rate.Price > shop.MaxMoney:
		return &dialogs.Refusal{Slot: "rate", Key: "add.amount"}, nil
	case impossible(err):
		return &dialogs.Refusal{Slot: "qty", Key: "add.qty"}, nil
	}
	return nil, err
}

func impossible(err error) bool {
	return errors.Is(err, shop.ErrNegative) || errors.Is(err, shop.ErrZero) || errors.Is(err, shop.ErrTooLarge)
}

// unclear asks how an amount was meant.
func unclear(out shop.Stocked) *dialogs.Refusal {
	r := out.Reading
	return &dialogs.Refusal{
		Slot: "as", Key: "add.unclear", Args: bot.Args{"Item": out.Item, "Qty": out.Qty, "Total": r.Total},
		Choices: []bot.Choice{
			dialogs.Pick("add.choice.total", bot.Args{"Total": r.Total}, "as", string(shop.AsTotal)),
			dialogs.Pick("add.choice.total", bot.Args{"Total": r.Other}, "as", string(shop.AsRate)),
		},
	}
}

// riskyAdd reads back a cost far from the usual and a sum above the shop's limit.
func (s skill) riskyAdd(ctx context.Context, t *bot.Turn, d delivery) (*dialogs.Confirmation, error) {
	book := s.book.In(t).Trial()
	limits, err := book.Limits(ctx)
	if err != nil {
		return nil, err
	}
	out, err := book.Buy(ctx, d.bought())
	odd := errors.Is(err, shop.ErrPriceOdd)
	if err != nil && !odd {
		return nil, err
	}
	if !odd && out.Reading.Total <= limits.RiskyPurchase {
		return nil, nil
	}
	return &dialogs.Confirmation{Key: "add.sure", Args: bot.Args{"Item": out.Item, "Qty": out.Qty, "Total": out.Reading.Total}}, nil
}
