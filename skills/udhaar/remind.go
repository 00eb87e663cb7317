package udhaar

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// fewest is how many reminders one answer holds: the links are long.
const fewest = 3

// reminder is a polite word to one customer, or to everybody who is late.
type reminder struct {
	Customer shop.Customer `slot:"customer,optional"`
	Whom     string        `slot:"whom,optional,choose"`
	Phone    *number       `slot:"phone,leave"`
}

// remindWhom asks for the customer unless it is everybody.
func remindWhom(r reminder) []string {
	if r.Whom == "" {
		return []string{"customer"}
	}
	return nil
}

// remind gives the owner a text to send himself, and a link that opens it.
func (s skill) remind(ctx context.Context, t *bot.Turn, r reminder) error {
	if r.Customer.None() {
		return s.remindAll(ctx, t)
	}
	a, err := s.book.In(t).Balance(ctx, r.Customer)
	if errors.Is(err, shop.ErrNotFound) {
		t.Say("balance.unknown", bot.Args{"Customer": r.Customer})
		return nil
	}
	if err != nil {
		return err
	}
	if key := held(a, t); key != "" {
		t.Say(key, bot.Args{"Customer": a.Customer, "Day": a.Customer.Dispute}, heldChoices(key, a.Customer)...)
		return nil
	}
	if r.Phone != nil {
		if number, ok := shop.Phone(string(*r.Phone)); ok {
			a.Customer.Phone = number
		}
	}
	return s.write(ctx, t, a, "remind.")
}

// held says why a customer is not to be reminded now; "" when he is.
func held(a shop.Account, t *bot.Turn) string {
	switch {
	case a.Balance <= 0:
		return "remind.clear"
	case a.Customer.Dispute != "":
		return "remind.disputed"
	case string(a.Customer.Nudged) == t.Today():
		return "remind.today"
	}
	return ""
}

// heldChoices offers to clear what holds a reminder.
func heldChoices(key string, c shop.Customer) []bot.Choice {
	if key != "remind.disputed" {
		return nil
	}
	return []bot.Choice{
		{Key: "dispute.choice.clear", Do: []bot.Command{{Kind: bot.Start, Errand: "udhaar.dispute", Slots: map[string]bot.Value{
			"customer": {Kind: bot.Customer, ID: c.ID, Text: c.Name, Names: c.Names},
			"dispute":  {Kind: bot.Choose, Text: "clear"},
		}}}},
		dialogs.Begin("dispute.choice.account", nil, "udhaar.statement", "customer", c),
	}
}

// write says the text and keeps that he was reminded today.
func (s skill) write(ctx context.Context, t *bot.Turn, a shop.Account, prefix string) error {
	book := s.book.In(t)
	p, err := book.Profile(ctx)
	if err != nil {
		return err
	}
	letter, err := letterTo(a, p, t)
	if err != nil {
		return err
	}
	args := bot.Args{"Customer": a.Customer, "Balance": a.Balance, "Letter": letter}
	key := prefix + "forward"
	if a.Customer.Phone != "" {
		key = prefix + "link"
	}
	if _, _, err = book.Describe(ctx, a.Customer, func(c *shop.Customer) {
		c.Phone, c.Nudged = a.Customer.Phone, shop.Day(t.Today())
	}); err != nil {
		return err
	}
	t.Say(key, args)
	return nil
}

// letterTo is the text, in the customer's language or else the one the owner
// speaks here.
func letterTo(a shop.Account, p shop.Profile, t *bot.Turn) (bot.Value, error) {
	args := bot.Args{"Customer": a.Customer, "Balance": a.Balance, "Since": a.Since}
	if a.Since == "" {
		delete(args, "Since")
	}
	if p.Name != "" {
		args["Shop"] = p.Name
	}
	values, err := args.Values()
	return bot.Value{Kind: bot.Letter, Text: "udhaar.remind.letter", Unit: cmp.Or(a.Customer.Lang, t.Lang), ID: a.Customer.Phone, Args: values}, err
}

// remindAll writes to who is late, and when nobody is, to who has owed longest.
func (s skill) remindAll(ctx context.Context, t *bot.Turn) error {
	owing, err := s.book.In(t).Owing(ctx)
	if err != nil {
		return err
	}
	owing = slices.DeleteFunc(owing, func(a shop.Account) bool { return held(a, t) != "" })
	if slices.ContainsFunc(owing, late) {
		owing = slices.DeleteFunc(owing, func(a shop.Account) bool { return !late(a) })
	}
	if len(owing) == 0 {
		t.Say("remind.none", nil)
		return nil
	}
	t.Say("remind.head", bot.Args{"Count": len(owing)})
	for _, a := range owing[:min(fewest, len(owing))] {
		if err := s.write(ctx, t, a, "remind.each."); err != nil {
			return err
		}
	}
	if more := len(owing) - fewest; more > 0 {
		t.Say("remind.more", bot.Args{"Count": more})
	}
	return nil
}

// late reports whether a promised day has passed, or a month without one.
func late(a shop.Account) bool { return a.Overdue > 0 || a.Ages[1]+a.Ages[2] > 0 }

// checkRemind asks for the number of a customer who has none, before anything is
// written; it may be left open.
func (s skill) checkRemind(ctx context.Context, t *bot.Turn, r reminder) (*dialogs.Refusal, error) {
	if r.Customer.None() {
		return nil, nil
	}
	a, err := s.book.In(t).Balance(ctx, r.Customer)
	if errors.Is(err, shop.ErrNotFound) || err == nil && (held(a, t) != "" || a.Customer.Phone != "") {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	none := dialogs.Pick("remind.choice.none", nil, "phone", number(""))
	if r.Phone == nil {
		return &dialogs.Refusal{Slot: "phone", Key: "remind.ask.phone", Choices: []bot.Choice{none}}, nil
	}
	if _, ok := shop.Phone(string(*r.Phone)); !ok && *r.Phone != "" {
		return &dialogs.Refusal{Slot: "phone", Key: "remind.phone", Choices: []bot.Choice{none}}, nil
	}
	return nil, nil
}
