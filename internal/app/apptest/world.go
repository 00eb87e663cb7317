// Package apptest opens the whole assistant for transcripts: the skills' tests
// talk to it as a shopkeeper does.
//
//	func TestTalk(t *testing.T) { bottest.Run(t, "testdata/*.txtar", apptest.Open) }
package apptest

import (
	"context"
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
// about it; "lang" is the language of who has not shown his, "burst" the wait
// for the rest of a burst.
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
		Data: dir, Clock: c, Channels: []bot.Channel{ch}, Lang: head["lang"], Ears: ears, Observe: observe,
	}
	if head["shop"] == "new" {
		config.Welcome = app.Welcome
	}
	if head["burst"] != "" {
		d, err := time.ParseDuration(head["burst"])
		if err != nil {
			t.Fatal(err)
		}
		config.Burst = d
	}
	a, err := app.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return bottest.World{
		Engine: a.Engine,
		Join: func(ctx context.Context, of, address string, role bot.Role) error {
			return a.Join(ctx, ch.Name(), of, address, role)
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
