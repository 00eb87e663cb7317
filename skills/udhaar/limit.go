package udhaar

import (
	"context"
	"errors"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// bound is how much udhaar there may be: one customer's, everybody's, or all of
// it together.
type bound struct {
	Customer shop.Customer `slot:"customer,optional"`
	Scope    string        `slot:"scope,optional,choose"` // each or shop
	Amount   *shop.Money   `slot:"amount,optional"`
	Off      string        `slot:"off,optional,choose"`
}

// boundHow asks for whom and how much, unless it is said.
func boundHow(b bound) []string {
	var out []string
	if b.Scope == "" && b.Customer.None() {
		out = append(out, "customer")
	}
	if b.Off == "" {
		out = append(out, "amount")
	}
	return out
}

// scopes offers what a limit can be for beside one customer.
func scopes(context.Context, *bot.Turn, bound) ([]bot.Choice, error) {
	return []bot.Choice{
		dialogs.Pick("limit.choice.each", nil, "scope", bot.Value{Kind: bot.Choose, Text: "each"}),
		dialogs.Pick("limit.choice.shop", nil, "scope", bot.Value{Kind: bot.Choose, Text: "shop"}),
	}, nil
}

// limit sets it, or takes it off.
func (s skill) limit(ctx context.Context, t *bot.Turn, b bound) error {
	book := s.book.In(t)
	if b.Customer.None() {
		name := shop.SettingCustomerUdhaar
		if b.Scope == "shop" {
			name = shop.SettingShopUdhaar
		}
		return s.limitAll(ctx, t, b, name)
	}
	c, isNew, err := book.Describe(ctx, b.Customer, func(c *shop.Customer) {
		if c.Limit = nil; b.Off == "" {
			c.Limit = b.Amount
		}
	})
	if err != nil {
		return err
	}
	a, err := book.Balance(ctx, c)
	if err != nil {
		return err
	}
	args := bot.Args{"Customer": c, "Limit": a.Limit, "Balance": a.Balance}
	if isNew {
		args["New"] = c
	}
	if a.Over() && a.Balance > 0 {
		args["Over"] = c
	}
	if b.Off != "" {
		t.Say("limit.off", args, dialogs.Undo())
		return nil
	}
	t.Say("limit.done", args, dialogs.Undo())
	return nil
}

// limitAll sets a limit of the whole shop.
func (s skill) limitAll(ctx context.Context, t *bot.Turn, b bound, name string) error {
	book := s.book.In(t)
	to := ""
	if b.Off == "" {
		to = strconv.FormatInt(int64(said(b.Amount)), 10)
	}
	if err := book.SetSetting(ctx, name, to); err != nil {
		return err
	}
	limits, err := book.Limits(ctx)
	if err != nil {
		return err
	}
	if name == shop.SettingCustomerUdhaar {
		t.Say("limit.each", bot.Args{"Limit": limits.CustomerUdhaar}, dialogs.Undo())
		return nil
	}
	all, err := book.Outstanding(ctx)
	if err != nil {
		return err
	}
	args := bot.Args{"Limit": limits.ShopUdhaar, "Total": all.Total, "Percent": int(limits.UdhaarPercent)}
	if all.Over {
		args["Over"] = all.Total
	}
	key := "limit.shop"
	if limits.ShopUdhaar == 0 {
		key = "limit.shop.off"
	}
	t.Say(key, args, dialogs.Undo())
	return nil
}

func (s skill) checkLimit(ctx context.Context, t *bot.Turn, b bound) (*dialogs.Refusal, error) {
	if b.Amount != nil && (*b.Amount < 0 || *b.Amount > shop.MaxMoney || *b.Amount == 0 && b.Customer.None()) {
		return &dialogs.Refusal{Slot: "amount", Key: "limit.amount"}, nil
	}
	if b.Customer.None() {
		return nil, nil
	}
	_, _, err := s.book.In(t).Trial().Describe(ctx, b.Customer, func(*shop.Customer) {})
	if errors.Is(err, shop.ErrName) {
		return &dialogs.Refusal{Slot: "customer", Key: "limit.ask.customer"}, nil
	}
	return nil, err
}
