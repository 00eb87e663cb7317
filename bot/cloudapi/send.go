package cloudapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Send delivers one bubble. Up to three short choices are buttons, more or longer
// ones a list. A file goes with the text as its caption; when it can have none,
// or not so much, or not with these choices, it goes ahead by itself, and the id
// is that of the words. A bubble with a [bot.Form] goes as that template and as
// nothing else. Every error is a [bot.SendError]: of a template that is paused or
// disabled it is [bot.Closed], since another one or a word of his opens the way.
func (c *Channel) Send(ctx context.Context, b bot.Bubble) (string, error) {
	b.Address = c.moved.follow(b.Address)
	c.marks.answer(ctx, b.Address)
	id, err := c.send(ctx, b)
	c.pairs.learn(b.Address, err)
	return id, err
}

func (c *Channel) send(ctx context.Context, b bot.Bubble) (string, error) {
	if b.Form != nil {
		return c.sendForm(ctx, b)
	}
	b, err := linked(b)
	if err != nil {
		return "", refused(err)
	}
	if b.Attach == nil {
		out, err := draw(b)
		if err != nil {
			return "", refused(err)
		}
		return c.post(ctx, out)
	}
	parts, err := unpack(b)
	if err != nil {
		return "", refused(err)
	}
	if len(parts) > 1 {
		return c.sendAll(ctx, parts)
	}
	b = parts[0]
	ahead, err := apart(b)
	if err != nil {
		return "", refused(err)
	}
	media, err := c.upload(ctx, b.Attach)
	if err != nil {
		return "", err
	}
	if !ahead {
		return c.post(ctx, drawFile(b, media))
	}
	alone := bot.Bubble{Address: b.Address, Attach: b.Attach}
	if _, err := c.post(ctx, drawFile(alone, media)); err != nil {
		return "", err
	}
	b.Attach = nil
	return c.send(ctx, b)
}

// sendAll sends bubbles one after the other, and returns the last one's id.
func (c *Channel) sendAll(ctx context.Context, parts []bot.Bubble) (id string, err error) {
	for _, b := range parts {
		if id, err = c.send(ctx, b); err != nil {
			return "", err
		}
	}
	return id, nil
}

// post sends one message. An answer without an id leaves it open what happened.
func (c *Channel) post(ctx context.Context, body wire.Send) (string, error) {
	var sent wire.Sent
	if err := c.graph.json(ctx, http.MethodPost, c.number+"/messages", body, &sent); err != nil {
		return "", err
	}
	if len(sent.Messages) == 0 || sent.Messages[0].ID == "" {
		return "", broken(errors.New("accepted without an id"), true)
	}
	return string(sent.Messages[0].ID), nil
}

var (
	phones  = regexp.MustCompile(`^\+?[0-9]{5,20}$`)
	userIDs = regexp.MustCompile(`^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$`)
)

// address begins a message to whom an address names.
func address(b bot.Bubble) (wire.Send, error) {
	out := wire.Send{Product: wire.Product, RecipientType: "individual", Opaque: wire.String(b.Ref)}
	switch {
	case phones.MatchString(b.Address):
		out.To = wire.String(b.Address)
	case userIDs.MatchString(b.Address):
		out.Recipient = wire.String(b.Address)
	default:
		return out, errors.New("the address is neither a phone number nor a user id")
	}
	if over(b.Ref, wire.MaxOpaque) {
		return out, fmt.Errorf("a reference over %d", wire.MaxOpaque)
	}
	return out, nil
}

// refused is an error of our own about a bubble that will never be taken.
func refused(err error) error {
	return &bot.SendError{Fault: bot.Refused, Err: fmt.Errorf("cloudapi: send: %w", err)}
}
