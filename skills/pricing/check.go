package pricing

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// likely is how many items of like name are offered for one nobody knows.
const likely = 2

// asked is whose price of what is asked for.
type asked struct {
	Item     shop.Item     `slot:"item"`
	Qty      shop.Measure  `slot:"qty,optional"`
	Customer shop.Customer `slot:"customer,optional"`
	Of       string        `slot:"of,optional,choose"`
}

// check tells what an item sells at.
func (s skill) check(ctx context.Context, t *bot.Turn, a asked) error {
	if hidden(t, a.Of) {
		t.Say("bot.role", nil)
		return nil
	}
	tag, err := s.book.In(t).Tag(ctx, a.Item, a.Customer)
	if errors.Is(err, shop.ErrNotFound) && !tag.Customer.None() {
		t.Say("check.nobody", bot.Args{"Customer": tag.Customer})
		return nil
	}
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, a.Item, "pricing.check")
	}
	if err != nil {
		return err
	}
	switch shop.Figure(a.Of) {
	case shop.TellCost:
		s.one(t, "check.cost", tag, tag.Cost)
	case shop.TellMRP:
		s.one(t, "check.mrp", tag, tag.MRP)
	default:
		s.selling(t, tag, a.Qty)
	}
	return nil
}

// one tells one figure of an item, or that it is not known.
func (s skill) one(t *bot.Turn, key string, tag shop.Tag, r shop.Rate) {
	args := bot.Args{"Item": tag.Item}
	if r.Price > 0 {
		args["Rate"] = r
	}
	t.Say(key, args)
}

// selling tells the price to everybody, or the customer's own, and what so much
// of it comes to.
func (s skill) selling(t *bot.Turn, tag shop.Tag, qty shop.Measure) {
	if tag.Usual.Price == 0 && tag.Own.Price == 0 && len(tag.Packs) == 0 {
		t.Say("check.none", bot.Args{"Item": tag.Item}, dialogs.Begin("check.choice.set", nil, "pricing.set", "item", tag.Item))
		return
	}
	args := bot.Args{"Item": tag.Item}
	rate := tag.Usual
	if rate.Price > 0 {
		args["Rate"] = rate
	}
	if tag.Own.Price > 0 {
		rate = tag.Own
		args["Own"], args["Customer"] = tag.Own, tag.Customer
	} else if !tag.Customer.None() {
		args["Customer"] = tag.Customer
	}
	if tag.Starter && tag.Own.Price == 0 {
		args["Starter"] = tag.Usual
	}
	if tag.MRP.Price > 0 {
		args["MRP"] = tag.MRP.Price
	}
	for _, p := range tag.Packs {
		args["Pack"] = p
	}
	if total, ok := comesTo(tag.Item, qty, rate); ok {
		args["Qty"], args["Total"] = qty, total
	}
	t.Say("check.done", args)
}

// comesTo is what so much of an item costs at a rate, when it is not the rate
// itself.
func comesTo(i shop.Item, qty shop.Measure, r shop.Rate) (shop.Money, bool) {
	q, err := qty.In(i)
	if err != nil || q <= 0 {
		return 0, false
	}
	total, err := r.For(i, q)
	return total, err == nil && total > 0 && total != r.Price
}

// unknown says that the shop has no such item and offers those of like name.
func (s skill) unknown(ctx context.Context, t *bot.Turn, i shop.Item, errand string) error {
	near, err := s.book.In(t).ItemsLike(ctx, i.Name, likely)
	if err != nil {
		return err
	}
	var choices []bot.Choice
	for _, n := range near {
		choices = append(choices, dialogs.Begin("bot.choice.named", bot.Args{"Name": n}, errand, "item", n))
	}
	t.Say("check.unknown", bot.Args{"Item": i}, choices...)
	return nil
}
