package simulator_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestPrices sends words, and templates of two categories, before and after what is
// said within the window began to cost money.
func TestPrices(t *testing.T) {
	const (
		words    = `"type":"text","text":{"body":"x"}`
		utility  = `"type":"template","template":{"name":"hello","language":{"code":"en"}}`
		festival = `"type":"template","template":{"name":"sale","language":{"code":"en"}}`
	)
	ad := func(w *world) { w.say(simulator.Said{Text: "hello", Ad: true}) }
	said := func(w *world) { w.say(simulator.Said{Text: "hello"}) }
	none := func(*world) {}
	later := func(d time.Duration, before func(*world)) func(*world) {
		return func(w *world) { before(w); w.clock.Advance(d) }
	}
	before, after := start.Add(time.Hour), start.Add(-time.Hour)
	for name, c := range map[string]struct {
		charged time.Time
		first   func(*world)
		send    string
		want    string
	}{
		"words, before":              {before, said, words, `{"billable":false,"pricing_model":"PMP","category":"service","type":"free_customer_service"}`},
		"words, after":               {after, said, words, `{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}`},
		"words, unless told":         {time.Time{}, said, words, `{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}`},
		"words, the day it begins":   {start, said, words, `{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}`},
		"utility inside, before":     {before, said, utility, `{"billable":false,"pricing_model":"PMP","category":"utility","type":"free_customer_service"}`},
		"utility inside, after":      {after, said, utility, `{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}`},
		"utility outside, before":    {before, none, utility, `{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}`},
		"marketing inside, before":   {before, said, festival, `{"billable":true,"pricing_model":"PMP","category":"marketing","type":"regular"}`},
		"after an ad":                {after, ad, words, `{"billable":false,"pricing_model":"PMP","category":"referral_conversion","type":"free_entry_point"}`},
		"marketing after an ad":      {after, ad, festival, `{"billable":false,"pricing_model":"PMP","category":"referral_conversion","type":"free_entry_point"}`},
		"three days after an ad":     {after, later(72*time.Hour, ad), utility, `{"billable":false,"pricing_model":"PMP","category":"referral_conversion","type":"free_entry_point"}`},
		"a moment after three days":  {after, later(72*time.Hour+time.Second, ad), utility, `{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}`},
		"two days after he wrote":    {before, later(48*time.Hour, said), utility, `{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}`},
		"marketing two days after":   {after, later(48*time.Hour, said), festival, `{"billable":true,"pricing_model":"PMP","category":"marketing","type":"regular"}`},
		"after the date has passed ": {before, later(2*time.Hour, said), words, `{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, withTemplates, func(config *simulator.Config) { config.Charged = c.charged })
			c.first(w)
			w.send(c.send).id(t)
			w.deliver()
			if err := w.Read(asha); err != nil {
				t.Fatal(err)
			}
			w.deliver()
			statuses := w.bot.statuses()
			if len(statuses) != 3 {
				t.Fatalf("%d statuses", len(statuses))
			}
			for _, s := range statuses {
				if got := jsonOf(s.Pricing); got != c.want {
					t.Errorf("%s: got  %s\nwant %s", s.Status, got, c.want)
				}
			}
		})
	}
}

// TestAdIsKept starts the emulator anew after an advertisement was tapped.
func TestAdIsKept(t *testing.T) {
	kept := func(c *simulator.Config) { c.File = filepath.Join(t.TempDir(), "chats") }
	var path string
	w := newWorld(t, kept, func(c *simulator.Config) { path = c.File })
	w.say(simulator.Said{Text: "hello", Ad: true})
	if m := w.bot.messages()[0]; m.Referral == nil || m.Referral.SourceType != "ad" {
		t.Errorf("the bot is not told: %s", jsonOf(m))
	}
	for range 2 { // as it was appended, and as it was written anew
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		w = newWorld(t, func(c *simulator.Config) { c.File = path })
	}
	w.text("x")
	w.deliver()
	if s := w.bot.statuses()[0]; s.Pricing.Type != "free_entry_point" || bool(s.Pricing.Billable) {
		t.Errorf("priced %s", jsonOf(s.Pricing))
	}
}
