// Package apptest opens the whole assistant for transcripts: the skills' tests
// talk to it as a shopkeeper does.
//
//	func TestTalk(t *testing.T) { bottest.Run(t, "testdata/*.txtar", apptest.Open) }
package apptest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// learnt keeps the ears between openings: a transcript opens the assistant anew
// before every line.
var learnt = sync.OnceValues(app.Ears)

// Open opens the assistant on a folder as a transcript's head says: "shop: new"
// leads through the first meeting, otherwise the shop is empty and nobody asks
// about it; "operators" are who answers people who ask for a person; "lang" is the
// language of who has not shown his, "burst" the wait for the rest of a burst,
// "grievance" whom to complain to, "outside" whom voice notes and answers are given to,
// "?" for somebody without a name; with "sms" news can be texted, to the
// number of the owner that it says, if "people" work for him. In voice notes it hears
// what the transcript says is heard.
func Open(t testing.TB, dir string, c *bottest.Clock, ch bot.Channel, head map[string]string) bottest.World {
	t.Helper()
	return open(t, dir, c, ch, head, nil)
}

// Observed is [Open] with every committed turn shown to observe.
func Observed(observe func(bot.Trace)) bottest.Open {
	return func(t testing.TB, dir string, c *bottest.Clock, ch bot.Channel, head map[string]string) bottest.World {
		t.Helper()
		return open(t, dir, c, ch, head, observe)
	}
}

func open(t testing.TB, dir string, c *bottest.Clock, ch bot.Channel, head map[string]string, observe func(bot.Trace)) bottest.World {
	t.Helper()
	ears, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	config := app.Config{
		Data: dir, Clock: c, Channels: []bot.Channel{ch}, Lang: head["lang"], Ears: ears, Observe: observe, Number: head["number"], Grievance: head["grievance"], Codes: true,
		Hear: bottest.Ears{Channel: ch},
	}
	for _, who := range strings.Fields(head["operators"]) {
		config.Operators = append(config.Operators, bot.Target{Channel: ch.Name(), Address: who})
	}
	if head["shop"] == "new" {
		config.Welcome, config.Offer = app.Welcome, app.Offer
	}
	if head["burst"] != "" {
		d, err := time.ParseDuration(head["burst"])
		if err != nil {
			t.Fatal(err)
		}
		config.Burst = d
	}
	if who := head["outside"]; who != "" {
		v := &app.Voice{}
		v.Hears.Any, v.Hears.Names = true, strings.Trim(who, "?")
		v.Speaks, config.Voice = v.Hears, v
	}
	if head["sms"] != "" {
		config.Channels, config.Texts = append(config.Channels, texts{&bottest.Wire{}}), "sms"
	}
	Begin(t, dir)
	a, err := app.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	number, ok := bot.PhoneOf(head["sms"])
	return bottest.World{
		Engine: a.Engine,
		Join: func(ctx context.Context, of, address string, role bot.Role) error {
			err := a.Join(ctx, ch.Name(), of, address, role)
			if err == nil && ok {
				err = known(ctx, a, ch.Name(), of, number)
			}
			return err
		},
		Book: func(ctx context.Context, of string) string {
			text, err := a.Dump(ctx, ch.Name(), of)
			if err != nil {
				t.Fatal(err)
			}
			return text
		},
		Close: a.Close,
	}
}

// texts is a channel of text messages.
type texts struct{ *bottest.Wire }

func (texts) Name() string { return "sms" }

// known makes a number one of somebody's, whatever he writes from.
func known(ctx context.Context, a *app.App, channel, address, number string) error {
	return a.Journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		person, _, err := a.Journal.Meet(ctx, tx, channel, address)
		if err == nil {
			err = a.Journal.Alias(ctx, tx, person, "phone", number)
		}
		return err
	})
}
