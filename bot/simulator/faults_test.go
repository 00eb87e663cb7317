package simulator_test

import (
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestSendFaults has every fault of sending happen twice, and then no more.
func TestSendFaults(t *testing.T) {
	for _, c := range []struct {
		mode         string
		status, code int
		bubble       string // what becomes of it on the phone; "" when it never gets there
		told         string
	}{
		{"500", 500, 1, "", ""},
		{"429", 429, 80007, "", ""},
		{"token", 401, 190, "", ""},
		{"131056", 400, 131056, "", ""},
		{"130429", 429, 130429, "", ""},
		{"131047", 200, 0, "failed", "failed"},
		{"131026", 200, 0, "failed", "failed"},
		{"timeout", 0, 0, "delivered", "sent delivered"},
	} {
		t.Run(c.mode, func(t *testing.T) {
			w := newWorld(t)
			w.say(simulator.Said{Text: "hi"})
			if r := w.request("POST", "/simulator/faults", `{"send":{"mode":"`+c.mode+`","count":2}}`); r.StatusCode != http.StatusOK {
				t.Fatalf("%s", r.body)
			}
			for i := range 2 {
				status, code := w.try(`"text":{"body":"x"},"biz_opaque_callback_data":"ref"`)
				if status != c.status || code != c.code {
					t.Errorf("got %d, code %d", status, code)
				}
				if c.bubble != "" && (len(w.Chat(asha)) != 2+i || w.last().Status != c.bubble || w.last().Text != "x") {
					t.Errorf("got %+v", w.last())
				}
			}
			if f := w.State().Faults.Send; f.Mode != "ok" || f.Count != 0 {
				t.Errorf("afterwards %+v", f)
			}
			before := len(w.Chat(asha))
			if w.text("y"); len(w.Chat(asha)) != before+1 || (c.bubble == "") != (before == 1) {
				t.Errorf("%d bubbles before", before)
			}
			w.deliver()
			want := strings.TrimSpace(strings.Join([]string{c.told, c.told, "sent delivered"}, " "))
			if told := w.bot.told(); strings.Join(strings.Fields(told), " ") != want {
				t.Errorf("told %q", told)
			}
			if s := w.bot.statuses()[0]; c.bubble != "" && s.Opaque != "ref" {
				t.Errorf("got %s", jsonOf(s))
			}
		})
	}
}

// try sends, where no answer may come: status 0.
func (w *world) try(fields string) (status, code int) {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.url+"/v25.0/"+number+"/messages", strings.NewReader(`{"messaging_product":"whatsapp","to":"`+asha+`",`+fields+`}`))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, 0
	}
	defer res.Body.Close()
	var f wire.Failure
	_ = json.NewDecoder(res.Body).Decode(&f)
	return res.StatusCode, int(f.Error.Code)
}

// TestHanging sends while no answer comes: the message arrives, and the bot
// waits until it gives up, or until the fault is lifted.
func TestHanging(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	w.SetFaults(simulator.Faults{Send: simulator.SendFault{Mode: "hang"}})
	ctx, give := context.WithCancel(t.Context())
	done := make(chan error, 2)
	send := func(ctx context.Context) {
		r, _ := http.NewRequestWithContext(ctx, http.MethodPost, w.url+"/v25.0/"+number+"/messages", strings.NewReader(`{"messaging_product":"whatsapp","to":"`+asha+`","text":{"body":"x"}}`))
		r.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(r)
		if err == nil {
			res.Body.Close()
		}
		done <- err
	}
	arrived := func(n int) {
		for len(w.Chat(asha)) < n {
			runtime.Gosched()
		}
	}
	go send(ctx)
	arrived(2)
	give()
	if err := <-done; err == nil {
		t.Error("there was an answer")
	}
	go send(t.Context())
	arrived(3)
	w.SetFaults(simulator.Faults{})
	if err := <-done; err == nil {
		t.Error("there was an answer")
	}
}

// TestDuplicates tells the bot everything three times.
func TestDuplicates(t *testing.T) {
	w := newWorld(t)
	w.SetFaults(simulator.Faults{Duplicate: 2})
	id := w.say(simulator.Said{Text: "hi"})
	m := w.bot.messages()
	if len(m) != 3 || slices.ContainsFunc(m, func(m wire.Message) bool { return string(m.ID) != id }) {
		t.Errorf("got %s", jsonOf(m))
	}
}

