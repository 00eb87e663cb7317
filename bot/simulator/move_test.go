package simulator_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestMove gives phones other numbers: the bot is told by what it knows them by, and
// what stands on them stays.
func TestMove(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chats.jsonl")
	w := newWorld(t, keeping(path))
	w.say(simulator.Said{Text: "hello"})
	was := w.State().Phones[0]
	w.bot.answers(503)
	waiting, _ := w.Say(asha, simulator.Said{Text: "not heard yet"})
	_ = w.Deliver(t.Context())
	now, err := w.Move(asha, "+91 98111 11111")
	if err != nil || now.Address != "919811111111" || now.UserID == was.UserID || now.Name != "Asha" {
		t.Fatalf("%+v %v", now, err)
	}
	if w.Chat(asha) != nil || w.Chat(was.UserID) != nil || len(w.Chat(now.Address)) != 2 || len(w.Chat(now.UserID)) != 2 {
		t.Error("the chat did not move along")
	}
	w.bot.answers(200)
	w.clock.Advance(simulator.LastRetry)
	w.deliver()
	values := w.bot.values()
	last := values[len(values)-1]
	m := last.Messages[0].Value
	if s := m.System; len(last.Contacts) != 0 || string(m.From) != asha || string(m.FromUserID) != was.UserID || s == nil ||
		jsonOf(s) != `{"type":"user_changed_number","wa_id":"919811111111","user_id":"`+now.UserID+`","previous_user_id":"`+was.UserID+`"}` {
		t.Errorf("told %s", jsonOf(last))
	}
	if before := values[len(values)-2].Messages[0].Value; string(before.ID) != waiting {
		t.Errorf("what waited came %s", jsonOf(before))
	}
	hid, err := w.Move(hidden, "919811111112")
	if err != nil {
		t.Fatal(err)
	}
	w.deliver()
	values = w.bot.values()
	m = values[len(values)-1].Messages[0].Value
	if s := m.System; m.From != "" || s.WAID != "" || s.Type != "user_changed_user_id" || string(s.UserID) != hid.UserID {
		t.Errorf("of who hides his number it told %s", jsonOf(m))
	}
	if r := w.request("POST", "/v25.0/"+number+"/messages", `{"messaging_product":"whatsapp","to":"`+now.Address+`","text":{"body":"x"}}`); r.id(t) == "" || len(w.Chat(now.Address)) != 3 {
		t.Error("the new number gets nothing")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, keeping(path))
	if len(again.Chat("919811111111")) != 3 {
		t.Error("after a restart the chat is not at the new number")
	}
}

func TestMoveNowhere(t *testing.T) {
	w := newWorld(t)
	for to, want := range map[string]error{staff: simulator.ErrConfig, asha: simulator.ErrConfig, "home": simulator.ErrConfig} {
		if _, err := w.Move(asha, to); !errors.Is(err, want) {
			t.Errorf("%s: %v", to, err)
		}
	}
	if _, err := w.Move("919999999999", "919811111111"); !errors.Is(err, simulator.ErrPhone) {
		t.Errorf("nobody: %v", err)
	}
	if len(w.State().Phones) != 3 || w.Chat(asha) == nil {
		t.Error("a phone is gone")
	}
}
