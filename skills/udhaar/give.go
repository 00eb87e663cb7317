package udhaar

import (
	"context"
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// credit is what we must know before writing in the book. With an item it is a
// sale on udhaar, and the price list may know the amount.
type credit struct {
	Customer shop.Customer `slot:"customer"`
	Amount   *shop.Money   `slot:"amount,optional"` // nothing is an amount too, so zero is not "not said"
	Item     shop.Item     `slot:"item,optional"`
	Qty      shop.Measure  `slot:"qty,optional"`
	Day      shop.Day      `slot:"date,optional"`
	As       shop.Side     `slot:"as,optional,choose"` // a word that says whose money it is, or the answer to that
	Until    shop.Day      `slot:"until,optional"`     // he will pay by then
}

// needed asks for the amount unless goods are named.
func needed(c credit) []string {
	if c.Item.None() {
		return []string{"amount"}
	}
	return nil
}

// lending is the credit as the book takes it. Nothing is given on a day to come:
// "ramesh ko 500 udhaar, 10 tareekh ko dega" says when it will be paid.
func (c credit) lending(t *bot.Turn) shop.Lending {
	if c.Until == "" && string(c.Day) > t.Today() && c.Day.Valid() {
		c.Day, c.Until = "", c.Day
	}
	return shop.Lending{Customer: c.Customer, Amount: said(c.Amount), Item: c.Item, Qty: c.Qty, Day: c.Day, Until: c.Until}
}

// give writes the credit and says the new balance.
func (s skill) give(ctx context.Context, t *bot.Turn, c credit) error {
	if paid, err := s.paysSupplier(ctx, t, c); paid || err != nil {
		return err
	}
	l := c.lending(t)
	l.Sure = true // an odd price was read back before
	out, err := s.book.In(t).GiveCredit(ctx, l)
	if err != nil {
		return err
	}
	args := lentArgs(out, t)
	if out.Sale != nil {
		args["Item"], args["Qty"] = out.Sale.Item, out.Sale.Qty
	}
	t.Say("give.done", args, dialogs.Undo())
	s.warn(t, out)
	return nil
}

// lentArgs are the arguments of what is said of udhaar written.
func lentArgs(out shop.Lent, t *bot.Turn) bot.Args {
	args := bot.Args{"Customer": out.Customer, "Amount": out.Amount, "Balance": out.Balance, "Day": t.Day(string(out.Day))}
	if out.NewCustomer {
		args["New"] = out.Customer
	}
	if out.Until != "" {
		args["Until"] = t.Dated(string(out.Until))
	}
	return args
}

// warn says that a customer owes more than he may, and that all of them do: of
// several credits in one message, once.
func (s skill) warn(t *bot.Turn, out shop.Lent) {
	t.Unsay("give.over")
	if out.Above {
		t.Say("give.above", bot.Args{"Customer": out.Customer, "Balance": out.Balance, "Limit": out.Limit}, dialogs.Undo())
	}
	if out.Outstanding.Over {
		t.Say("give.over", bot.Args{"Total": out.Outstanding.Total, "Limit": out.Outstanding.Limit}, dialogs.Undo())
	}
}

// checkGive tries the credit without writing it, and asks about what cannot be.
func (s skill) checkGive(ctx context.Context, t *bot.Turn, c credit) (*dialogs.Refusal, error) {
	if c.Customer.None() || c.Amount == nil && c.Item.None() {
		return nil, nil
	}
	l := c.lending(t)
	l.Sure = true
	_, err := s.book.In(t).Trial().GiveCredit(ctx, l)
	if err == nil && c.Amount != nil && *c.Amount > 0 {
		if ask, err := s.whoseMoney(ctx, t, c); ask != nil || err != nil {
			return ask, err
		}
	}
	if c.Amount != nil && *c.Amount == 0 {
		err = shop.ErrZero // not the price list's: he said nothing was owed
	}
	switch {
	case errors.Is(err, shop.ErrNoPrice), errors.Is(err, shop.ErrUnclear):
		return &dialogs.Refusal{Slot: "amount", Key: "give.ask.amount"}, nil
	case errors.Is(err, shop.ErrUnit):
		return &dialogs.Refusal{Slot: "qty", Key: "give.qty"}, nil
	case impossible(err) && !c.Item.None() && (c.Amount == nil || *c.Amount > 0):
		return &dialogs.Refusal{Slot: "qty", Key: "give.qty"}, nil
	}
	return refused("give", err)
}

// said is the amount, 0 when none was said.
func said(m *shop.Money) shop.Money {
	if m == nil {
		return 0
	}
	return *m
}

// refused asks again for the customer, amount or day that cannot be.
func refused(errand string, err error) (*dialogs.Refusal, error) {
	switch {
	case impossible(err):
		return &dialogs.Refusal{Slot: "amount", Key: errand + ".amount"}, nil
	case errors.Is(err, shop.ErrName), errors.Is(err, shop.ErrNoCustomer):
		return &dialogs.Refusal{Slot: "customer", Key: errand + ".ask.customer"}, nil
	case errors.Is(err, shop.ErrNoDay):
		return &dialogs.Refusal{Slot: "date", Key: "noday"}, nil
	case errors.Is(err, shop.ErrPast):
		return &dialogs.Refusal{Slot: "until", Key: errand + ".past"}, nil
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: errand + ".future"}, nil
	}
	return nil, err
}

func impossible(err error) bool {
	return errors.Is(err, shop.ErrNegative) || errors.Is(err, shop.ErrZero) || errors.Is(err, shop.ErrTooLarge)
}

// riskyGive reads back a sum above the shop's limit and an odd price, and what was heard
// when that is not plain.
func (s skill) riskyGive(ctx context.Context, t *bot.Turn, c credit) (*dialogs.Confirmation, error) {
	if side, err := s.side(ctx, t, c); side == shop.AsPayment || err != nil {
		return s.riskyPayment(ctx, t, c, err)
	}
	book := s.book.In(t).Trial()
	limits, err := book.Limits(ctx)
	if err != nil {
		return nil, err
	}
	out, err := book.GiveCredit(ctx, c.lending(t))
	odd := errors.Is(err, shop.ErrPriceOdd)
	if err != nil && !odd {
		return nil, fmt.Errorf("udhaar: give: %w", err)
	}
	amount := out.Amount
	if odd {
		amount = out.Sale.Reading.Total
	}
	why := &dialogs.Confirmation{Key: "give.sure", Args: bot.Args{"Customer": out.Customer, "Amount": amount}}
	if odd || amount > limits.RiskyUdhaar {
		return why, nil
	}
	if plain, err := s.plain(ctx, t, c.Customer, amount, false); plain || err != nil {
		return nil, err
	}
	if c.Item.None() {
		why.Choices = otherWay(t, "give.choice.paid", "udhaar.repay", c.Customer, amount)
	}
	return why, nil
}
