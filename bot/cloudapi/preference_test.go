package cloudapi

import (
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// preferring is a webhook with what users chose.
func preferring(list string) []byte {
	return told(`"field":"user_preferences","value":{"metadata":{"phone_number_id":"42"},"contacts":[{"profile":{"name":"Ramesh"},"wa_id":"919800000001","user_id":"IN.77"}],"user_preferences":[` + list + `]}`)
}

// A choice made in WhatsApp's own settings is a message that says nothing else.
func TestPreferences(t *testing.T) {
	for list, want := range map[string]bot.Message{
		`{"wa_id":"919800000001","category":"marketing_messages","value":"stop","timestamp":1697043223}`:              {Address: "919800000001", Aliases: []string{"IN.77"}, Name: "Ramesh", Consent: bot.Withdrawn, At: sent},
		`{"wa_id":"919800000001","category":"marketing_messages","value":"resume","timestamp":"1697043223"}`:          {Address: "919800000001", Aliases: []string{"IN.77"}, Name: "Ramesh", Consent: bot.Given, At: sent},
		`{"user_id":"IN.77","value":"stop","timestamp":1697043223}`:                                                   {Address: "919800000001", Aliases: []string{"IN.77"}, Name: "Ramesh", Consent: bot.Withdrawn, At: sent},
		`{"user_id":"IN.78","category":"marketing_messages","value":"signup","signup_id":"1","timestamp":1697043223}`: {Address: "IN.78", Consent: bot.Given, At: sent},
		`{"wa_id":"919800000002","user_id":"IN.79","category":"marketing_messages","value":"stop","detail":"User …"}`: {Address: "919800000002", Aliases: []string{"IN.79"}, Consent: bot.Withdrawn, At: noon},
		`{"category":"marketing_messages","value":"stop","timestamp":1697043223}`:                                     {Address: "919800000001", Aliases: []string{"IN.77"}, Name: "Ramesh", Consent: bot.Withdrawn, At: sent},
	} {
		got := only(t, Parse(preferring(list), "42", noon))
		if got.ID == "" || got.Channel != Name || got.Address != want.Address || strings.Join(got.Aliases, " ") != strings.Join(want.Aliases, " ") ||
			got.Name != want.Name || got.Consent != want.Consent || !got.At.Equal(want.At) || got.Text != "" {
			t.Errorf("%s\ngot  %+v\nwant %+v", list, got, want)
		}
	}
	for list, aside := range map[string]int{
		`{"wa_id":"919800000001","value":"maybe"}`: 1, `{"wa_id":"919800000001"}`: 1, `7`: 1, `{"wa_id":"919800000001","category":"calls","value":"stop"}`: 0,
		`{"wa_id":"` + strings.Repeat("9", longestID+1) + `","value":"stop"}`: 1,
	} {
		if b := Parse(preferring(list), "42", noon); len(b.Messages) != 0 || len(b.Aside) != aside {
			t.Errorf("%s: %+v", list, b)
		}
	}
	if b := Parse(preferring(`{"wa_id":"919800000001","value":"stop"}`), "43", noon); len(b.Messages) != 0 || len(b.Aside) != 1 {
		t.Errorf("to another number: %+v", b)
	}
}

// Told again it has the same id, whenever that is; chosen again it has another.
func TestPreferencesToldAgain(t *testing.T) {
	id := func(list string) string { return only(t, Parse(preferring(list), "42", noon)).ID }
	stop := `{"wa_id":"919800000001","category":"marketing_messages","value":"stop","timestamp":1697043223}`
	later := only(t, Parse(preferring(stop), "42", noon.AddDate(0, 0, 6)))
	if id(stop) != later.ID || later.ID != id(strings.ReplaceAll(stop, `1697043223`, `"1697043223"`)) {
		t.Error("told again it is another message")
	}
	others := map[string]bool{id(stop): true}
	for _, change := range [][2]string{{"stop", "resume"}, {"1697043223", "1697043224"}, {"919800000001", "919800000002"}, {`"wa_id":"919800000001",`, `"user_id":"IN.78",`}} {
		other := id(strings.Replace(stop, change[0], change[1], 1))
		if others[other] {
			t.Errorf("with %s it is the same message", change[1])
		}
		others[other] = true
	}
	if strings.Contains(id(stop), "9800") {
		t.Error("the id tells the number")
	}
	undated := strings.Replace(string(preferring(`{"wa_id":"1","value":"stop"}`)), "1743451903", "1743451904", 1)
	if only(t, Parse([]byte(undated), "", noon)).ID == id(`{"wa_id":"1","value":"stop"}`) {
		t.Error("without a time of its own, that of the entry says nothing")
	}
}

// What was chosen in the settings is not marked as read: it is no message there.
func TestPreferencesAreNotMarked(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	sink := &memory{}
	body := preferring(`{"wa_id":"919800000001","value":"stop","timestamp":1697043223}`)
	if got := post(c.Webhook(sink), body, signed256(body)); got != 200 || len(sink.messages) != 1 {
		t.Errorf("%d, %d messages", got, len(sink.messages))
	}
	_ = c.Close()
	if n := len(m.requests()); n != 0 {
		t.Errorf("asked Meta %d times", n)
	}
}
