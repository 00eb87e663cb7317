package sales

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// comeBack is goods that a customer brings back, as said.
type comeBack struct {
	Item     shop.Item     `slot:"item"`
	Qty      *shop.Measure `slot:"qty,optional"`
	Amount   *shop.Money   `slot:"amount,optional"` // given back
	Rate     shop.Rate     `slot:"rate,optional"`
	Customer shop.Customer `slot:"customer,optional"`
	Payment  shop.Payment  `slot:"payment,optional,choose"`
	Day      shop.Day      `slot:"date,optional"`
}

// returned asks how much came back.
func returned(comeBack) []string { return []string{"qty"} }

func (c comeBack) giveback() shop.Giveback {
	g := shop.Giveback{Item: c.Item, Rate: c.Rate, Customer: c.Customer, Payment: c.Payment, Day: c.Day}
	if c.Qty != nil {
		g.Qty = *c.Qty
	}
	if c.Amount != nil {
		g.Amount = *c.Amount
	}
	return g
}

// takeBack writes what came back and says how the money went back, with the other
// way to hand.
func (s skill) takeBack(ctx context.Context, t *bot.Turn, c comeBack) error {
	out, err := s.book.In(t).TakeBack(ctx, c.giveback())
	if errors.Is(err, shop.ErrNotSold) {
		t.Say("return.never", neverArgs(out))
		return nil
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Item": out.Item, "Qty": out.Qty, "Refund": out.Refund, "Stock": out.Stock, "Day": t.Day(string(out.Day))}
	if !out.Customer.None() {
		args["Customer"] = out.Customer
		if out.Balance < 0 {
			args["Advance"] = -out.Balance
		} else {
			args["Balance"] = out.Balance
		}
	}
	key := "return.cash"
	var more []bot.Choice
	switch {
	case out.Payment == shop.Udhaar:
		key, more = "return.udhaar", []bot.Choice{dialogs.Correct("return.choice.cash", nil, "payment", string(shop.Cash))}
	case out.Payment == shop.UPI:
		key = "return.upi"
	case !out.Customer.None() && c.Payment == "":
		more = []bot.Choice{dialogs.Correct("return.choice.udhaar", nil, "payment", string(shop.Udhaar))}
	}
	t.Say(key, args, append(more, dialogs.Undo())...)
	return nil
}

// neverArgs are who did not buy what; what is absent is not said.
func neverArgs(out shop.TakenBack) bot.Args {
	args := bot.Args{"Item": out.Item}
	if !out.Customer.None() {
		args["Customer"] = out.Customer
	}
	return args
}

// checkReturn tries the return without writing it, and asks about what cannot be.
func (s skill) checkReturn(ctx context.Context, t *bot.Turn, c comeBack) (*dialogs.Refusal, error) {
	if c.Item.None() || c.Qty == nil {
		return nil, nil
	}
	if c.Amount != nil && *c.Amount == 0 {
		return &dialogs.Refusal{Slot: "amount", Key: "return.amount"}, nil
	}
	out, err := s.book.In(t).Trial().TakeBack(ctx, c.giveback())
	args := neverArgs(out)
	switch {
	case err == nil, errors.Is(err, shop.ErrNotSold) && out.Sold.N == 0: // nothing to ask: it is said
		return nil, nil
	case errors.Is(err, shop.ErrNotSold):
		args["Sold"] = out.Sold
		return &dialogs.Refusal{Slot: "qty", Key: "return.less", Args: args}, nil
	case errors.Is(err, shop.ErrTooLarge) && out.Price > 0:
		args["Price"], args["Qty"] = out.Price, out.Qty
		return &dialogs.Refusal{Slot: refundSlot(c), Key: "return.toomuch", Args: args}, nil
	case errors.Is(err, shop.ErrNoCustomer):
		return &dialogs.Refusal{Slot: "customer", Key: "return.ask.customer"}, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "record.unit", Args: bot.Args{"One": out.Item.Measure(shop.Unit)}}, nil
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: "return.future"}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "item", Key: "return.ask.item"}, nil
	case impossibleNumber(err) && out.Price > 0:
		return &dialogs.Refusal{Slot: refundSlot(c), Key: "return.amount"}, nil
	case impossibleNumber(err):
		return &dialogs.Refusal{Slot: "qty", Key: "return.qty"}, nil
	}
	return nil, err
}

// refundSlot is where the money given back was said.
func refundSlot(c comeBack) string {
	if c.Rate.Price != 0 {
		return "rate"
	}
	return "amount"
}

func impossibleNumber(err error) bool {
	return errors.Is(err, shop.ErrNegative) || errors.Is(err, shop.ErrZero) || errors.Is(err, shop.ErrTooLarge)
}
