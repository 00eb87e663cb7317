package sms

import (
	"context"
	"io"
	"net/http"

	"github.com/sahayak-dev/sahayak/bot"
)

// Probe is the request of one message, as it would be sent; nil when the message
// is refused.
func Probe(c Config, to, text string) (*http.Request, error) {
	ch, err := New(c)
	if err != nil {
		return nil, err
	}
	values, err := ch.gateway.values(bot.Bubble{Address: to, Text: text, Ref: "w.1.1"})
	if err != nil {
		return nil, nil //nolint:nilerr // as it says
	}
	r, err := ch.gateway.request(context.Background(), values)
	if err != nil {
		return nil, err
	}
	return r, r.Write(io.Discard)
}
