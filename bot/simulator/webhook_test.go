package simulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestRetries has a bot that does not take its webhooks, until it does.
func TestRetries(t *testing.T) {
	w := newWorld(t)
	w.bot.answers(http.StatusServiceUnavailable)
	first, _ := w.Say(asha, simulator.Said{Text: "1"})
	second, _ := w.Say(asha, simulator.Said{Text: "2"})
	other, _ := w.Say(staff, simulator.Said{Text: "3"})
	if err := w.Deliver(t.Context()); !errors.Is(err, simulator.ErrUndelivered) {
		t.Fatal(err)
	}
	if n := len(w.bot.bodies); n != 2 { // the first of each phone
		t.Errorf("%d tries", n)
	}
	if got := states(w.Chat(asha)); got != "sent sent" {
		t.Errorf("got %s", got)
	}
	wait := simulator.FirstRetry
	for range 5 {
		w.clock.Advance(wait - time.Millisecond)
		w.deliver()
		tries := len(w.bot.bodies)
		w.clock.Advance(time.Millisecond)
		if err := w.Deliver(t.Context()); err == nil || len(w.bot.bodies) != tries+2 {
			t.Errorf("after %v: %d more tries, %v", wait, len(w.bot.bodies)-tries, err)
		}
		wait *= 2
	}
	w.bot.answers(http.StatusOK)
	w.clock.Advance(wait)
	w.deliver()
	var ids []string
	for _, m := range w.bot.messages() {
		ids = append(ids, string(m.ID))
	}
	if strings.Join(ids, " ") != strings.Join([]string{first, other, second}, " ") && strings.Join(ids, " ") != strings.Join([]string{first, second, other}, " ") {
		t.Errorf("got %v", ids)
	}
	if got := states(w.Chat(asha)); got != "delivered delivered" {
		t.Errorf("got %s", got)
	}
}

// TestGivingUp tries a webhook for seven days, and then no more.
func TestGivingUp(t *testing.T) {
	w := newWorld(t)
	w.bot.answers(http.StatusInternalServerError)
	if _, err := w.Say(asha, simulator.Said{Text: "1"}); err != nil {
		t.Fatal(err)
	}
	_ = w.Deliver(t.Context())
	w.clock.Advance(simulator.Retrying)
	_ = w.Deliver(t.Context())
	tries := len(w.bot.bodies)
	if tries != 2 {
		t.Errorf("%d tries within seven days", tries)
	}
	w.clock.Advance(simulator.LastRetry)
	if w.deliver(); len(w.bot.bodies) != tries {
		t.Error("it is tried after seven days")
	}
	w.bot.answers(http.StatusOK)
	w.say(simulator.Said{Text: "2"})
	if m := w.bot.messages(); len(m) != 1 || m[0].Text.Body != "2" {
		t.Errorf("got %s", jsonOf(m))
	}
}

// TestLateWebhook says where the bot listens after somebody has written.
func TestLateWebhook(t *testing.T) {
	w := newWorld(t, func(c *simulator.Config) { c.Webhook, c.Verify = "", "v3rify" })
	w.bot.verify = func(r *http.Request) string {
		q := r.URL.Query()
		if q.Get("hub.mode") != "subscribe" || q.Get("hub.verify_token") != "v3rify" || q.Get("x") != "1" {
			t.Errorf("asked %s", r.URL)
		}
		return q.Get("hub.challenge")
	}
	w.say(simulator.Said{Text: "1"})
	if s := w.State().Bot.State; s != "absent" || len(w.bot.bodies) != 0 {
		t.Errorf("the bot is %s", s)
	}
	w.SetWebhook(w.bot.url + "?x=1")
	if s := w.State().Bot.State; s != "starting" {
		t.Errorf("the bot is %s", s)
	}
	w.deliver()
	if s := w.State().Bot.State; s != "up" || len(w.bot.messages()) != 1 {
		t.Errorf("the bot is %s", s)
	}
	w.bot.answers(500)
	if _, err := w.Say(asha, simulator.Said{Text: "2"}); err != nil {
		t.Fatal(err)
	}
	_ = w.Deliver(t.Context())
	if s := w.State().Bot.State; s != "down" {
		t.Errorf("the bot is %s", s)
	}
}

