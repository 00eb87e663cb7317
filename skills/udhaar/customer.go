package udhaar

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// number is a phone number as said.
type number string

// MarshalJSON writes n as a value.
func (n number) MarshalJSON() ([]byte, error) {
	return json.Marshal(bot.Value{Kind: bot.Phone, Text: string(n)})
}

// UnmarshalJSON reads a value.
func (n *number) UnmarshalJSON(raw []byte) error {
	var v bot.Value
	err := json.Unmarshal(raw, &v)
	*n = number(v.Text)
	return err
}

// about is what is told of a customer: his number, his language, what else he is
// called.
type about struct {
	Customer shop.Customer `slot:"customer"`
	Nickname shop.Customer `slot:"nickname,optional"`
	Phone    number        `slot:"phone,optional"`
	Language shop.Language `slot:"language,optional"`
	What     string        `slot:"what,optional,choose"` // phone, language or nickname
}

// aboutWhat asks for what was named but not told.
func aboutWhat(a about) []string {
	switch {
	case a.Phone != "" || a.Language != "" || !a.Nickname.None():
		return nil
	case a.What == "":
		return []string{"phone"}
	}
	return []string{a.What}
}

// customer keeps it with his account.
func (s skill) customer(ctx context.Context, t *bot.Turn, a about) error {
	book := s.book.In(t)
	c, isNew, err := book.Describe(ctx, a.Customer, func(c *shop.Customer) {
		if digits, ok := shop.Phone(string(a.Phone)); ok {
			c.Phone = digits
		}
		if slices.Contains(t.Languages(), string(a.Language)) {
			c.Lang = string(a.Language)
		}
	})
	if err != nil {
		return err
	}
	args := bot.Args{"Customer": c}
	if isNew {
		args["New"] = c
	}
	if !a.Nickname.None() {
		if c, err = book.Nickname(ctx, c, a.Nickname.Name); err != nil {
			return err
		}
		args["Nickname"] = a.Nickname.Name
	}
	if a.Phone != "" {
		args["Phone"] = dialled(c.Phone)
	}
	if a.Language != "" {
		if !slices.Contains(t.Languages(), string(a.Language)) {
			t.Say("customer.language", bot.Args{"Language": a.Language})
			return nil
		}
		args["Language"] = a.Language
	}
	t.Say("customer.done", args, dialogs.Undo())
	return nil
}

func (s skill) checkCustomer(ctx context.Context, t *bot.Turn, a about) (*dialogs.Refusal, error) {
	if _, ok := shop.Phone(string(a.Phone)); a.Phone != "" && !ok {
		return &dialogs.Refusal{Slot: "phone", Key: "customer.phone"}, nil
	}
	if a.Customer.None() {
		return nil, nil
	}
	book := s.book.In(t).Trial()
	c, _, err := book.Describe(ctx, a.Customer, func(*shop.Customer) {})
	if errors.Is(err, shop.ErrName) {
		return &dialogs.Refusal{Slot: "customer", Key: "customer.ask.customer"}, nil
	}
	if err != nil || a.Nickname.None() {
		return nil, err
	}
	other, err := book.Nickname(ctx, c, a.Nickname.Name)
	switch {
	case errors.Is(err, shop.ErrTaken):
		return &dialogs.Refusal{Slot: "nickname", Key: "customer.taken", Args: bot.Args{"Customer": c, "Other": other}}, nil
	case errors.Is(err, shop.ErrName):
		return &dialogs.Refusal{Slot: "nickname", Key: "customer.ask.nickname"}, nil
	}
	return nil, err
}

// dialled is a number as people read it.
func dialled(digits string) string {
	if len(digits) == 12 && strings.HasPrefix(digits, "91") {
		return "+91 " + digits[2:7] + " " + digits[7:]
	}
	return "+" + digits
}
