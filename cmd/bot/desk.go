package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// deskSettings say who the operators are, and how long people wait for them.
type deskSettings struct {
	Operator     []string      `help:"Who is told what needs an operator, and answers who asks for a person, in his own chat with the bot: CHANNEL:ADDRESS, or an address on the bot's own channel. May be said several times. He must have written to the bot once; on the Cloud API, after 24 hours of silence, only the template sahayak_desk reaches him." placeholder:"CHANNEL:ADDRESS"`
	Admin        []string      `help:"An operator who may also look at shops, at what messages cost, and stop a shop (/shops, /shop, /spend, /pause, /resume in his own chat). Written like --operator, and what is said there counts for him too: he need not be named twice." placeholder:"CHANNEL:ADDRESS"`
	OperatorWait time.Duration `default:"24h" help:"How long somebody waits for an operator, or for his next word, before the bot answers again."`
}

var (
	errNoOperator = errors.New("an operator is CHANNEL:ADDRESS, or an address on the bot's own channel")
	errHasty      = errors.New("--operator-wait must be at least a minute")
)

// leastWait is the shortest time in which anybody can answer.
const leastWait = time.Minute

// into puts the operators into an assistant that has channels.
func (s deskSettings) into(c *app.Config) error {
	if s.OperatorWait < leastWait {
		return errHasty
	}
	c.Handover = s.OperatorWait
	var err error
	if c.Operators, err = operatorsAt("--operator", s.Operator, c.Channels); err != nil {
		return err
	}
	c.Admins, err = operatorsAt("--admin", s.Admin, c.Channels)
	return err
}

// operatorsAt reads where all of a setting are.
func operatorsAt(setting string, all []string, channels []bot.Channel) (out []bot.Target, err error) {
	for _, at := range all {
		to, err := operatorAt(at, channels)
		if err != nil {
			return nil, fmt.Errorf("correct %s %s: %w", setting, hidden(strings.TrimSpace(at)), err)
		}
		out = append(out, to)
	}
	return out, nil
}

// operatorAt reads where an operator is. A place without a channel is on the first.
func operatorAt(at string, channels []bot.Channel) (bot.Target, error) {
	at = strings.TrimSpace(at)
	channel, address, named := strings.Cut(at, ":")
	if !named {
		channel, address = channels[0].Name(), at
	}
	for _, ch := range channels {
		if ch.Name() == channel && address != "" {
			return bot.Target{Channel: channel, Address: address}, nil
		}
	}
	return bot.Target{}, errNoOperator
}

// hidden is all of a place that an error may show: not whose number it is.
func hidden(at string) string {
	channel, address, named := strings.Cut(at, ":")
	if !named {
		channel, address = "", at
	}
	if channel != "" {
		channel += ":"
	}
	return channel + "…" + address[max(0, len(address)-2):]
}

// arguments hand the settings to the bot beside the page.
func (s deskSettings) arguments() []string {
	args := []string{"--operator-wait", s.OperatorWait.String()}
	for _, at := range s.Operator {
		args = append(args, "--operator", at)
	}
	for _, at := range s.Admin {
		args = append(args, "--admin", at)
	}
	return args
}
