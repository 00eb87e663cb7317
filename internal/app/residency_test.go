package app_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// inIndia is the rule under which everything has to be on this machine.
func inIndia(t *testing.T) *residency.Rule {
	t.Helper()
	r, err := residency.New("in")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestProperty61NothingElseIsCalled runs the whole assistant under a rule, on a
// file and on PostgreSQL, with Redis and WhatsApp: everything works, and nobody had
// to be kept from calling.
func TestProperty61NothingElseIsCalled(t *testing.T) {
	cache := bottest.Redis(t)
	for name, db := range map[string]string{"file": "", "PostgreSQL": bottest.StartPostgres(t).Database(t)} {
		t.Run(name, func(t *testing.T) {
			rule, clock := inIndia(t), bottest.NewClock(morning)
			var hook http.Handler
			near := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { hook.ServeHTTP(w, r) }))
			defer near.Close()
			e, err := simulator.New(simulator.Config{Clock: clock, Token: "t", Secret: "s", Verify: "v", Webhook: near.URL, Number: simulator.Number{ID: "1"}})
			if err != nil {
				t.Fatal(err)
			}
			far := httptest.NewServer(e.Handler())
			defer func() { far.Close(); _ = e.Close() }()
			if err := rule.Check(residency.Place{Setting: "--db", At: db}, residency.Place{Setting: "--redis", At: cache}, residency.Place{Setting: "--cloudapi-graph", At: far.URL}); err != nil {
				t.Fatal(err)
			}
			ch, err := cloudapi.New(cloudapi.Config{Base: far.URL, Number: "1", Token: "t", Secret: "s", Verify: "v", Clock: clock, Guard: rule.Transport})
			if err != nil {
				t.Fatal(err)
			}
			defer ch.Close()
			ears, err := learnt()
			if err != nil {
				t.Fatal(err)
			}
			a := assemble(t, config(t, func(c *app.Config) {
				c.Clock, c.Channels, c.DB, c.Redis, c.Reach, c.Ears, c.Lang = clock, []bot.Channel{ch}, db, cache, rule, ears, "hi-Latn"
			}))
			hook = ch.Webhook(a.Engine)
			for _, text := range []string{"50 kilo chini aayi 2000 ki", "2 kilo chini becha 90", "ramesh ko 500 udhaar diya", "chini kitni bachi hai"} {
				if _, err := e.Say("919800000001", simulator.Said{Text: text}); err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(e.Deliver(t.Context()), a.Engine.Settle(t.Context())); err != nil {
					t.Fatal(err)
				}
			}
			if s := a.Engine.Stats(); s.Sent != 4 || s.Turns != 4 || s.Broken != 0 || s.SendFailed != 0 {
				t.Errorf("counted %+v", s)
			}
			if n := rule.Refused(); n != 0 {
				t.Errorf("%d were kept from calling abroad", n)
			}
		})
	}
}

// TestProperty61IsGuarded gives each part an address abroad that nobody has
// checked: it is not called all the same.
func TestProperty61IsGuarded(t *testing.T) {
	const abroad = "nowhere.example.com"
	for name, change := range map[string]func(*app.Config){
		"database": func(c *app.Config) { c.DB = "postgres://u:p@" + abroad + ":5432/x?connect_timeout=5" },
		"Redis":    func(c *app.Config) { c.Redis = "redis://" + abroad + ":6379" },
	} {
		rule := inIndia(t)
		a, err := app.Open(t.Context(), config(t, func(c *app.Config) { c.Reach = rule; change(c) }))
		if err == nil {
			_ = a.Close()
		}
		if err == nil || rule.Refused() == 0 {
			t.Errorf("%s: %v, refused %d", name, err, rule.Refused())
		}
	}
	rule := inIndia(t)
	ch, err := cloudapi.New(cloudapi.Config{
		Base: "https://" + abroad, Number: "1", Token: "t", Secret: "s", Verify: "v", Clock: bottest.NewClock(morning), Guard: rule.Transport,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer ch.Close()
	_, err = ch.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "namaste"})
	_, err2 := ch.Check(t.Context())
	if !errors.Is(err, residency.ErrAbroad) || !errors.Is(err2, residency.ErrAbroad) || rule.Refused() != 2 {
		t.Errorf("WhatsApp: %v, %v, refused %d", err, err2, rule.Refused())
	}
}
