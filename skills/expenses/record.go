package expenses

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// cost is money spent, as said. What no listed kind fits is kept in his words.
type cost struct {
	Amount  *shop.Money  `slot:"amount"` // nothing is an amount too, so zero is not "not said"
	Kind    shop.Head    `slot:"kind,optional,choose"`
	What    string       `slot:"what,optional"`
	Payment shop.Payment `slot:"payment,optional,choose"`
	Day     shop.Day     `slot:"date,optional"`
}

// needed asks what it was for when nothing says it.
func needed(c cost) []string {
	if c.Kind == "" && c.What == "" {
		return []string{"kind"}
	}
	return nil
}

func (c cost) spending() shop.Spending {
	s := shop.Spending{Head: c.Kind, What: c.What, Amount: said(c.Amount), Payment: c.Payment, Day: c.Day}
	if s.Payment == shop.Udhaar {
		s.Payment = ""
	}
	return s
}

// likely offers the kinds most often meant.
func likely(context.Context, *bot.Turn, cost) ([]bot.Choice, error) {
	var out []bot.Choice
	for _, h := range []shop.Head{shop.Tea, shop.Transport, shop.OtherCost} {
		out = append(out, dialogs.Pick("bot.choice.named", bot.Args{"Name": h}, "kind", h))
	}
	return out, nil
}

// record writes the cost and says what its kind comes to this month.
func (s skill) record(ctx context.Context, t *bot.Turn, c cost) error {
	out, err := s.book.In(t).Spend(ctx, c.spending())
	if err != nil {
		return err
	}
	args := bot.Args{"Head": out.Head, "Amount": out.Amount, "Day": t.Day(string(out.Day))}
	if out.What != "" {
		args["What"] = bot.Value{Kind: bot.Text, Text: out.What}
	}
	if out.Payment == shop.UPI {
		args["Upi"] = "UPI"
	}
	if out.Sum > out.Amount && sees(t) {
		args["Sum"], args["Month"] = out.Sum, out.Month
	}
	key := "record.done"
	if out.Head == shop.Home {
		key = "record.home"
	}
	t.Say(key, args, dialogs.Undo())
	s.sum(t)
	return nil
}

// sum says what several costs of one message come to.
func (s skill) sum(t *bot.Turn) {
	t.Unsay("record.sum")
	var total shop.Money
	n := 0
	for _, effect := range t.Effects() {
		if e, ok := effect.(shop.Entry); ok && e.Kind == shop.Expense && e.Sign > 0 {
			total += e.Amount()
			n++
		}
	}
	if n > 1 {
		t.Say("record.sum", bot.Args{"Count": n, "Total": total}, dialogs.Undo())
	}
}

// checkRecord tries the cost without writing it, and asks about what cannot be.
func (s skill) checkRecord(ctx context.Context, t *bot.Turn, c cost) (*dialogs.Refusal, error) {
	if c.Amount == nil && c.Kind != "" {
		return c.named(&dialogs.Refusal{Slot: "amount", Key: "record.ask.amount"}), nil
	}
	if c.Amount == nil {
		return nil, nil
	}
	_, err := s.book.In(t).Trial().Spend(ctx, c.spending())
	refusal, err := refused("record", err)
	return c.named(refusal), err
}

// named gives a question the kind by its name.
func (c cost) named(r *dialogs.Refusal) *dialogs.Refusal {
	if r != nil && c.Kind != "" {
		r.Args = bot.Args{"Kind": c.Kind}
	}
	return r
}

// riskyRecord reads back a sum above the shop's limit.
func (s skill) riskyRecord(ctx context.Context, t *bot.Turn, c cost) (*dialogs.Confirmation, error) {
	out, err := s.book.In(t).Trial().Spend(ctx, c.spending())
	if err != nil {
		return nil, err
	}
	args := bot.Args{"Head": out.Head, "Amount": out.Amount}
	if out.What != "" {
		args["What"] = bot.Value{Kind: bot.Text, Text: out.What}
	}
	return s.risky(ctx, t, out.Amount, "record.sure", args)
}

// risky reads back an amount above the shop's limit.
func (s skill) risky(ctx context.Context, t *bot.Turn, m shop.Money, key string, args bot.Args) (*dialogs.Confirmation, error) {
	limits, err := s.book.In(t).Limits(ctx)
	if err != nil || m <= limits.RiskyExpense {
		return nil, err
	}
	return &dialogs.Confirmation{Key: key, Args: args}, nil
}

// refused asks again for the supplier, amount or day that cannot be.
func refused(errand string, err error) (*dialogs.Refusal, error) {
	switch {
	case errors.Is(err, shop.ErrNegative), errors.Is(err, shop.ErrZero), errors.Is(err, shop.ErrTooLarge):
		return &dialogs.Refusal{Slot: "amount", Key: errand + ".amount"}, nil
	case errors.Is(err, shop.ErrName), errors.Is(err, shop.ErrNoCustomer):
		return &dialogs.Refusal{Slot: "supplier", Key: errand + ".ask.supplier"}, nil
	case errors.Is(err, shop.ErrFuture):
		return &dialogs.Refusal{Slot: "date", Key: errand + ".future"}, nil
	}
	return nil, err
}
