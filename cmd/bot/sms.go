package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/sms"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// reportsPath is where a gateway tells what became of text messages.
const reportsPath = "/sms/"

// smsSettings say how text messages are sent.
type smsSettings struct {
	File string `name:"sms" help:"Send news as text messages too, to who allowed it, by the gateway that this file describes; see \"Text messages\" in docs/operations.md." placeholder:"FILE"`
}

// errPageTexts keeps what is tried out in the browser from real phones.
var errPageTexts = errors.New("--sms sends to real phones, and the numbers on the page are nobody's: it needs --cloudapi-number or --whatsapp-on")

// read reads the file; a Config without a URL when there is none.
func (s smsSettings) read() (sms.Config, error) {
	if s.File == "" {
		return sms.Config{}, nil
	}
	f, err := os.Open(s.File)
	if err != nil {
		return sms.Config{}, fmt.Errorf("cannot read --sms: %w", err)
	}
	defer func() { _ = f.Close() }()
	c, err := sms.Read(f)
	if err != nil {
		return sms.Config{}, fmt.Errorf("--sms %s: %w", s.File, err)
	}
	return c, nil
}

// channel is the way to the gateway; nil when there is none.
func (s smsSettings) channel(clock bot.Clock, log *slog.Logger, reach *residency.Rule) (*sms.Channel, error) {
	c, err := s.read()
	if err != nil || s.File == "" {
		return nil, err
	}
	c.Clock, c.Log = clock, log
	if reach != nil {
		c.Guard = reach.Transport
	}
	return sms.New(c)
}

// places are where the gateway is, if there is one.
func (s smsSettings) places() ([]residency.Place, error) {
	ch, err := s.channel(app.SystemClock{}, nil, nil)
	if err != nil || ch == nil {
		return nil, err
	}
	return []residency.Place{{Setting: "--sms", At: ch.Place()}}, nil
}

// smsFront is a gateway as a front: it only goes out, and is told what became of it.
func smsFront(ch *sms.Channel) front {
	return front{
		Channel: ch, out: true,
		hooks: func(sink bot.Sink) map[string]http.Handler {
			return map[string]http.Handler{reportsPath: ch.Reports(sink)}
		},
	}
}

// into has an assistant text news, if there is a gateway.
func (s smsSettings) into(c *app.Config) {
	if s.File != "" {
		c.Texts = sms.Name
	}
}

// texts sees whether text messages could be sent. It sends none.
func (c doctorCommand) texts(context.Context) []finding {
	const what, mend = "text messages", "see \"Text messages\" in docs/operations.md"
	if c.SMS.File == "" {
		return []finding{unused(what, "none: --sms FILE sends news to who allowed it")}
	}
	config, err := c.SMS.read()
	if err != nil {
		return []finding{broken(what, err, mend)}
	}
	ch, err := c.SMS.channel(app.SystemClock{}, nil, nil)
	if err != nil {
		return []finding{broken(what, err, mend)}
	}
	if config.Sender == "" {
		return []finding{{"✔", what, "by " + ch.Place() + ", from nobody in particular", "set sender, if your gateway does not know it: India's networks want one that is registered"}}
	}
	return []finding{well(what, "by "+ch.Place()+", from "+config.Sender+"; none was sent")}
}
