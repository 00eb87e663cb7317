package simulator_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestTogether does everything at once. Each message comes to the bot once, and
// those of a phone in order; each answer stands on its phone once.
func TestTogether(t *testing.T) {
	clock, path := &simulator.Clock{}, filepath.Join(t.TempDir(), "chats.jsonl")
	w := newWorld(t, func(c *simulator.Config) { c.Clock, c.File = clock, path })
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error)
	go func() { over <- w.Emulator.Run(ctx) }()
	phones, each := []string{asha, staff, hidden}, 30
	said := make([][]string, len(phones))
	var all sync.WaitGroup
	for i, phone := range phones {
		all.Go(func() {
			for n := range each {
				id, err := w.Say(phone, simulator.Said{Text: fmt.Sprint(n)})
				if err != nil {
					t.Error(err)
				}
				said[i] = append(said[i], id)
			}
		})
		all.Go(func() {
			for n := range each {
				r := w.request("POST", "/v25.0/"+number+"/messages", fmt.Sprintf(`{"messaging_product":"whatsapp","to":%q,"text":{"body":"answer %d"}}`, phone, n))
				if r.StatusCode != http.StatusOK {
					t.Errorf("%s", r.body)
				}
				_ = w.Read(phone)
			}
		})
		all.Go(func() {
			s := w.listen("/simulator/events")
			for range each {
				s.next()
			}
			s.close()
		})
	}
	all.Go(func() {
		for n := range each {
			w.request("GET", "/simulator/state", "")
			_ = w.Advance(time.Second)
			w.SetFaults(simulator.Faults{DelayMS: n % 2})
			w.AddTurn(simulator.Turn{Turn: int64(n)})
		}
	})
	all.Wait()
	w.until(func() bool { return len(w.bot.messages()) >= each*len(phones) })
	stop()
	if err := <-over; err != nil {
		t.Error(err)
	}
	heard := map[string][]string{}
	for _, m := range w.bot.messages() {
		heard[string(m.FromUserID)] = append(heard[string(m.FromUserID)], string(m.ID))
	}
	for i, p := range w.State().Phones {
		if got := heard[p.UserID]; fmt.Sprint(got) != fmt.Sprint(said[i]) {
			t.Errorf("%s said %d, %d were heard, or in another order", p.Name, len(said[i]), len(got))
		}
		ids := map[string]bool{}
		for _, b := range w.Chat(p.Address) {
			ids[b.ID] = true
		}
		if len(ids) != 2*each || len(w.Chat(p.Address)) != 2*each {
			t.Errorf("%d bubbles on %s's phone", len(w.Chat(p.Address)), p.Name)
		}
	}
}

// TestSlowPhone has the bot take its time with one phone: the others do not wait.
func TestSlowPhone(t *testing.T) {
	w := newWorld(t, func(c *simulator.Config) { c.Clock = &simulator.Clock{} })
	gate := make(chan struct{})
	w.bot.slow = func() {
		if len(w.bot.messages()) == 0 && !w.bot.once.Swap(true) {
			<-gate
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error)
	go func() { over <- w.Emulator.Run(ctx) }()
	for _, phone := range []string{asha, staff} {
		if _, err := w.Say(phone, simulator.Said{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	w.until(func() bool { return len(w.bot.messages()) == 1 })
	close(gate)
	w.until(func() bool { return len(w.bot.messages()) == 2 })
	stop()
	if err := <-over; err != nil {
		t.Error(err)
	}
}
