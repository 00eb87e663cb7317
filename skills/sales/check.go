package sales

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// check tries the sale without writing it, and asks about what cannot be.
func (s skill) check(ctx context.Context, t *bot.Turn, l line) (*dialogs.Refusal, error) {
	sold, err := s.try(ctx, t, l)
	switch {
	case err == nil && l.whole():
		return nil, nil
	case err == nil:
		return s.checkBill(ctx, t, l)
	case unclear(err) && !hopeless(sold):
		return totalOrRate(sold), nil
	case unclear(err): // read back as an odd price
		return nil, nil
	case l.Worth != 0 && l.Qty == nil && (errors.Is(err, shop.ErrNoPrice) || errors.Is(err, shop.ErrNotWhole)):
		return &dialogs.Refusal{Slot: "qty", Key: "record.ask.qty"}, nil
	case errors.Is(err, shop.ErrNoPrice):
		return &dialogs.Refusal{Slot: "amount", Key: "record.ask.amount"}, nil
	case errors.Is(err, shop.ErrNoCustomer):
		return &dialogs.Refusal{Slot: "customer", Key: "record.ask.customer"}, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "record.unit", Args: bot.Args{"One": sold.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: "record.future"}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: "record.ask.item"}, nil
	}
	return impossible(l, err)
}

// try is the sale as it would be written; it writes nothing. A sale that is not
// all there yet is not tried.
func (s skill) try(ctx context.Context, t *bot.Turn, l line) (shop.Sold, error) {
	book := s.book.In(t).Trial()
	if l.whole() {
		if l.Amount == nil {
			return shop.Sold{}, nil
		}
		_, err := book.SellTotal(ctx, l.total())
		return shop.Sold{}, err
	}
	if l.Item.None() || l.Qty == nil && l.Worth == 0 {
		return shop.Sold{}, nil
	}
	if l.Amount != nil && *l.Amount == 0 {
		return shop.Sold{}, shop.ErrZero
	}
	sale := l.sale()
	sale.Sure = true
	return book.Sell(ctx, sale)
}

// impossible asks again for the number that cannot be: below zero, zero or
// beyond any shop.
func impossible(l line, err error) (*dialogs.Refusal, error) {
	bad := errors.Is(err, shop.ErrNegative) || errors.Is(err, shop.ErrZero) || errors.Is(err, shop.ErrTooLarge)
	switch {
	case !bad:
		return nil, err
	case l.Worth != 0 && l.Qty == nil:
		return &dialogs.Refusal{Slot: "worth", Key: "record.amount"}, nil
	case l.Discount != 0 && (l.Discount < 0 || l.Discount >= l.amount()):
		return &dialogs.Refusal{Slot: "discount", Key: "record.discount"}, nil
	case l.qty().All:
		return &dialogs.Refusal{Slot: "qty", Key: "record.none"}, nil
	case l.Amount != nil && (*l.Amount <= 0 || *l.Amount > shop.MaxMoney):
		return &dialogs.Refusal{Slot: "amount", Key: "record.amount"}, nil
	case l.Rate.Price < 0 || l.Rate.Price > shop.MaxMoney:
		return &dialogs.Refusal{Slot: "rate", Key: "record.amount"}, nil
	}
	return &dialogs.Refusal{Slot: "qty", Key: "record.qty"}, nil
}

// hopeless reports whether an amount is far from the usual price however it is
// read: then it is likely a slip, and not worth asking total or rate.
func hopeless(sold shop.Sold) bool {
	return shop.Odd(sold.Reading.Total, sold.Item, sold.Qty) && shop.Odd(sold.Reading.Other, sold.Item, sold.Qty)
}

// totalOrRate asks how an amount was meant when it fits the usual price neither
// way.
func totalOrRate(sold shop.Sold) *dialogs.Refusal {
	r := sold.Reading
	return &dialogs.Refusal{
		Slot: "as", Key: "record.unclear",
		Args: bot.Args{"Item": sold.Item, "Qty": sold.Qty, "Total": r.Total},
		Choices: []bot.Choice{
			dialogs.Pick("record.choice.total", bot.Args{"Total": r.Total}, "as", string(shop.AsTotal)),
			dialogs.Pick("record.choice.total", bot.Args{"Total": r.Other}, "as", string(shop.AsRate)),
		},
	}
}

// risky reads back a price far from the usual, a sum above the shop's limit, and a sale on
// udhaar that was heard, when that is not plain.
func (s skill) risky(ctx context.Context, t *bot.Turn, l line) (*dialogs.Confirmation, error) {
	book := s.book.In(t).Trial()
	limits, err := book.Limits(ctx)
	if err != nil {
		return nil, err
	}
	if l.whole() {
		if l.amount() > limits.RiskyTotal {
			return &dialogs.Confirmation{Key: "record.sure", Args: bot.Args{"Total": l.amount()}}, nil
		}
		return nil, nil
	}
	sold, err := book.Sell(ctx, l.sale())
	if unclear(err) {
		err = shop.ErrPriceOdd
	}
	args := bot.Args{"Item": sold.Item, "Qty": sold.Qty, "Total": sold.Reading.Total}
	switch {
	case errors.Is(err, shop.ErrPriceOdd):
		args["Usual"] = shop.Rate{Price: sold.Item.Price, Unit: sold.Item.Unit}
		return &dialogs.Confirmation{Key: "record.odd", Args: args}, nil
	case err != nil:
		return nil, err
	case sold.Revenue > limits.RiskySale:
		return &dialogs.Confirmation{Key: "record.sure", Args: args}, nil
	case t.Heard() == bot.Typed || l.Payment != shop.Udhaar:
		return nil, nil
	}
	if plain, err := s.book.In(t).Plain(ctx, l.Customer, sold.Revenue, false); err != nil || plain && len(t.Alternatives()) == 0 {
		return nil, err
	}
	return &dialogs.Confirmation{Key: "bot.heard.sure"}, nil
}
