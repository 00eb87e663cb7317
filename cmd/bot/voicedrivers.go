package main

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
)

// driver is a service that is called.
type driver struct {
	hears    voice.Recogniser
	speaks   voice.Synthesiser
	services []*steady.Service
}

// wires are what drivers are made with.
type wires struct {
	clock    bot.Clock
	log      *slog.Logger
	reach    *residency.Rule
	bhashini *bhashini.Client // nil is none
}

// drivers makes each driver once, whether it hears, speaks or both.
type drivers struct {
	settings voiceSettings
	wires    wires
	made     map[string]driver
	services []*steady.Service
}

// driver is the service of a name.
func (d *drivers) driver(ctx context.Context, name string) (driver, error) {
	if name == byPolly {
		name = byTranscribe // one client calls both
	}
	if made, ok := d.made[name]; ok {
		return made, nil
	}
	var made driver
	var err error
	switch name {
	case bySarvam:
		made, err = d.settings.Sarvam.driver(d.wires)
	case byOpenAI:
		made, err = d.settings.OpenAI.driver(d.wires)
	case byTranscribe:
		made, err = d.settings.Amazon.driver(ctx, d.wires)
	case byBhashini:
		made, err = bhashiniDriver(d.wires.bhashini)
	default:
		err = fmt.Errorf("nobody knows a service %q", name)
	}
	if err != nil {
		return driver{}, err
	}
	d.made[name] = made
	d.services = append(d.services, made.services...)
	return made, nil
}

// bhashiniDriver is who translates as one that hears and speaks.
func bhashiniDriver(c *bhashini.Client) (driver, error) {
	if c == nil {
		return driver{}, errHalfBhashini
	}
	return driver{hears: c.Recogniser(), speaks: c.Synthesiser(), services: c.Services()}, nil
}
