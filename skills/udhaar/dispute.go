package udhaar

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// around is how many days before and after the day somebody speaks of are shown,
// and page how many lines.
const (
	around = 3
	page   = 4
)

// claim is what a customer says of his account: nothing is booked by it.
type claim struct {
	Customer shop.Customer `slot:"customer"`
	Amount   *shop.Money   `slot:"amount,optional"`
	Day      shop.Day      `slot:"date,optional"`
	Dispute  string        `slot:"dispute,optional,choose"` // note or clear
}

// dispute opens the customer's page, or settles what stands there.
func (s skill) dispute(ctx context.Context, t *bot.Turn, c claim) error {
	a, err := s.book.In(t).Balance(ctx, c.Customer)
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("balance.unknown", bot.Args{"Customer": c.Customer})
		return nil
	case err != nil:
		return err
	case c.Dispute != "":
		return s.settle(ctx, t, a, c.Dispute == "note")
	}
	return s.open(ctx, t, a, c)
}

// open shows what the account has around the day somebody speaks of, and what can
// be done.
func (s skill) open(ctx context.Context, t *bot.Turn, a shop.Account, c claim) error {
	if string(c.Day) > t.Today() {
		c.Day = "" // nobody has paid on a day to come
	}
	var near shop.Period
	if c.Day != "" {
		near = shop.Period{From: c.Day.Plus(-around), To: c.Day.Plus(around)}
	}
	st, err := s.book.In(t).Statement(ctx, a.Customer, near)
	if err != nil {
		return err
	}
	t.Say("dispute.page", pageArgs(a, c, st))
	for _, l := range st.Last(page).Lines {
		t.Say("dispute.line", lineArgs(l))
	}
	t.Say("dispute.what", nil, ways(a.Customer, c)...)
	return nil
}

// pageArgs are the head of the page: None when the book has nothing on that day.
func pageArgs(a shop.Account, c claim, st shop.Statement) bot.Args {
	args := bot.Args{"Customer": a.Customer, "Balance": a.Balance, "Day": c.Day}
	if a.Balance < 0 {
		args["Advance"] = -a.Balance
	}
	none := c.Day != ""
	for _, l := range st.Lines {
		none = none && l.Day != c.Day
	}
	if none {
		args["None"] = c.Day
	}
	return args
}

// ways are what can be done about a claim.
func ways(who shop.Customer, c claim) []bot.Choice {
	slots := func(more bot.Args) map[string]bot.Value {
		more["customer"] = who
		out, err := more.Values()
		if err != nil {
			panic(err) // costs the turn, not the bot: see dialogs
		}
		return out
	}
	start := func(key string, args bot.Args, errand string, more bot.Args) bot.Choice {
		return bot.Choice{Key: key, Args: args, Do: []bot.Command{{Kind: bot.Start, Errand: errand, Slots: slots(more)}}}
	}
	var out []bot.Choice
	if c.Amount != nil && *c.Amount > 0 {
		paid := bot.Args{"amount": *c.Amount}
		if c.Day != "" {
			paid["date"] = c.Day
		}
		out = append(out, start("dispute.choice.book", bot.Args{"Amount": *c.Amount}, "udhaar.repay", paid))
	}
	return append(
		out,
		start("dispute.choice.account", nil, "udhaar.statement", bot.Args{}),
		start("dispute.choice.note", nil, "udhaar.dispute", bot.Args{"dispute": bot.Value{Kind: bot.Choose, Text: "note"}}),
	)
}

// settle notes a dispute, which pauses reminders, or clears it.
func (s skill) settle(ctx context.Context, t *bot.Turn, a shop.Account, note bool) error {
	had, now, key := a.Customer.Dispute, shop.Day(""), "dispute.cleared"
	if note {
		now, key = shop.Day(t.Today()), "dispute.noted"
	}
	args := bot.Args{"Customer": a.Customer, "Balance": a.Balance, "Day": had}
	if (had == "") == (now == "") {
		t.Say(key+".already", args)
		return nil
	}
	if _, _, err := s.book.In(t).Describe(ctx, a.Customer, func(c *shop.Customer) { c.Dispute = now }); err != nil {
		return err
	}
	t.Say(key, args, dialogs.Undo())
	return nil
}
