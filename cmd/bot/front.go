package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// front is a channel, and what the program does for it beside the engine's sending.
type front struct {
	bot.Channel
	hooks  func(bot.Sink) map[string]http.Handler         // what others call, by path; nil is nothing
	attend func(ctx context.Context, sink bot.Sink) error // works until ctx ends, or the channel is off for good; nil is nothing
	pages  map[string]http.Handler                        // for operators alone
	close  func() error                                   // when the last answer is out
	out    bool                                           // nobody can write to us there

	approved *forms.Registry // templates that it may send; nil is none
}

// fronts are the channels a bot is on. The first is the one that is meant where none is
// named.
func (c runCommand) fronts(t *terminal, clock bot.Clock, log *slog.Logger, reach *residency.Rule, tell teller) (out []front, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, closeAll(out))
		}
	}()
	if c.Cloud.Number != "" {
		if out, err = c.Cloud.fronts(clock, log, reach, tell); err != nil {
			return out, err
		}
	}
	if c.Linked.On {
		f, err := c.linked(t, clock, log, reach, tell)
		if err != nil {
			return out, err
		}
		out = append(out, f)
	}
	texts, err := c.SMS.channel(clock, log, reach)
	if texts != nil {
		out = append(out, smsFront(texts))
	}
	return out, err
}

// alone reports whether there is only one front on which people can write to us.
func alone(fronts []front) bool {
	in := 0
	for _, f := range fronts {
		if !f.out {
			in++
		}
	}
	return in == 1
}

// cloudFront is a number of the Cloud API as a front.
func cloudFront(ch *cloudapi.Channel) front {
	return front{
		Channel: ch, close: ch.Close,
		hooks: func(sink bot.Sink) map[string]http.Handler {
			return map[string]http.Handler{webhookPath: ch.Webhook(sink)}
		},
	}
}

// approved are the templates that channels may send.
func approved(fronts []front) map[string]*forms.Registry {
	out := map[string]*forms.Registry{}
	for _, f := range fronts {
		if f.approved != nil {
			out[f.Name()] = f.approved
		}
	}
	return out
}

// channels are those of fronts.
func channels(fronts []front) []bot.Channel {
	out := make([]bot.Channel, len(fronts))
	for i, f := range fronts {
		out[i] = f.Channel
	}
	return out
}

// closeAll closes fronts.
func closeAll(fronts []front) error {
	var faults []error
	for _, f := range fronts {
		if f.close != nil {
			faults = append(faults, f.close())
		}
	}
	return errors.Join(faults...)
}
