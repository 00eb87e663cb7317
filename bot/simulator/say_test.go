package simulator_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// heard is the last message the bot got, without what is the same in all.
func (w *world) heard() string {
	w.Helper()
	all := w.bot.messages()
	if len(all) == 0 {
		w.Fatal("the bot heard nothing")
	}
	m := all[len(all)-1]
	m.From, m.FromUserID, m.ID, m.Timestamp = "", "", "", wire.Stamp{}
	return jsonOf(m)
}

// TestSaid does everything a user can do, and looks at the webhook and the phone.
func TestSaid(t *testing.T) {
	w := newWorld(t)
	mine := w.say(simulator.Said{Text: "2 kilo चावल <b>&amp;"})
	buttons := w.send(buttonMessage("b", "", "", `{"type":"reply","reply":{"id":"17:1","title":"Galti se"}}`)).id(t)
	list := w.send(listMessage("☰", section("s", row("r1", "Chini", "₹45")))).id(t)
	for _, c := range []struct {
		name string
		said simulator.Said
		want string
		text string
	}{
		{"text", simulator.Said{Text: "*ok*\n\"x\" \u2028"}, `{"type":"text","text":{"body":"*ok*\n\"x\" \u2028"}}`, "*ok*\n\"x\" \u2028"},
		{"reply", simulator.Said{Text: "galat", ReplyTo: buttons}, `{"context":{"from":"918012345678","id":"` + buttons + `"},"type":"text","text":{"body":"galat"}}`, "galat"},
		{"reply to himself", simulator.Said{Text: "yeh", ReplyTo: mine}, `{"context":{"from":"919800000001","id":"` + mine + `"},"type":"text","text":{"body":"yeh"}}`, "yeh"},
		{"forwarded", simulator.Said{Text: "order", Forwarded: true}, `{"context":{"forwarded":true},"type":"text","text":{"body":"order"}}`, "order"},
		{"button", simulator.Said{Pick: "17:1", ReplyTo: buttons}, `{"context":{"from":"918012345678","id":"` + buttons + `"},"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"17:1","title":"Galti se"}}}`, "Galti se"},
		{"row", simulator.Said{Pick: "r1", ReplyTo: list}, `{"context":{"from":"918012345678","id":"` + list + `"},"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"r1","title":"Chini","description":"₹45"}}}`, "Chini"},
		{"place", simulator.Said{Location: &simulator.Location{Lat: 19.5, Lon: -72, Name: "Ghar"}}, `{"type":"location","location":{"latitude":19.5,"longitude":-72,"name":"Ghar"}}`, ""},
		{"contact", simulator.Said{Contact: &simulator.Contact{Name: "Ramesh", Phone: "+91 98"}}, `{"type":"contacts","contacts":[{"name":{"formatted_name":"Ramesh","first_name":"Ramesh"},"phones":[{"phone":"+91 98","type":"CELL","wa_id":"9198"}]}]}`, ""},
	} {
		before := len(w.Chat(asha))
		id := w.say(c.said)
		if got := strings.ReplaceAll(w.heard(), `\u003c`, "<"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if b := w.last(); b.ID != id || b.Text != c.text || b.Status != "delivered" || b.From != "user" || b.Picked != c.said.Pick || b.ReplyTo != c.said.ReplyTo || b.Forwarded != c.said.Forwarded || len(w.Chat(asha)) != before+1 {
			t.Errorf("%s: %+v", c.name, b)
		}
	}
	v := w.bot.values()[0]
	m := v.Messages[0].Value
	if c := v.Contacts[0].Value; c.Profile.Name != "Asha" || c.WAID != asha || !strings.HasPrefix(string(c.UserID), "IN.") || c.UserID != m.FromUserID || m.From != asha || string(m.ID) != mine || !m.Timestamp.Equal(start) {
		t.Errorf("got %s", jsonOf(v))
	}
	if v.Metadata.NumberID != number || v.Metadata.Display != "918012345678" || v.Product != "whatsapp" {
		t.Errorf("got %+v", v.Metadata)
	}
}

// TestChanges edits, deletes and reacts.
func TestChanges(t *testing.T) {
	w := newWorld(t)
	first := w.say(simulator.Said{Text: "700"})
	bubble := w.text("likha")
	n := len(w.Chat(asha))
	w.say(simulator.Said{Edits: first, Text: "800"})
	if got, want := w.heard(), `{"type":"edit","edit":{"original_message_id":"`+first+`","message":{"type":"text","text":{"body":"800"}}}}`; got != want {
		t.Errorf("edit\n got %s\nwant %s", got, want)
	}
	if b := w.Chat(asha)[0]; b.Text != "800" || !b.Edited || b.ID != first || len(w.Chat(asha)) != n {
		t.Errorf("got %+v", b)
	}
	w.say(simulator.Said{ReactTo: bubble, Reaction: "👍"})
	if got, want := w.heard(), `{"type":"reaction","reaction":{"message_id":"`+bubble+`","emoji":"👍"}}`; got != want || w.last().Reaction != "👍" {
		t.Errorf("reaction\n got %s\nwant %s", got, want)
	}
	w.say(simulator.Said{ReactTo: bubble})
	if got, want := w.heard(), `{"type":"reaction","reaction":{"message_id":"`+bubble+`","emoji":""}}`; got != want || w.last().Reaction != "" {
		t.Errorf("reaction\n got %s\nwant %s", got, want)
	}
	w.say(simulator.Said{Deletes: first})
	if got, want := w.heard(), `{"type":"revoke","revoke":{"original_message_id":"`+first+`"}}`; got != want {
		t.Errorf("revoke\n got %s\nwant %s", got, want)
	}
	if b := w.Chat(asha)[0]; b.Text != "" || !b.Deleted || b.ID != first {
		t.Errorf("got %+v", b)
	}
}

// TestUnsaid tries what nobody can do.
func TestUnsaid(t *testing.T) {
	w := newWorld(t)
	mine := w.say(simulator.Said{Text: "x"})
	gone := w.say(simulator.Said{Text: "y"})
	w.say(simulator.Said{Deletes: gone})
	place := w.say(simulator.Said{Location: &simulator.Location{}})
	bubble := w.send(buttonMessage("b", "", "", buttonsOf(1, "t", "d"))).id(t)
	w.deliver()
	before := len(w.bot.messages())
	for name, s := range map[string]simulator.Said{
		"nothing":                 {},
		"only blanks":             {Text: " \n\t"},
		"two things":              {Text: "x", Deletes: mine},
		"another two":             {Media: "1", Location: &simulator.Location{}},
		"too long":                {Text: strings.Repeat("ि", simulator.MaxSaid+1)},
		"no such choice":          {Pick: "zz", ReplyTo: bubble},
		"a tap on nothing":        {Pick: "d"},
		"a tap on his own":        {Pick: "d", ReplyTo: mine},
		"a reply to nothing":      {Text: "x", ReplyTo: "wamid.no"},
		"an edit of the bot's":    {Edits: bubble, Text: "x"},
		"an edit of what's gone":  {Edits: gone, Text: "x"},
		"an edit of a place":      {Edits: place, Text: "x"},
		"an empty edit":           {Edits: mine},
		"deleted twice":           {Deletes: gone},
		"a file that isn't":       {Media: "404"},
		"nowhere":                 {Location: &simulator.Location{Lat: 91}},
		"nobody":                  {Contact: &simulator.Contact{Phone: "1"}},
		"reaction to nothing":     {Reaction: "👍"},
		"reaction to what's gone": {Reaction: "👍", ReactTo: gone},
		"a long reaction":         {Reaction: strings.Repeat("👍", 50), ReactTo: bubble},
	} {
		if _, err := w.Say(asha, s); !errors.Is(err, simulator.ErrSaid) {
			t.Errorf("%s: %v", name, err)
		}
		if r := w.request("POST", "/simulator/phones/"+asha+"/messages", jsonOf(s)); r.StatusCode != http.StatusBadRequest || !strings.Contains(string(r.body), `{"error":"`) {
			t.Errorf("%s: %d %s", name, r.StatusCode, r.body)
		}
	}
	if _, err := w.Say("911111111111", simulator.Said{Text: "x"}); !errors.Is(err, simulator.ErrPhone) {
		t.Error(err)
	}
	if r := w.request("POST", "/simulator/phones/1/messages", `{"text":"x"}`); r.StatusCode != http.StatusNotFound {
		t.Errorf("%d %s", r.StatusCode, r.body)
	}
	w.deliver()
	if n := len(w.bot.messages()); n != before {
		t.Errorf("the bot heard %d of it", n-before)
	}
}

// TestHidden looks at what the bot learns of somebody who hides his number.
func TestHidden(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Say(hidden, simulator.Said{Text: "hi"}); err != nil {
		t.Fatal(err)
	}
	w.deliver()
	v := w.bot.values()[0]
	m, c := v.Messages[0].Value, v.Contacts[0].Value
	if m.From != "" || c.WAID != "" || m.FromUserID == "" || c.UserID != m.FromUserID || c.Profile.Username == "" {
		t.Errorf("got %s", jsonOf(v))
	}
	if strings.Contains(string(w.bot.bodies[0]), `"from":`) || strings.Contains(string(w.bot.bodies[0]), `"`+hidden+`"`) {
		t.Errorf("the number is told: %s", w.bot.bodies[0])
	}
	r := w.request("POST", "/v25.0/"+number+"/messages", `{"messaging_product":"whatsapp","recipient":"`+string(m.FromUserID)+`","text":{"body":"x"}}`)
	if r.id(t); strings.Contains(string(r.body), hidden) || len(w.Chat(hidden)) != 2 {
		t.Errorf("got %s", r.body)
	}
	w.deliver()
	if s := w.bot.statuses()[0]; s.RecipientID != "" || s.RecipientUserID != m.FromUserID {
		t.Errorf("got %s", jsonOf(s))
	}
}

// TestPhones adds phones, with names that mean harm.
func TestPhones(t *testing.T) {
	w := newWorld(t)
	for i, name := range []string{"<img src=x onerror=alert(1)>", "\u202eevil\u202c\x00", strings.Repeat("क्", 300), "'; drop table x; --", ""} {
		r := w.request("POST", "/simulator/phones", `{"name":`+quote(name)+`,"role":"stranger"}`)
		var p simulator.Phone
		if err := json.Unmarshal(r.body, &p); err != nil || p.Address == "" || p.UserID == "" || p.Name == "" || len([]rune(p.Name)) > simulator.MaxName {
			t.Fatalf("%d %s", r.StatusCode, r.body)
		}
		if _, err := w.Say(p.Address, simulator.Said{Text: name + "."}); err != nil {
			t.Fatal(err)
		}
		w.deliver()
		if got := w.bot.values()[i].Contacts[0].Value.WAID; string(got) != p.Address {
			t.Errorf("got %s", got)
		}
	}
	for _, body := range []string{`{"address":"12"}`, `{"address":"asha"}`, `{"address":"919800000009","user_id":"` + w.State().Phones[0].UserID + `"}`, `[`} {
		if r := w.request("POST", "/simulator/phones", body); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d %s", body, r.StatusCode, r.body)
		}
	}
	for range simulator.MaxPhones {
		w.request("POST", "/simulator/phones", `{}`)
	}
	if n := len(w.State().Phones); n != simulator.MaxPhones {
		t.Errorf("%d phones", n)
	}
	if r := w.request("POST", "/simulator/phones", `{"address":"`+asha+`","name":"Asha Devi","role":"owner"}`); r.StatusCode != http.StatusOK || w.State().Phones[0].Name != "Asha Devi" {
		t.Errorf("a new name: %d %s", r.StatusCode, r.body)
	}
}
