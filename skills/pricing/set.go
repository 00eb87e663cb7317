package pricing

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// price is what may be said of one.
type price struct {
	Item     shop.Item     `slot:"item"`
	Amount   *shop.Rate    `slot:"amount"` // nothing is an amount too, so zero is not "not said"; "45 rupaye kilo" says its unit
	Customer shop.Customer `slot:"customer,optional"`
	Unit     string        `slot:"unit,optional,choose"`
	Of       string        `slot:"of,optional,choose"`  // which price: to sell, printed, to buy
	Way      string        `slot:"way,optional,choose"` // up or down, when the difference may be what was said
}

// pricing is the price as the book takes it. "45 rupaye kilo" says the unit with
// the sum, "bori 2200" beside it.
func (p price) pricing() shop.Pricing {
	out := shop.Pricing{Item: p.Item, Unit: p.Unit, Told: shop.Figure(p.Of), Customer: p.Customer, Way: p.Way, Price: p.Amount.Price}
	if p.Amount.Unit != "" {
		out.Unit = p.Amount.Unit
	}
	return out
}

// hidden reports whether a price is not for the person of the turn to know.
func hidden(t *bot.Turn, of string) bool {
	return shop.Figure(of) == shop.TellCost && !seesCost(t)
}

// set writes the price and says what it was before.
func (s skill) set(ctx context.Context, t *bot.Turn, p price) error {
	if hidden(t, p.Of) {
		t.Say("bot.role", nil)
		return nil
	}
	said := p.pricing()
	said.Sure = true // an odd price was read back before
	out, err := s.book.In(t).TellPriceOf(ctx, said)
	if errors.Is(err, shop.ErrUnit) {
		t.Say("set.pack", bot.Args{"Item": out.Item, "One": oneOf(out.Rate.Unit), "Unit": oneOf(out.Item.Unit)},
			dialogs.Begin("set.choice.pack", nil, "stock.pack", "item", out.Item))
		return nil
	}
	if err != nil {
		return err
	}
	t.Say(toldAs(out), told(out, t), choices(out)...)
	return nil
}

// oneOf is one of a unit.
func oneOf(unit string) shop.Measure { return shop.Measure{N: int64(shop.Unit), Unit: unit} }

// toldAs is how a price is said back.
func toldAs(out shop.Priced) string {
	switch {
	case out.Told == shop.TellMRP:
		return "set.mrp"
	case out.Told == shop.TellCost:
		return "set.cost"
	case !out.Customer.None():
		return "set.own"
	}
	return "set.done"
}

// told are the arguments of a price; what is absent is not said.
func told(out shop.Priced, t *bot.Turn) bot.Args {
	args := bot.Args{"Item": out.Item, "Rate": out.Rate}
	switch {
	case out.Before.Price == out.Rate.Price:
		args["Same"] = out.Rate
	case out.Before.Price > 0:
		args["Before"] = out.Before.Price
	}
	if !out.Customer.None() {
		args["Customer"] = out.Customer
	}
	if out.NewItem {
		args["New"] = out.Item
	}
	if out.Loss() && seesCost(t) {
		args["Loss"] = out.Cost
	}
	if usual := out.Item.Price; out.Told == shop.TellMRP && usual > out.Rate.Price {
		args["Above"] = shop.Rate{Price: usual, Unit: out.Item.Unit}
	}
	return args
}

// choices are the quick replies under a price.
func choices(out shop.Priced) []bot.Choice {
	var all []bot.Choice
	if out.NewItem {
		all = append(all, dialogs.Begin("set.choice.fix", nil, "stock.item", "item", out.Item))
	}
	if out.Told == shop.TellMRP && out.Item.Price > out.Rate.Price {
		all = append(all, dialogs.BeginWith("set.choice.to", bot.Args{"Rate": out.Rate}, "pricing.set", map[string]any{
			"item": out.Item, "amount": out.Rate.Price,
		}))
	}
	return append(all, dialogs.Undo())
}
