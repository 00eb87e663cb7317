package simulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestMessages sends every kind of message and looks at the phone.
func TestMessages(t *testing.T) {
	for _, c := range []struct{ name, fields, bubble string }{
		{"text", `"type":"text","text":{"body":"ठीक है ✍️","preview_url":true}`, `{"text":"ठीक है ✍️"}`},
		{"no type is text", `"text":{"body":"ok"}`, `{"text":"ok"}`},
		{"an unknown field is left alone", `"zzz":1,"text":{"body":"ok","y":[]}`, `{"text":"ok"}`},
		{
			"buttons", `"type":"interactive","interactive":{"type":"button","header":{"type":"text","text":"H"},"body":{"text":"b"},"footer":{"text":"f"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"नहीं"}},{"type":"reply","reply":{"id":"2","title":"Haan"}}]}}`,
			`{"text":"b","choices":[{"id":"1","title":"नहीं"},{"id":"2","title":"Haan"}],"header":"H","footer":"f"}`,
		},
		{
			"list", `"type":"interactive","interactive":{"type":"list","body":{"text":"b"},"action":{"button":"☰","sections":[{"title":"A","rows":[{"id":"1","title":"x","description":"dd"}]},{"title":"B","rows":[{"id":"2","title":"y"}]}]}}`,
			`{"text":"b","list":{"button":"☰","sections":[{"title":"A","rows":[{"id":"1","title":"x","description":"dd"}]},{"title":"B","rows":[{"id":"2","title":"y"}]}]}}`,
		},
		{
			"page button", `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"b"},"action":{"name":"cta_url","parameters":{"display_text":"Kholo","url":"https://example.com/x"}}}`,
			`{"text":"b","link":{"text":"Kholo","url":"https://example.com/x"}}`,
		},
		{
			"location", `"type":"location","location":{"latitude":"19.07","longitude":72.87,"name":"Dukaan","address":"Dadar"}`,
			`{"location":{"lat":19.07,"lon":72.87,"name":"Dukaan\nDadar"}}`,
		},
		{
			"contacts", `"type":"contacts","contacts":[{"name":{"formatted_name":"Ramesh"},"phones":[{"phone":"+91 98"}]},{"name":{"formatted_name":"Suresh"}}]`,
			`{"text":"Suresh","contact":{"name":"Ramesh","phone":"+91 98"}}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.say(simulator.Said{Text: "namaste"})
			id := w.send(c.fields).id(t)
			b := w.last()
			if b.ID != id || b.From != "bot" || b.Status != "delivered" || !b.At.Equal(start) {
				t.Errorf("got %+v", b)
			}
			b = simulator.Bubble{Text: b.Text, Choices: b.Choices, List: b.List, Header: b.Header, Footer: b.Footer, Link: b.Link, Location: b.Location, Contact: b.Contact}
			got := strings.NewReplacer(`"id":"","seq":0,"from":"","at":"0001-01-01T00:00:00Z",`, "", `"status":"",`, "").Replace(jsonOf(b))
			got = strings.Replace(got, `"status":""`, "", 1)
			if strings.TrimSuffix(strings.TrimSuffix(got, "}"), ",") != strings.TrimSuffix(c.bubble, "}") {
				t.Errorf("got  %s\nwant %s", got, c.bubble)
			}
			w.deliver()
			if told := w.bot.told(); told != "sent delivered" {
				t.Errorf("told %q", told)
			}
		})
	}
}

// TestRecipients looks at who is found, and by what.
func TestRecipients(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	user := w.State().Phones[0].UserID
	for _, c := range []struct{ to, answer string }{
		{`"to":"+91 98000-00001"`, `{"input":"+91 98000-00001","wa_id":"919800000001","user_id":"` + user + `"}`},
		{`"recipient":"` + user + `"`, `{"input":"` + user + `","wa_id":"919800000001","user_id":"` + user + `"}`},
		{`"to":"919800000001","recipient":"IN.1"`, `{"input":"919800000001","wa_id":"919800000001","user_id":"` + user + `"}`},
		{`"to":"915550001111"`, `{"input":"915550001111","wa_id":"915550001111"}`},
		{`"recipient":"IN.404"`, `{"input":"IN.404","user_id":"IN.404"}`},
	} {
		r := w.request("POST", "/v19.0/"+number+"/messages", `{"messaging_product":"whatsapp",`+c.to+`,"text":{"body":"x"},"biz_opaque_callback_data":"ref"}`)
		if r.id(t); !strings.Contains(string(r.body), `"contacts":[`+c.answer+`]`) {
			t.Errorf("%s: %s", c.to, r.body)
		}
	}
	w.deliver()
	if n := len(w.Chat(asha)); n != 4 {
		t.Errorf("%d bubbles", n)
	}
	failed := 0
	for _, s := range w.bot.statuses() {
		if s.Status == "failed" {
			failed++
			if s.Errors[0].Value.Code != 131026 || s.Errors[0].Value.Title != "Message undeliverable" || s.Pricing != nil {
				t.Errorf("got %s", jsonOf(s))
			}
		}
	}
	if failed != 2 {
		t.Errorf("%d failed: %s", failed, w.bot.told())
	}
}

// TestRefused sends what the Graph API does not take, and looks at how it says so.
func TestRefused(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	before, path := len(w.Chat(asha)), "/v25.0/"+number+"/messages"
	good := `{"messaging_product":"whatsapp","to":"` + asha + `","text":{"body":"x"}}`
	for _, c := range []struct {
		name, path, body, auth string
		status, code           int
	}{
		{"no token", path, good, "Basic x", 401, 190},
		{"wrong token", path, good, "Bearer x", 401, 190},
		{"another number", "/v25.0/999/messages", good, "", 400, 100},
		{"no version", "/" + number + "/messages", good, "", 404, 0},
		{"another path", "/v25.0/" + number + "/calls", good, "", 400, 100},
		{"no JSON", path, `{"messaging_product`, "", 400, 100},
		{"a list", path, `[]`, "", 400, 100},
		{"nothing", path, ``, "", 400, 100},
		{"too large", path, `{"x":"` + strings.Repeat("x", simulator.MaxBody) + `"}`, "", 400, 100},
		{"no product", path, `{"to":"` + asha + `","text":{"body":"x"}}`, "", 400, 100},
		{"no recipient", path, `{"messaging_product":"whatsapp","text":{"body":"x"}}`, "", 400, 100},
		{"words for a number", path, `{"messaging_product":"whatsapp","to":"asha","text":{"body":"x"}}`, "", 400, 100},
		{"a group", path, `{"messaging_product":"whatsapp","recipient_type":"group","to":"` + asha + `","text":{"body":"x"}}`, "", 400, 100},
		{"unknown type", path, `{"messaging_product":"whatsapp","to":"` + asha + `","type":"poll"}`, "", 400, 100},
		{"type without its part", path, `{"messaging_product":"whatsapp","to":"` + asha + `","type":"image"}`, "", 400, 131008},
		{"unknown template", path, `{"messaging_product":"whatsapp","to":"` + asha + `","type":"template","template":{"name":"x","language":{"code":"hi"}}}`, "", 404, 132001},
		{"read what is not there", path, `{"messaging_product":"whatsapp","status":"read","message_id":"wamid.x"}`, "", 400, 100},
		{"reaction to nothing", path, `{"messaging_product":"whatsapp","to":"` + asha + `","type":"reaction","reaction":{"message_id":"wamid.x","emoji":"👍"}}`, "", 400, 131009},
	} {
		auth := c.auth
		if auth == "" {
			auth = "Bearer " + token
		}
		r := w.request("POST", c.path, c.body, "Authorization", auth)
		if r.StatusCode != c.status || r.code() != c.code {
			t.Errorf("%s: %d %s", c.name, r.StatusCode, r.body)
		}
		if c.code > 190 && !strings.Contains(string(r.body), `"details":"`) {
			t.Errorf("%s: no details: %s", c.name, r.body)
		}
	}
	if r := w.request("POST", path+"?access_token="+token, good, "Authorization", ""); r.StatusCode != http.StatusOK {
		t.Errorf("the token in the address: %d", r.StatusCode)
	}
	if n := len(w.Chat(asha)); n != before+1 {
		t.Errorf("%d bubbles more", n-before)
	}
}

// TestReading marks messages as read, shows typing, and reacts.
func TestReading(t *testing.T) {
	w := newWorld(t)
	first, second := w.say(simulator.Said{Text: "a"}), w.say(simulator.Said{Text: "b"})
	third := w.say(simulator.Said{Text: "c"})
	read := func(id, more string) reply {
		return w.request("POST", "/v25.0/"+number+"/messages", `{"messaging_product":"whatsapp","status":"read","message_id":"`+id+`"`+more+`}`)
	}
	if r := read(second, `,"typing_indicator":{"type":"text"}`); r.StatusCode != http.StatusOK || string(r.body) != `{"success":true}` {
		t.Fatalf("%d %s", r.StatusCode, r.body)
	}
	if got := states(w.Chat(asha)); got != "read read delivered" {
		t.Errorf("got %s", got)
	}
	if typing := w.State().Typing; len(typing) != 1 || typing[0] != asha {
		t.Errorf("typing %v", typing)
	}
	w.clock.Advance(simulator.TypingFor + 1)
	if typing := w.State().Typing; len(typing) != 0 {
		t.Errorf("still typing after %v", simulator.TypingFor)
	}
	read(third, `,"typing_indicator":{"type":"text"}`)
	w.text("done")
	if typing := w.State().Typing; len(typing) != 0 {
		t.Error("typing goes on after the answer")
	}
	w.send(`"type":"reaction","reaction":{"message_id":"` + first + `","emoji":"👍"}`).id(t)
	if got := w.Chat(asha)[0].Reaction; got != "👍" {
		t.Errorf("reaction %q", got)
	}
	w.send(`"type":"reaction","reaction":{"message_id":"` + first + `","emoji":""}`).id(t)
	if got := w.Chat(asha)[0].Reaction; got != "" || len(w.Chat(asha)) != 4 {
		t.Errorf("reaction %q, %d bubbles", got, len(w.Chat(asha)))
	}
	edit := w.say(simulator.Said{Edits: third, Text: "cc"})
	if r := read(edit, ""); r.StatusCode != http.StatusOK {
		t.Errorf("an edit cannot be marked as read: %s", r.body)
	}
}

func states(chat []simulator.Bubble) string {
	var out []string
	for _, b := range chat {
		out = append(out, b.Status)
	}
	return strings.Join(out, " ")
}
