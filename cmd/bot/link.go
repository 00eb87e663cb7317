package main

import (
	"errors"
	"fmt"

	"github.com/mdp/qrterminal/v3"

	"github.com/sahayak-dev/sahayak/bot/whatsapp"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// linkCommand links a phone, so that the bot can be on its number.
type linkCommand struct {
	place
	Linked deviceSettings `embed:"" prefix:"whatsapp-" group:"WhatsApp on a phone:"`
	Phone  string         `env:"-" help:"Link by a code that is typed on this phone, instead of a picture it scans: its number with the country's, as +919812345678." placeholder:"NUMBER"`
	Own    bool           `help:"It is the shopkeeper's own phone: the bot is in his chat with himself, and touches no other."`
}

const (
	helplineSays = `The bot will be on this phone's number. Use a phone and a number that are for this
alone; leave it switched on, and open WhatsApp on it once in two weeks.
`
	ownSays = `The bot will be in the chat with yourself ("Message yourself") on this phone. It hears and
touches no other chat. Note: WhatsApp may not ring for what is written there, so what the bot
says unasked may be seen late. If that matters, link a second phone as a helpline instead.
`
	linkSays = `Linked. Now start the bot: bot run --whatsapp-on
`
)

// Run shows the code until the phone is linked.
func (c linkCommand) Run(t *terminal) error {
	reach, err := c.rule(nil, c.Linked.place())
	if err != nil {
		return err
	}
	d, err := c.Linked.open(t, c.Data, t.quiet(), reach)
	if err != nil {
		return err
	}
	return errors.Join(c.link(t, d), d.Close())
}

func (c linkCommand) link(t *terminal, d *whatsapp.Device) error {
	if d.Linked() {
		return errors.New("a phone is linked already: unlink it on the phone (Linked devices), and move the file of its keys away (--whatsapp-device)")
	}
	says := helplineSays
	if c.Own {
		says = ownSays
	}
	if _, err := fmt.Fprintln(t.out, says); err != nil {
		return err
	}
	if err := d.Link(t.ctx, whatsapp.Linking{Phone: c.Phone, Show: c.show(t)}); err != nil {
		return err
	}
	if err := d.Notes().SetOwn(t.ctx, c.Own, app.SystemClock{}.Now()); err != nil {
		return err
	}
	_, err := fmt.Fprint(t.out, linkSays)
	return err
}

// show shows a code as the phone wants it.
func (c linkCommand) show(t *terminal) func(string) {
	return func(code string) {
		if c.Phone != "" {
			_, _ = fmt.Fprintf(t.out, "On the phone: WhatsApp → Settings → Linked devices → Link a device → Link with phone number instead. Type %s there.\n", code)
			return
		}
		_, _ = fmt.Fprintln(t.out, "On the phone: WhatsApp → Settings → Linked devices → Link a device. Scan this; it changes every 20 seconds.")
		qrterminal.GenerateHalfBlock(code, qrterminal.L, t.out)
	}
}
