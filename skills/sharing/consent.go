package sharing

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// consent is what neighbours may ask about: everything, unless an item is named.
type consent struct {
	Item    shop.Item `slot:"item,optional"`
	Off     string    `slot:"off,optional,choose"`     // no longer
	Contact string    `slot:"contact,optional,choose"` // how they may reach the shop
}

// consent lets neighbours ask, or no longer.
func (s skill) consent(ctx context.Context, t *bot.Turn, c consent) error {
	book := s.book.In(t)
	change, key := book.Agree, "consent.done"
	if c.Off != "" {
		change, key = book.Refuse, "consent.off"
	}
	it, err := change(ctx, c.Item)
	switch {
	case unready(t, err):
		return nil
	case errors.Is(err, shop.ErrNotFound):
		t.Say("offer.unknown", bot.Args{"Item": c.Item})
		return nil
	case err != nil:
		return err
	}
	if c.Contact != "" {
		if err := book.SetSetting(ctx, shop.SettingContact, c.Contact); err != nil {
			return err
		}
	}
	args := bot.Args{}
	if !it.None() {
		args["Item"] = it
	}
	if c.Contact != "" {
		args["Contact"] = bot.Value{Kind: bot.Key, Text: "sharing.contact." + c.Contact}
	}
	t.Say(key, args, dialogs.Undo())
	return s.noted(ctx, t, key, args)
}

// noted keeps that he agreed, or does not any more, with the words he was told: what
// holds for the shop is its setting.
func (s skill) noted(ctx context.Context, t *bot.Turn, key string, args bot.Args) error {
	is, err := s.book.In(t).Consent(ctx)
	p := bot.Preference{Name: "sharing", Value: bot.Given, Shown: bot.Shown{Key: "sharing." + key, Args: args}}
	if is.None() {
		p.Value = bot.Withdrawn
	}
	t.Do(p)
	return err
}
