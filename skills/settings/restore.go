package settings

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// comeback is who shall be taken back of those given up: the shop, if it was.
type comeback struct {
	Customer shop.Customer `slot:"customer,optional"`
}

// restore takes back that the shop or a customer was given up.
func (s skill) restore(ctx context.Context, t *bot.Turn, c comeback) error {
	book := s.book.In(t)
	err := book.Reopen(ctx)
	switch {
	case err == nil:
		t.Say("restore.shop", nil)
		return nil
	case errors.Is(err, shop.ErrPast):
		t.Say("restore.late", nil)
		return nil
	case !errors.Is(err, shop.ErrNotFound):
		return err
	}
	all, err := book.Leavers(ctx)
	if err != nil {
		return err
	}
	if c.Customer.None() {
		if len(all) != 1 {
			whose(t, all)
			return nil
		}
		c.Customer = all[0].Customer
	}
	out, err := book.Recall(ctx, c.Customer)
	switch {
	case errors.Is(err, shop.ErrNotFound):
		t.Say("restore.unknown", bot.Args{"Customer": c.Customer})
		return nil
	case err != nil:
		return err
	}
	t.Say("restore.customer", left(t, out))
	return nil
}

// whose offers those who can be taken back, or says that nobody can.
func whose(t *bot.Turn, all []shop.Left) {
	if len(all) == 0 {
		t.Say("restore.nothing", nil)
		return
	}
	var choices []bot.Choice
	for _, l := range all[:min(len(all), bot.MaxChoices)] {
		choices = append(choices, dialogs.Begin("bot.choice.named", bot.Args{"Name": l.Customer}, "settings.restore", "customer", l.Customer))
	}
	t.Say("restore.which", bot.Args{"Count": len(all)}, choices...)
}