// TestStatuses looks at what becomes of a bubble, and what the bot hears of it.
func TestStatuses(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	voice := w.upload("audio/ogg", "v.ogg", ogg)
	id := w.send(`"type":"audio","audio":{"id":"` + voice + `","voice":true},"biz_opaque_callback_data":"out-17"`).id(t)
	w.deliver()
	for range 2 { // the second time nothing is new
		if r := w.request("POST", "/simulator/phones/"+asha+"/read", ""); r.StatusCode != http.StatusOK {
			t.Fatalf("%s", r.body)
		}
	}
	w.deliver()
	for range 2 {
		if r := w.request("POST", "/simulator/phones/"+asha+"/played/"+id, ""); r.StatusCode != http.StatusOK {
			t.Fatalf("%s", r.body)
		}
	}
	w.deliver()
	if told := w.bot.told(); told != "sent delivered read played" {
		t.Errorf("told %s", told)
	}
	for _, s := range w.bot.statuses() {
		if string(s.ID) != id || s.Opaque != "out-17" || s.RecipientID != asha || s.RecipientUserID == "" || !s.Timestamp.Equal(start) {
			t.Errorf("got %s", jsonOf(s))
		}
		if p := s.Pricing; s.Status != "played" && (p == nil || p.Category != "service" || p.Model != "PMP" || !bool(p.Billable)) {
			t.Errorf("priced %s", jsonOf(p))
		}
	}
	text := w.text("x")
	for _, path := range []string{"/played/" + text, "/played/x"} {
		if r := w.request("POST", "/simulator/phones/"+asha+path, ""); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	for _, path := range []string{"/played/" + text, "/read"} {
		if r := w.request("POST", "/simulator/phones/911/"+path[1:], ""); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

// TestWindow writes to somebody who has not written for a day, or never has.
func TestWindow(t *testing.T) {
	w := newWorld(t, withTemplates)
	template := `"type":"template","template":{"name":"hello","language":{"code":"en"}}`
	status := func(fields string) string {
		w.send(fields).id(t)
		b := w.last()
		if b.Error != nil {
			return fmt.Sprint(b.Status, " ", b.Error.Code)
		}
		return b.Status
	}
	if got := status(`"text":{"body":"x"}`); got != "failed 131047" {
		t.Errorf("to a stranger: %s", got)
	}
	if got := status(template); got != "delivered" {
		t.Errorf("a template: %s", got)
	}
	if got := status(`"text":{"body":"x"}`); got != "failed 131047" {
		t.Errorf("a template opens no window: %s", got)
	}
	w.say(simulator.Said{Text: "hi"})
	w.clock.Advance(simulator.Window)
	if got := status(`"text":{"body":"x"}`); got != "delivered" {
		t.Errorf("after 24 hours: %s", got)
	}
	w.clock.Advance(time.Millisecond)
	if got := status(`"text":{"body":"x"}`); got != "failed 131047" {
		t.Errorf("later: %s", got)
	}
	w.say(simulator.Said{Deletes: w.Chat(asha)[3].ID})
	if got := status(`"text":{"body":"x"}`); got != "delivered" {
		t.Errorf("whatever he does opens the window: %s", got)
	}
	w.deliver()
	for _, s := range w.bot.statuses() {
		if e := s.Errors; s.Status == "failed" && (e[0].Value.Code != 131047 || e[0].Value.Title != "Re-engagement message" || e[0].Value.Data.Details == "" || e[0].Value.Href == "") {
			t.Errorf("got %s", jsonOf(e))
		}
	}
}

// TestPace sends more than one may.
func TestPace(t *testing.T) {
	w := newWorld(t, func(c *simulator.Config) { c.Pace = true })
	w.say(simulator.Said{Text: "hi"})
	for i := range simulator.PairBurst {
		if r := w.send(`"text":{"body":"x"}`); r.StatusCode != http.StatusOK {
			t.Fatalf("message %d: %s", i+1, r.body)
		}
	}
	if r := w.send(`"text":{"body":"x"}`); r.code() != wire.CodePairRate || r.StatusCode != http.StatusBadRequest {
		t.Errorf("one more: %d %s", r.StatusCode, r.body)
	}
	w.clock.Advance(simulator.PairEvery)
	if r := w.send(`"text":{"body":"x"}`); r.StatusCode != http.StatusOK {
		t.Errorf("six seconds later: %s", r.body)
	}
	if r := w.send(`"text":{"body":"x"}`); r.code() != wire.CodePairRate {
		t.Errorf("and one more: %s", r.body)
	}
	w.clock.Advance(time.Hour)
	to := func(n int) reply {
		return w.request("POST", "/v25.0/"+number+"/messages", fmt.Sprintf(`{"messaging_product":"whatsapp","to":"91981%07d","text":{"body":"x"}}`, n))
	}
	for i := range simulator.NumberRate {
		if r := to(i); r.StatusCode != http.StatusOK {
			t.Fatalf("message %d: %s", i+1, r.body)
		}
	}
	if r := to(100); r.code() != wire.CodeThroughput || r.StatusCode != http.StatusTooManyRequests {
		t.Errorf("one more in that second: %d %s", r.StatusCode, r.body)
	}
	w.clock.Advance(time.Second)
	if r := to(100); r.StatusCode != http.StatusOK {
		t.Errorf("a second later: %s", r.body)
	}
}
