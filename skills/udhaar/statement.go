package udhaar

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// account is whose account is asked for, and for when.
type account struct {
	Customer shop.Customer `slot:"customer"`
	Period   shop.Period   `slot:"period,optional"`
}

// statement says what moved a customer's account, line by line.
func (s skill) statement(ctx context.Context, t *bot.Turn, a account) error {
	st, err := s.book.In(t).Statement(ctx, a.Customer, a.Period)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("balance.unknown", bot.Args{"Customer": a.Customer})
		return nil
	}
	if err != nil {
		return err
	}
	args := bot.Args{"Customer": st.Customer}
	if a.Period != (shop.Period{}) {
		args["Period"] = a.Period
	}
	if len(st.Lines) == 0 {
		args["Balance"] = st.Balance
		t.Say("statement.none", args)
		return nil
	}
	shown := st.Last(lines)
	t.Say("statement.head", args)
	if shown.Before != 0 {
		t.Say("statement.before", bot.Args{"Balance": shown.Before})
	}
	for _, l := range shown.Lines {
		t.Say("statement.line", lineArgs(l))
	}
	t.Say("statement.end", bot.Args{"Balance": st.Balance}, s.next(st.Customer, st.Balance)...)
	return nil
}

// next offers a reminder to who owes.
func (s skill) next(c shop.Customer, owes shop.Money) []bot.Choice {
	if owes <= 0 {
		return nil
	}
	return []bot.Choice{dialogs.Begin("choice.remind", nil, "udhaar.remind", "customer", c)}
}

// lineArgs are the arguments of one line: What says what it was.
func lineArgs(l shop.Posting) bot.Args {
	args := bot.Args{
		"Day": l.Day, "Amount": max(l.Due, -l.Due), "Balance": l.Balance,
		"What": bot.Value{Kind: bot.Key, Text: "udhaar.statement.what." + what(l.Entry)},
	}
	if !l.What.None() {
		args["Item"], args["Qty"] = l.What, l.Much
	}
	return args
}

// what names what moved an account.
func what(e shop.Entry) string {
	switch {
	case e.Kind == shop.Repayment:
		return "paid"
	case e.Kind == shop.WriteOff:
		return "forgiven"
	case e.Kind == shop.Opening:
		return "before"
	case e.Due < 0:
		return "returned"
	}
	return "given"
}
