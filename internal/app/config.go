package app

import (
	"context"
	"log/slog"
	"net"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/intents/opinion"
	"github.com/sahayak-dev/sahayak/internal/door"
	"github.com/sahayak-dev/sahayak/internal/forms"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Config says what an assistant stands on.
type Config struct {
	Data      string // folder of the database and the blobs; made when it is not there
	DB        string // sqlite:PATH or postgres://…; "" is a SQLite file in Data
	Redis     string // redis://… for session memory; "" keeps it in the process
	Key       string // file:PATH, env:NAME or vault:URL#NAME; "" is a file in Data, made when it is not there
	Clock     bot.Clock
	Channels  []bot.Channel
	Lang      string           // see bot.Config
	Burst     time.Duration    // see bot.Config
	Hear      bot.Hearer       // see bot.Config; nil is who is in Voice
	Voice     *Voice           // who hears voice notes and speaks answers; nil is nobody
	Speak     bot.Speaker      // see bot.Config; nil is who is in Voice
	Translate bot.Translator   // translates between two languages; nil leaves what people write as it is. It is not shown names and figures
	PerMinute int              // see bot.Config
	Door      door.Door        // who may come in; its journal and clock are the assistant's. The zero one lets in everybody
	Number    string           // the bot's own phone number, for invitations; "" when it is not known
	Codes     bool             // make the codes of invitations without the key, for tests that must know them
	Welcome   string           // see bot.Config; [Welcome] unless nobody shall be asked
	Offer     string           // see bot.Config; [Offer] unless nobody shall be asked
	Grievance string           // whom people can complain to: a name, with a phone or an address; "" names nobody
	Ears      bot.Understander // made by [Ears] before; nil makes one
	Models    opinion.Config   // language models that are asked when the ears are not sure; none is nobody
	Keep      *Retention       // how long what is kept; nil is [Usual]
	Texts     string           // see bot.Config
	Operators []bot.Target     // see bot.Config
	Admins    []bot.Target     // see bot.Config
	Handover  time.Duration    // see bot.Config.HandoverWait
	Observe   func(bot.Trace)
	Watch     func(bot.Sending)               // see bot.Config
	Memory    func(bot.Sessions) bot.Sessions // goes between the engine and session memory; nil is nothing
	Money     *Money                          // what messages cost; nil counts nothing
	Speech    *SpeechMoney                    // what speech costs; nil is by the card that is built in, without a limit
	Approved  map[string]*forms.Registry      // templates that channels have approved, by channel; nil sends none
	Reach     *residency.Rule                 // what outside may be called; nil is anything
	Log       *slog.Logger
}

// operator is who runs the assistant, as people are told.
func (c Config) operator() shop.Operator {
	o := shop.Operator{
		Grievance: c.Grievance, India: c.Reach != nil, Model: len(c.Models.Models) > 0, SMS: c.Texts != "",
		Days: int(c.retention().Conversations / aDay), Voice: int(c.retention().Voice / aDay),
	}
	if c.Voice != nil {
		o.Hears, o.Speaks = c.Voice.Hears, c.Voice.Speaks
	}
	return o
}

// retention is how long what is kept.
func (c Config) retention() Retention {
	if c.Keep == nil {
		return Usual()
	}
	return *c.Keep
}

// dial is how connections are made, nil for as everybody likes.
func (c Config) dial() func(ctx context.Context, network, address string) (net.Conn, error) {
	if c.Reach == nil {
		return nil
	}
	return c.Reach.Dial
}
