package cloudapi

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// payload reads one of the payloads.
func payload(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(payloads, name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// told is a webhook with one change of any field.
func told(change string) []byte {
	return []byte(`{"object":"whatsapp_business_account","entry":[{"id":"1","time":1743451903,"changes":[{` + change + `}]}]}`)
}

// seeds are the payloads and some that are broken.
func seeds(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(payloads, "*.json"))
	for _, name := range files {
		f.Add(payload(f, filepath.Base(name)))
	}
	for _, s := range []string{
		``, `{`, `null`, `[]`, `{"entry":[null]}`, `{"entry":[{"changes":[{"value":{"messages":[null,7,{"type":"edit","edit":{"message":{}}}]}}]}]}`,
		string(brought(`{"from":1,"id":2,"timestamp":1e400,"location":{"latitude":null}}`)),
		string(told(`"field":"message_template_status_update","value":{"event":"PAUSED","message_template_name":"a","other_info":7}`)),
		string(told(`"field":"account_update","value":{"event":"ACCOUNT_RESTRICTION","restriction_info":[null,{"restriction_type":"A","expiration":1}]}`)),
		string(told(`"field":"user_preferences","value":{"user_preferences":[{"user_id":"IN.1","value":"stop"},{}]}`)),
		string(brought(`{"from_user_id":"IN.1","id":"s","type":"system","system":{"type":"user_changed_user_id","previous_user_id":"IN.1","user_id":"IN.2"}}`)),
		string(hook(`{"statuses":[{"id":"a","status":"sent","pricing":{"category":"UTILITY","billable":"1"}}]}`)),
		string(hook(`{"statuses":[{"id":"a","status":"failed","errors":[null]}],"user_id_update":[{}]}`)),
	} {
		f.Add([]byte(s))
	}
}

// FuzzParse checks that whatever was read can be filed and answered.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		b := Parse(body, "", noon)
		for _, m := range b.Messages {
			if m.ID == "" || m.Address == "" || m.At.IsZero() || m.At.Location() != time.UTC || m.Channel != Name {
				t.Errorf("a message that cannot be filed: %+v", m)
			}
			if m.Text == "" && m.Pick == "" && m.Deletes == "" && m.Consent == "" && len(m.Media) == 0 {
				t.Errorf("a message that says nothing: %+v", m)
			}
			if !utf8.ValidString(m.Text) || !utf8.ValidString(m.Name) {
				t.Errorf("no UTF-8: %+v", m)
			}
			if _, err := json.Marshal(m); err != nil {
				t.Error(err)
			}
		}
		for _, s := range b.Statuses {
			if p := s.Price; p != nil && !slices.Contains([]string{"service", "utility", "marketing", "authentication"}, p.Category) {
				t.Errorf("price %+v", p)
			}
			if s.Bubble == "" && s.Ref == "" || s.At.IsZero() || s.State <= bot.Accepted || s.State > bot.Played {
				t.Errorf("status %+v", s)
			}
		}
		for _, n := range b.News {
			if n.What == "" || n.State == "" || n.Urgency < Told || n.Urgency > Pressing || strings.ContainsAny(n.About+n.State+n.Detail, "\r\n") {
				t.Errorf("news %+v", n)
			}
			if numbers.MatchString(n.About) || numbers.MatchString(n.State) || numbers.MatchString(n.Detail) {
				t.Errorf("news with what could be a phone number: %+v", n)
			}
		}
		for _, m := range b.Moves {
			if m.From == "" || m.To == "" || m.From == m.To {
				t.Errorf("move %+v", m)
			}
		}
	})
}

// FuzzWebhook checks that nothing that Meta signed is refused, whatever it is.
func FuzzWebhook(f *testing.F) {
	seeds(f)
	c, _ := channelTo(f, "http://127.0.0.1:1")
	c.log = slog.New(slog.DiscardHandler)
	c.marks.close() // nobody is there to mark for
	f.Fuzz(func(t *testing.T, body []byte) {
		sink := &memory{}
		if got := post(c.Webhook(sink), body, signed256(body)); got != 200 {
			t.Errorf("status %d", got)
		}
		if got := post(c.Webhook(sink), body, signed256(append(body, 0))); got != 401 {
			t.Errorf("status %d with a wrong signature", got)
		}
	})
}
