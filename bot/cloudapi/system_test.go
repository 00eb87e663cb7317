package cloudapi

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A user changes his number, and with it his id: he is found by whichever we know.
func TestChangedNumber(t *testing.T) {
	for name, c := range map[string]struct {
		sender, system string
		want           string
	}{
		"number and id":           {`"from":"911","from_user_id":"IN.2",`, `"type":"user_changed_number","wa_id":"912","user_id":"IN.2","previous_user_id":"IN.1"`, "911 to 912, IN.1 to IN.2"},
		"sender by his old id":    {`"from":"911","from_user_id":"IN.1",`, `"type":"user_changed_number","wa_id":"912","user_id":"IN.2"`, "911 to 912, IN.1 to IN.2"},
		"as it was written once":  {`"from":"911",`, `"type":"user_changed_number","wa_id":"912"`, "911 to 912"},
		"number was never shared": {`"from_user_id":"IN.2",`, `"type":"user_changed_number","wa_id":"912","user_id":"IN.2","previous_user_id":"IN.1"`, "IN.1 to IN.2"},
		"new one is not shared":   {`"from":"911",`, `"type":"user_changed_number","user_id":"IN.2","previous_user_id":"IN.1"`, "911 to IN.2, IN.1 to IN.2"},
		"neither is":              {`"from_user_id":"IN.1",`, `"type":"user_changed_user_id","user_id":"IN.2","previous_user_id":"IN.1"`, "IN.1 to IN.2"},
		"told by the new id":      {`"from_user_id":"IN.2",`, `"type":"user_changed_user_id","user_id":"IN.2","previous_user_id":"IN.1"`, "IN.1 to IN.2"},
		"id became a number":      {`"from_user_id":"IN.1",`, `"type":"user_changed_number","wa_id":"912"`, "IN.1 to 912"},
		"same number, new id":     {`"from":"911",`, `"type":"user_changed_number","wa_id":"911","user_id":"IN.2","previous_user_id":"IN.1"`, "IN.1 to IN.2"},
	} {
		b := Parse(hook(`{"messages":[{`+c.sender+`"id":"a","type":"system","system":{`+c.system+`}}]}`), "", noon)
		var got []string
		for _, m := range b.Moves {
			got = append(got, m.From+" to "+m.To)
		}
		if strings.Join(got, ", ") != c.want || len(b.Aside)+len(b.Messages) != 0 {
			t.Errorf("%s: %q, want %q; %+v", name, got, c.want, b.Aside)
		}
	}
	for _, nowhere := range []string{`"type":"user_changed_user_id","user_id":"IN.2"`, `"type":"user_changed_number"`} {
		if b := Parse(hook(`{"messages":[{"from_user_id":"IN.2","id":"a","type":"system","system":{`+nowhere+`}}]}`), "", noon); len(b.Moves) != 0 || len(b.Aside) != 1 {
			t.Errorf("%s: %+v", nowhere, b)
		}
	}
}

// Whatever of a notice is left out, nobody is moved to where he was, or from nowhere.
func TestMovesAreWhole(t *testing.T) {
	address := rapid.SampledFrom([]string{"", "911", "912", "IN.1", "IN.2"})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string { return address.Draw(t, name) }
		b := Parse(hook(fmt.Sprintf(
			`{"messages":[{"from":%q,"from_user_id":%q,"id":"a","type":"system","system":{"type":%q,"wa_id":%q,"user_id":%q,"previous_user_id":%q}}]}`,
			draw("from"), draw("id"), rapid.SampledFrom([]string{"user_changed_number", "user_changed_user_id"}).Draw(t, "kind"), draw("wa"), draw("new"), draw("previous"),
		)), "", noon)
		for _, m := range b.Moves {
			if m.From == "" || m.To == "" || m.From == m.To {
				t.Fatalf("moved %+v", m)
			}
		}
		if len(b.Moves) > 2 || len(b.Messages) > 0 {
			t.Fatalf("%+v", b)
		}
	})
}

// A status that names nobody by his number is one like any other.
func TestStatusToAUserID(t *testing.T) {
	b := Parse(hook(`{"contacts":[{"profile":{"username":"ramesh"},"user_id":"IN.1"}],"statuses":[{"id":"wamid.1","status":"delivered","timestamp":"1697043223","recipient_user_id":"IN.1","biz_opaque_callback_data":"17.1"}]}`), "", noon)
	if len(b.Statuses) != 1 || b.Statuses[0].Ref != "17.1" || len(b.Aside) != 0 {
		t.Errorf("%+v", b)
	}
}

// Cards with several numbers: the one that is on WhatsApp wins, else the first.
func TestCardsWithSeveralNumbers(t *testing.T) {
	for phones, want := range map[string]string{
		`[{"phone":"+91 1","type":"HOME"},{"phone":"+91 2","type":"CELL","wa_id":"912"},{"phone":"+91 3","wa_id":"913"}]`: "912",
		`[{"phone":"+91 1","type":"HOME"},{"phone":"+91 2"}]`:                                                             "+91 1",
		`[7,{"phone":"","type":"HOME"},{"phone":"+91 2"}]`:                                                                "+91 2",
		`[{"wa_id":"+912"}]`: "912",
		`[]`:                 "",
	} {
		m := only(t, Parse(brought(`{"from":"1","id":"a","type":"contacts","contacts":[{"name":{"formatted_name":"Sita"},"phones":`+phones+`}]}`), "", noon))
		if len(m.Media) != 1 || m.Media[0].Phone != want || m.Media[0].Name != "Sita" {
			t.Errorf("%s: %+v, want %s", phones, m.Media, want)
		}
	}
	card := `"contacts":[{"vcard":"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sita Devi\r\nTEL;TYPE=HOME:+91 1\r\nitem1.TEL;type=CELL;waid=919800000002:+91 98000 00002\r\nTEL:3\r\nEND:VCARD"}]`
	m := only(t, Parse(brought(`{"from":"1","id":"a","type":"contacts",`+card+`}`), "", noon))
	if len(m.Media) != 1 || m.Media[0].Phone != "919800000002" || m.Media[0].Name != "Sita Devi" {
		t.Errorf("by its vcard alone: %+v", m.Media)
	}
	three := only(t, Parse(payload(t, "pywa-message-contacts.json"), "", noon))
	for _, media := range three.Media {
		if media.Kind != "contact" || media.Phone == "" {
			t.Errorf("the fixture: %+v", media)
		}
	}
}
