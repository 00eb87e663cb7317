package sms

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptrace"
	"regexp"
	"sync/atomic"

	"github.com/sahayak-dev/sahayak/bot"
)

// phones are numbers as E.164 has them, without the plus.
var phones = regexp.MustCompile(`^[1-9][0-9]{7,14}$`)

// longestRef is how many bytes of our name for a bubble a gateway is sent.
const longestRef = 100

// Send sends the words of one bubble, cut to so many segments as are paid for, and
// returns the gateway's name for it, or ours where it has none. Choices are left
// out: nobody can tap them, and no answer comes in. So is a file; one without
// words is refused. Every error is a [bot.SendError] that holds neither the
// number nor the words.
func (c *Channel) Send(ctx context.Context, b bot.Bubble) (string, error) {
	values, err := c.gateway.values(b)
	if err != nil {
		return "", refused(err)
	}
	id, err := c.call(ctx, values)
	if id == "" {
		id = b.Ref
	}
	if err != nil {
		return "", err
	}
	return id, nil
}

// values are what a request is filled with.
func (g *gateway) values(b bot.Bubble) (map[string]string, error) {
	switch {
	case !phones.MatchString(b.Address):
		return nil, errors.New("the address is not the digits of a phone number with its country code")
	case b.Attach != nil && clean(b.Text) == "":
		return nil, fmt.Errorf("a file without words: %w", bot.ErrMedia)
	case len(b.Ref) > longestRef || control(b.Ref):
		return nil, errors.New("a reference that is too long, or has a control character")
	}
	w, err := g.wordingOf(b)
	if err != nil {
		return nil, err
	}
	text, err := w.write(b, g.most)
	if err != nil {
		return nil, err
	}
	coding := g.coding.Unicode
	if plain(text) {
		coding = g.coding.Plain
	}
	return map[string]string{
		inTo: b.Address, inText: text, inRef: b.Ref, inTemplate: w.id, inCoding: coding,
		inSender: g.sender, inEntity: g.entity,
	}, nil
}

// call makes one request of the gateway.
func (c *Channel) call(ctx context.Context, values map[string]string) (string, error) {
	var heard atomic.Bool // from when there is a connection: all of it may be out before we are told so
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn:      func(httptrace.GotConnInfo) { heard.Store(true) },
		WroteRequest: func(i httptrace.WroteRequestInfo) { heard.Store(i.Err == nil) },
	})
	r, err := c.gateway.request(ctx, values)
	if err != nil {
		return "", refused(err)
	}
	resp, err := c.client.Do(r)
	if err != nil {
		return "", broken(err, heard.Load())
	}
	defer resp.Body.Close()
	return c.gateway.reading.read(resp, c.config.Clock.Now())
}