// TestBatches holds webhooks until three are together, or two seconds have passed.
func TestBatches(t *testing.T) {
	clock := &simulator.Clock{}
	w := newWorld(t, func(c *simulator.Config) { c.Clock = clock })
	w.SetFaults(simulator.Faults{Batch: 3})
	for _, said := range [][2]string{{asha, "1"}, {asha, "2"}, {staff, "3"}, {asha, "4"}} {
		if _, err := w.Say(said[0], simulator.Said{Text: said[1]}); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error)
	go func() { over <- w.Emulator.Run(ctx) }()
	w.until(func() bool { return len(w.bot.messages()) == 3 })
	w.bot.mu.Lock()
	if n := len(w.bot.hooks); n != 1 || len(w.bot.hooks[0].Entry[0].Value.Changes) != 2 {
		t.Errorf("%d webhooks", n)
	}
	w.bot.mu.Unlock()
	if err := w.Advance(simulator.Held); err != nil {
		t.Fatal(err)
	}
	w.until(func() bool { return len(w.bot.messages()) == 4 })
	stop()
	if err := <-over; err != nil {
		t.Error(err)
	}
	w.SetFaults(simulator.Faults{Batch: 5})
	w.say(simulator.Said{Text: "5"}) // Deliver does not wait for company
	if n := len(w.bot.messages()); n != 5 {
		t.Errorf("%d messages", n)
	}
}

// until waits for what another goroutine is about to bring about.
func (w *world) until(done func() bool) {
	w.Helper()
	for w.Context().Err() == nil && !done() {
		runtime.Gosched()
	}
}

// TestDisorder tells the bot things in another order than they happened.
func TestDisorder(t *testing.T) {
	w := newWorld(t)
	w.SetFaults(simulator.Faults{Disorder: true})
	var said, heard []string
	for range 30 {
		id, err := w.Say(asha, simulator.Said{Text: "x"})
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, id)
	}
	w.deliver()
	for _, m := range w.bot.messages() {
		heard = append(heard, string(m.ID))
	}
	if slices.Equal(said, heard) {
		t.Error("thirty messages came in order")
	}
	slices.Sort(said)
	slices.Sort(heard)
	if !slices.Equal(said, heard) {
		t.Errorf("%d said, %d heard", len(said), len(heard))
	}
}

// TestDelay has webhooks come later.
func TestDelay(t *testing.T) {
	w := newWorld(t)
	w.SetFaults(simulator.Faults{DelayMS: 1500})
	w.say(simulator.Said{Text: "hi"})
	w.clock.Advance(1499 * time.Millisecond)
	if w.deliver(); len(w.bot.messages()) != 0 {
		t.Error("it came early")
	}
	w.clock.Advance(time.Millisecond)
	if w.deliver(); len(w.bot.messages()) != 1 {
		t.Error("it did not come")
	}
}

// TestBadFaults refuses faults that cannot be.
func TestBadFaults(t *testing.T) {
	w := newWorld(t)
	for _, body := range []string{`{"send":{"mode":"boom"}}`, `{"duplicate":-1}`, `{"duplicate":9999}`, `{"batch":1000}`, `{"delay_ms":-5}`, `{"send":{"count":-1}}`, `{`, `{"batch":"x"}`, `{"duplicates":2}`, `{"send":{"mod":"500"}}`, `{"send":"500"}`, `[]`} {
		if r := w.request("POST", "/simulator/faults", body); r.StatusCode != http.StatusBadRequest || !strings.Contains(string(r.body), `"error":"`) {
			t.Errorf("%s: %d %s", body, r.StatusCode, r.body)
		}
	}
	if r := w.request("POST", "/simulator/faults", `{"duplicates":2}`); !strings.Contains(string(r.body), "delay_ms") || !strings.Contains(string(r.body), "duplicates") {
		t.Errorf("a slip is answered with %s", r.body)
	}
	w.SetFaults(simulator.Faults{Duplicate: -1})
	if f := w.State().Faults; f != (simulator.Faults{Send: simulator.SendFault{Mode: "ok"}}) {
		t.Errorf("got %+v", f)
	}
}
