package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/sahayak-dev/sahayak/bot/residency"
)

// runCommand runs the assistant: on WhatsApp when the Cloud API is configured,
// else on the phone in the browser.
type runCommand struct {
	common
	Addr      string           `default:"127.0.0.1:8080" help:"Address to listen on."`
	Proxied   bool             `help:"A proxy that speaks HTTPS stands before --addr, on another machine."`
	TLS       tlsSettings      `embed:"" group:"HTTPS of the webhook, without a proxy:"`
	Fresh     bool             `help:"Begin with an empty data folder; refused when it is not empty."`
	Keep      keepSettings     `embed:"" prefix:"keep-" group:"How long what is kept, in days (\"30d\") or \"forever\":"`
	Cloud     cloudapiSettings `embed:"" prefix:"cloudapi-" group:"WhatsApp Cloud API:"`
	Money     moneySettings    `embed:"" group:"What messages cost:"`
	Linked    linkedSettings   `embed:"" prefix:"whatsapp-" group:"WhatsApp on a phone:"`
	Door      doorSettings     `embed:"" group:"Who may come in:"`
	SMS       smsSettings      `embed:"" group:"Text messages:"`
	Watch     watchSettings    `embed:"" group:"Watching it:"`
	Simulator string           `hidden:"" help:"Address of the simulator this process is the bot of."`

	Speech speechMoneySettings `embed:"" group:"What speech costs:"`
}

// Run runs it.
func (c runCommand) Run(t *terminal) error {
	if err := c.https(); err != nil {
		return err
	}
	if t.Profile == prod {
		if err := c.demands(); err != nil {
			return err
		}
	}
	texts, err := c.SMS.places()
	if err != nil {
		return err
	}
	reach, err := c.rule(c.Cloud.hosts(), append(c.places(), texts...)...)
	if err != nil {
		return err
	}
	if c.Fresh {
		if err := empty(c.Data); err != nil {
			return err
		}
	}
	if err := c.Keep.retention().Check(); err != nil {
		return err
	}
	if _, err := c.Speech.card(); err != nil {
		return err
	}
	if c.Cloud.Number == "" && !c.Linked.On {
		if c.SMS.File != "" {
			return errPageTexts
		}
		return c.onThePage(t)
	}
	if err := c.Cloud.complete(); c.Cloud.Number != "" && err != nil {
		return err
	}
	return c.serve(t, reach)
}

// places are where this run calls.
func (c runCommand) places() []residency.Place {
	places := append(c.Cloud.places(), residency.Place{Setting: "--simulator", At: c.Simulator})
	if c.Linked.On {
		places = append(places, c.Linked.place())
	}
	return append(append(places, c.Watch.places()...), c.TLS.places()...)
}

// empty refuses a folder that holds anything: nobody loses a book to a flag.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("cannot read %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("--fresh wants an empty data folder, and %s is not empty; choose another with --data DIR", dir)
	}
	return nil
}
