package cloudapi

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// hook is a webhook with one value of the field messages.
func hook(value string) []byte {
	return fmt.Appendf(nil, `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":%s}]}]}`, value)
}

// brought is a webhook with messages, and Ramesh as their contact.
func brought(messages string) []byte {
	return hook(`{"messaging_product":"whatsapp","metadata":{"display_phone_number":"918000000000","phone_number_id":"42"},` +
		`"contacts":[{"profile":{"name":"Ramesh"},"wa_id":"919800000001","user_id":"IN.77"}],"messages":[` + messages + `]}`)
}

// only is the one message of a batch.
func only(t *testing.T, b Batch) bot.Message {
	t.Helper()
	if len(b.Messages) != 1 || len(b.Aside) != 0 {
		t.Fatalf("%d messages, aside: %s", len(b.Messages), whys(b))
	}
	return b.Messages[0]
}

// whys are the reasons why things were set aside.
func whys(b Batch) string {
	var s []string
	for _, a := range b.Aside {
		s = append(s, a.Why)
	}
	return strings.Join(s, "; ")
}

// sent is when the messages of these tests were sent.
var sent = time.Unix(1697043223, 0).UTC()

func TestMessages(t *testing.T) {
	base := bot.Message{Channel: Name, ID: "wamid.A", Address: "919800000001", Aliases: []string{"IN.77"}, Name: "Ramesh", At: sent}
	with := func(change func(*bot.Message)) bot.Message {
		m := base
		change(&m)
		return m
	}
	media := func(text string, media ...bot.Media) bot.Message {
		return with(func(m *bot.Message) { m.Text, m.Media = text, media })
	}
	said := with(func(m *bot.Message) { m.Text = "do kilo chawal" })
	const text = `"type":"text","text":{"body":"do kilo chawal"}`
	for name, c := range map[string]struct {
		part string
		want bot.Message
	}{
		"text":              {text, said},
		"no type":           {`"text":{"body":"do kilo chawal"}`, said},
		"unknown fields":    {text + `,"colour":{"r":[1,null]},"hsm":7`, said},
		"nulls all over":    {text + `,"context":null,"image":null,"errors":null,"referral":null,"contacts":null`, said},
		"empty lists":       {text + `,"context":[],"errors":[],"contacts":[]`, said},
		"kinds mixed up":    {text + `,"referral":"an ad","image":7,"errors":{"code":1}`, said},
		"text as a number":  {`"type":"text","text":{"body":500}`, with(func(m *bot.Message) { m.Text = "500" })},
		"NUL":               {`"type":"text","text":{"body":"a\u0000b"}`, with(func(m *bot.Message) { m.Text = "ab" })},
		"scripts":           {`"type":"text","text":{"body":"<script>alert(1)</script>"}`, with(func(m *bot.Message) { m.Text = "<script>alert(1)</script>" })},
		"answer":            {text + `,"context":{"from":"918000000000","id":"wamid.B"}`, with(func(m *bot.Message) { m.Text, m.ReplyTo = "do kilo chawal", "wamid.B" })},
		"forwarded":         {text + `,"context":{"forwarded":"true"}`, with(func(m *bot.Message) { m.Text, m.Forwarded = "do kilo chawal", true })},
		"forwarded often":   {text + `,"context":{"frequently_forwarded":1}`, with(func(m *bot.Message) { m.Text, m.Forwarded = "do kilo chawal", true })},
		"image":             {`"type":"image","image":{"id":77,"mime_type":"image/jpeg","sha256":"AA=="}`, media("", bot.Media{Kind: "image", Type: "image/jpeg", Ref: "77"})},
		"document":          {`"type":"document","document":{"id":"5","mime_type":"application/pdf","filename":"bill.pdf","caption":"Ramesh"}`, media("Ramesh", bot.Media{Kind: "document", Type: "application/pdf", Ref: "5", Name: "bill.pdf"})},
		"audio file":        {`"type":"audio","audio":{"id":"5","mime_type":"audio/mpeg","voice":false}`, media("", bot.Media{Kind: "audio", Type: "audio/mpeg", Ref: "5"})},
		"voice note":        {`"type":"audio","audio":{"id":"5","mime_type":"audio/ogg; codecs=opus","voice":true}`, media("", bot.Media{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Ref: "5"})},
		"voice of old":      {`"type":"voice","voice":{"id":"5","mime_type":"audio/ogg"}`, media("", bot.Media{Kind: "audio", Voice: true, Type: "audio/ogg", Ref: "5"})},
		"voice in audio":    {`"type":"voice","audio":{"id":"5"}`, media("", bot.Media{Kind: "audio", Voice: true, Ref: "5"})},
		"place":             {`"type":"location","location":{"latitude":"19.07","longitude":72.87,"name":"Dukaan"}`, media("", bot.Media{Kind: "location", Name: "Dukaan", Lat: 19.07, Lon: 72.87})},
		"card":              {`"type":"contacts","contacts":[{"name":{"first_name":"Sita","last_name":"Devi"},"phones":[{"phone":"+91 98"},{"phone":"1","wa_id":"+9198"}]},7]`, media("", bot.Media{Kind: "contact", Name: "Sita Devi", Phone: "9198"})},
		"card, not on it":   {`"type":"contacts","contacts":[{"name":{"formatted_name":"Sita"},"phones":[{"phone":"+91 98"}]}]`, media("", bot.Media{Kind: "contact", Name: "Sita", Phone: "+91 98"})},
		"order":             {`"type":"order","order":{"catalog_id":"9","text":"jaldi","product_items":[{"product_retailer_id":"ATTA","quantity":"2"},{"product_retailer_id":"DAL","quantity":0.5}]}`, media("jaldi", bot.Media{Kind: "order", Ref: "9", Name: "2 × ATTA, 0.5 × DAL"})},
		"template's button": {`"type":"button","button":{"payload":"p","text":"Haan"}`, with(func(m *bot.Message) { m.Pick, m.Text = "p", "Haan" })},
		"button of a week":  {`"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"17:2","title":"Haan"}}`, with(func(m *bot.Message) { m.Pick, m.Text = "17:2", "Haan" })},
		"row, id a number":  {`"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":17,"title":"Haan","description":"d"}}`, with(func(m *bot.Message) { m.Pick, m.Text = "17", "Haan" })},
		"form":              {`"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{}"}}`, media("", bot.Media{Kind: "unsupported"})},
		"interactive empty": {`"type":"interactive"`, media("", bot.Media{Kind: "unsupported"})},
		"unsupported":       {`"type":"unsupported","errors":[{"code":"131051"}]`, media("", bot.Media{Kind: "unsupported"})},
		"unknown":           {`"type":"unknown"`, media("", bot.Media{Kind: "unsupported"})},
		"of the future":     {`"type":"hologram","hologram":{"id":1}`, media("", bot.Media{Kind: "unsupported"})},
		"revoke":            {`"type":"revoke","revoke":{"original_message_id":"wamid.0"}`, with(func(m *bot.Message) { m.Deletes = "wamid.0" })},
		"edit":              {`"type":"edit","edit":{"original_message_id":"wamid.0","message":{"type":"text","text":{"body":"teen"}}}`, with(func(m *bot.Message) { m.Edits, m.Text = "wamid.0", "teen" })},
		"edit of an answer": {`"type":"edit","edit":{"original_message_id":"wamid.0","message":{"context":{"id":"wamid.B","forwarded":true},"type":"image","image":{"id":"5","caption":"c"}}}`, with(func(m *bot.Message) {
			m.Edits, m.ReplyTo, m.Forwarded, m.Text, m.Media = "wamid.0", "wamid.B", true, "c", []bot.Media{{Kind: "image", Ref: "5"}}
		})},
	} {
		t.Run(name, func(t *testing.T) {
			body := brought(`{"from":"919800000001","id":"wamid.A","timestamp":"1697043223",` + c.part + `}`)
			if got := only(t, Parse(body, "42", noon)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestTimes(t *testing.T) {
	for raw, want := range map[string]time.Time{
		`"1697043223"`: sent, `1697043223`: sent, `1697043223000`: sent, `"1697043223000"`: sent, `1697043223.0`: sent,
		`null`: noon, `""`: noon, `"soon"`: noon, `0`: noon, `-1`: noon, `1e300`: noon, `[]`: noon,
		`253402300800`: noon, // milliseconds, of 1978
	} {
		body := brought(`{"from":"919800000001","id":"a","timestamp":` + raw + `,"text":{"body":"x"}}`)
		if got := only(t, Parse(body, "", noon)).At; !got.Equal(want) {
			t.Errorf("%s: %v, want %v", raw, got, want)
		}
	}
	body := brought(`{"from":"919800000001","id":"a","text":{"body":"x"}}`)
	if got := only(t, Parse(body, "", noon.In(time.FixedZone("IST", 19800)))).At; got != noon {
		t.Errorf("a message without a time is of %v, want %v", got, noon)
	}
}

func TestSenders(t *testing.T) {
	const ramesh = `{"profile":{"name":"Ramesh"},"wa_id":"919800000001","user_id":"IN.77"}`
	const sita = `{"profile":{"name":"Sita"},"user_id":"IN.78","wa_id":null}`
	for name, c := range map[string]struct {
		contacts, from string
		address, alias string
		called         string
	}{
		"phone and id":         {ramesh, `"from":"919800000001","from_user_id":"IN.77",`, "919800000001", "IN.77", "Ramesh"},
		"id from the contact":  {ramesh, `"from":"919800000001",`, "919800000001", "IN.77", "Ramesh"},
		"phone a number":       {ramesh, `"from":919800000001,`, "919800000001", "IN.77", "Ramesh"},
		"phone with plus":      {ramesh, `"from":"+919800000001",`, "919800000001", "IN.77", "Ramesh"},
		"phone by the id":      {ramesh, `"from_user_id":"IN.77",`, "919800000001", "IN.77", "Ramesh"},
		"phone from contact":   {ramesh, ``, "919800000001", "IN.77", "Ramesh"},
		"only an id":           {sita, `"from_user_id":"IN.78",`, "IN.78", "", "Sita"},
		"only the contact's":   {sita, ``, "IN.78", "", "Sita"},
		"from is null":         {sita, `"from":null,"from_user_id":"IN.78",`, "IN.78", "", "Sita"},
		"second of two":        {ramesh + `,` + sita, `"from_user_id":"IN.78",`, "IN.78", "", "Sita"},
		"contact broken":       {`7,` + ramesh, `"from":"919800000001",`, "919800000001", "IN.77", "Ramesh"},
		"contact partly":       {`{"wa_id":"919800000001","profile":"Ramesh","user_id":"IN.77"}`, `"from":"919800000001",`, "919800000001", "IN.77", ""},
		"somebody else's card": {sita, `"from":"919800000001",`, "919800000001", "", ""},
		"no contacts":          {``, `"from":"919800000001",`, "919800000001", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			body := hook(`{"contacts":[` + c.contacts + `],"messages":[{` + c.from + `"id":"a","type":"text","text":{"body":"x"}}]}`)
			m := only(t, Parse(body, "", noon))
			if m.Address != c.address || m.Name != c.called || strings.Join(m.Aliases, " ") != c.alias {
				t.Errorf("%q, aliases %q, name %q", m.Address, m.Aliases, m.Name)
			}
		})
	}
	body := brought(`{"from":"1","id":"a","text":{"body":"x"}}`)
	body = []byte(strings.Replace(string(body), `"contacts"`, `"guests"`, 1))
	if m := only(t, Parse(body, "", noon)); m.Address != "1" {
		t.Errorf("without contacts it is from %q", m.Address)
	}
	long := hook(`{"contacts":[{"wa_id":"1","profile":{"name":"` + strings.Repeat("रा", 5000) + `"}}],"messages":[{"from":"1","id":"a","text":{"body":"x"}}]}`)
	if m := only(t, Parse(long, "", noon)); len([]rune(m.Name)) != longestName {
		t.Errorf("a name of %d runes was kept", len([]rune(m.Name)))
	}
}

// Each of these stands between two good messages, which both come through.
func TestBrokenMessages(t *testing.T) {
	const good = `{"from":"919800000001","id":"wamid.%s","type":"text","text":{"body":"x"}}`
	long := strings.Repeat("x", longestID+1)
	for name, broken := range map[string]string{
		"null": `null`, "number": `7`, "text": `"hello"`, "list": `[]`,
		"empty":                `{}`,
		"no id":                `{"from":"1","text":{"body":"x"}}`,
		"endless id":           `{"from":"1","id":"` + long + `","text":{"body":"x"}}`,
		"endless sender":       `{"from":"` + long + `","id":"a","text":{"body":"x"}}`,
		"endless choice":       `{"from":"1","id":"a","interactive":{"button_reply":{"id":"` + long + `","title":"t"}}}`,
		"endless reply":        `{"from":"1","id":"a","text":{"body":"x"},"context":{"id":"` + long + `"}}`,
		"endless file":         `{"from":"1","id":"a","image":{"id":"` + long + `"}}`,
		"no words":             `{"from":"1","id":"a","type":"text","text":{"body":" "}}`,
		"no text":              `{"from":"1","id":"a","type":"text"}`,
		"text is a string":     `{"from":"1","id":"a","type":"text","text":"hello"}`,
		"context unreadable":   `{"from":"1","id":"a","text":{"body":"x"},"context":"forwarded"}`,
		"file without id":      `{"from":"1","id":"a","type":"image","image":{"mime_type":"image/png"}}`,
		"file null":            `{"from":"1","id":"a","type":"video","video":null}`,
		"place nowhere":        `{"from":"1","id":"a","type":"location","location":{"latitude":91,"longitude":0}}`,
		"place unreadable":     `{"from":"1","id":"a","type":"location","location":{"latitude":"north","longitude":0}}`,
		"place null":           `{"from":"1","id":"a","type":"location"}`,
		"no cards":             `{"from":"1","id":"a","type":"contacts","contacts":[{}]}`,
		"empty order":          `{"from":"1","id":"a","type":"order","order":{}}`,
		"empty button":         `{"from":"1","id":"a","type":"button","button":{}}`,
		"empty choice":         `{"from":"1","id":"a","interactive":{"type":"list_reply","list_reply":{}}}`,
		"edit of nothing":      `{"from":"1","id":"a","type":"edit","edit":{"message":{"type":"text","text":{"body":"x"}}}}`,
		"edit without message": `{"from":"1","id":"a","type":"edit","edit":{"original_message_id":"b"}}`,
		"edit of an edit":      `{"from":"1","id":"a","type":"edit","edit":{"original_message_id":"b","message":{"type":"edit","edit":{"original_message_id":"c","message":{}}}}}`,
		"revoke of nothing":    `{"from":"1","id":"a","type":"revoke","revoke":{}}`,
		"system of nothing":    `{"from":"1","id":"a","type":"system"}`,
		"moved to nowhere":     `{"from":"1","id":"a","type":"system","system":{"type":"user_changed_number"}}`,
		"group":                `{"from":"1","id":"a","group_id":"g","text":{"body":"x"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			body := brought(fmt.Sprintf(good, "1") + `,` + broken + `,` + fmt.Sprintf(good, "2"))
			b := Parse(body, "", noon)
			if len(b.Messages) != 2 || b.Messages[0].ID != "wamid.1" || b.Messages[1].ID != "wamid.2" {
				t.Errorf("good messages: %+v", b.Messages)
			}
			if len(b.Aside) != 1 || string(b.Aside[0].Raw) != broken || b.Aside[0].Why == "" {
				t.Errorf("aside: %+v", b.Aside)
			}
		})
	}
	nobody := hook(`{"messages":[{"id":"a","text":{"body":"x"}}]}`)
	if b := Parse(nobody, "", noon); len(b.Messages) != 0 || len(b.Aside) != 1 {
		t.Errorf("a message from nobody: %+v", b)
	}
}

// What is no part of a conversation is neither stored nor set aside.
func TestSilent(t *testing.T) {
	for name, part := range map[string]string{
		"reaction":            `"type":"reaction","reaction":{"message_id":"b","emoji":"👍"}`,
		"reaction taken back": `"type":"reaction","reaction":{"message_id":"b"}`,
		"welcome":             `"type":"request_welcome"`,
		"identity":            `"type":"system","system":{"type":"customer_identity_changed"}`,
	} {
		b := Parse(brought(`{"from":"1","id":"a",`+part+`}`), "", noon)
		if len(b.Messages)+len(b.Aside)+len(b.Moves) != 0 || len(b.Notes) != 1 {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

func TestMoves(t *testing.T) {
	for name, c := range map[string]struct {
		field, value string
		want         Move
	}{
		"number":       {"messages", `{"messages":[{"from":"+911","id":"a","type":"system","system":{"type":"user_changed_number","wa_id":"912"}}]}`, Move{"911", "912"}},
		"once written": {"messages", `{"messages":[{"from":"911","id":"a","type":"system","system":{"type":"user_changed_number","new_wa_id":912}}]}`, Move{"911", "912"}},
		"user id":      {"user_id_update", `{"user_id_update":[{"wa_id":"911","user_id":{"previous":"IN.1","current":"IN.2"}}]}`, Move{"IN.1", "IN.2"}},
	} {
		body := strings.Replace(string(hook(c.value)), `"field":"messages"`, `"field":"`+c.field+`"`, 1)
		b := Parse([]byte(body), "", noon)
		if len(b.Moves) != 1 || b.Moves[0] != c.want || len(b.Aside)+len(b.Messages) != 0 {
			t.Errorf("%s: %+v", name, b)
		}
	}
	same := hook(`{"messages":[{"from":"1","id":"a","type":"system","system":{"type":"user_changed_number","wa_id":"1"}}]}`)
	if b := Parse(same, "", noon); len(b.Moves)+len(b.Aside) != 0 {
		t.Errorf("a move to where one is: %+v", b)
	}
}

func TestStatuses(t *testing.T) {
	body := hook(`{"statuses":[
		{"id":"wamid.1","status":"read","timestamp":1697043223000,"recipient_id":919800000001},
		{"id":"wamid.1","status":"deleted","timestamp":"1697043223"},
		{"id":"wamid.2","status":"failed","timestamp":null,"biz_opaque_callback_data":"17","errors":[{"code":"131047","title":"Re-engagement message","error_data":{"details":"+91 98000 00001 last wrote long ago"}}]},
		"broken",
		{"id":"wamid.3","status":"evaporated"},
		{"status":"sent"},
		{"biz_opaque_callback_data":"18","status":"sent","timestamp":"1697043223","pricing":"free","errors":[]}]}`)
	b := Parse(body, "", noon)
	want := []bot.Status{
		{Bubble: "wamid.1", State: bot.Read, At: sent},
		{Bubble: "wamid.2", Ref: "17", State: bot.Failed, Code: 131047, Err: "Re-engagement message: • last wrote long ago", At: noon},
		{Ref: "18", State: bot.Sent, At: sent},
	}
	if !reflect.DeepEqual(b.Statuses, want) {
		t.Errorf("got  %+v\nwant %+v", b.Statuses, want)
	}
	if len(b.Aside) != 3 || len(b.Notes) != 1 {
		t.Errorf("aside %+v, notes %+v", b.Aside, b.Notes)
	}
}

// What is broken further up takes only itself along.
func TestBrokenAround(t *testing.T) {
	const change = `{"field":"messages","value":{"messages":[{"from":"1","id":"a","text":{"body":"x"}}]}}`
	const entry = `{"id":"1","changes":[` + change + `]}`
	for name, c := range map[string]struct {
		body        string
		good, aside int
	}{
		"nothing":               {``, 0, 1},
		"no JSON":               {`{"object":`, 0, 1},
		"rubbish behind":        {`{"entry":[]} x`, 0, 1},
		"null":                  {`null`, 0, 1},
		"a list":                {`[]`, 0, 1},
		"a number":              {`7`, 0, 1},
		"no entries":            {`{"object":"whatsapp_business_account"}`, 0, 1},
		"entries no list":       {`{"entry":{"id":"1"}}`, 0, 1},
		"another object":        {`{"object":"page","entry":[{"id":"1"}]}`, 0, 1},
		"no object":             {`{"entry":[` + entry + `]}`, 1, 0},
		"entry broken":          {`{"entry":[7,` + entry + `]}`, 1, 1},
		"entry null":            {`{"entry":[null,` + entry + `]}`, 1, 1},
		"changes no list":       {`{"entry":[{"id":1,"changes":{}},` + entry + `]}`, 1, 1},
		"change broken":         {`{"entry":[{"changes":["x",` + change + `]}]}`, 1, 1},
		"change without value":  {`{"entry":[{"changes":[{"field":"messages"},` + change + `]}]}`, 1, 1},
		"value null":            {`{"entry":[{"changes":[{"field":"messages","value":null},` + change + `]}]}`, 1, 1},
		"value a list":          {`{"entry":[{"changes":[{"field":"messages","value":[]},` + change + `]}]}`, 1, 1},
		"messages no list":      {`{"entry":[{"changes":[{"value":{"messages":{"id":"b"},"statuses":[{"id":"c","status":"sent"}]}},` + change + `]}]}`, 1, 1},
		"contacts no list":      {`{"entry":[{"changes":[{"value":{"contacts":{},"messages":[{"from":"1","id":"b","text":{"body":"x"}}]}},` + change + `]}]}`, 2, 1},
		"metadata null":         {`{"entry":[{"changes":[{"value":{"metadata":null,"messages":[{"from":"1","id":"b","text":{"body":"x"}}]}}]}]}`, 1, 0},
		"no field":              {`{"entry":[{"changes":[{"value":{"messages":[{"from":"1","id":"b","text":{"body":"x"}}]}}]}]}`, 1, 0},
		"another number's":      {`{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"43"},"messages":[{"from":"1","id":"b","text":{"body":"x"}}]}},` + change + `]}]}`, 1, 1},
		"our number, a number":  {`{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":42},"messages":[{"from":"1","id":"b","text":{"body":"x"}}]}}]}]}`, 1, 0},
		"echo":                  {`{"entry":[{"changes":[{"field":"smb_message_echoes","value":{"messages":[{"from":"1","id":"b","text":{"body":"x"}}],"message_echoes":[{"from":"1","id":"b","text":{"body":"x"}}]}}]}]}`, 0, 0},
		"news in no form":       {`{"entry":[{"changes":[{"field":"account_update","value":"banned"},` + change + `]}]}`, 1, 1},
		"news of nothing":       {`{"entry":[{"changes":[{"field":"account_update","value":{"event":null}},` + change + `]}]}`, 1, 1},
		"news without a value":  {`{"entry":[{"changes":[{"field":"security"},` + change + `]}]}`, 1, 1},
		"another field":         {`{"entry":[{"changes":[{"field":"flows","value":"banned"},` + change + `]}]}`, 1, 0},
		"another field, nobody": {`{"entry":[{"changes":[{"field":"Ramesh 98","value":7}]}]}`, 0, 0},
		"three times two":       {`{"entry":[` + entry + `,` + entry + `,{"changes":[` + change + `,` + change + `]}]}`, 4, 0},
		"deep":                  {strings.Repeat(`{"entry":[`, 4000) + strings.Repeat(`]}`, 4000), 0, 0},
		"too deep":              {strings.Repeat(`[`, 20000) + strings.Repeat(`]`, 20000), 0, 1},
		"deep edits":            {string(brought(strings.Repeat(`{"id":"a","from":"1","type":"edit","edit":{"original_message_id":"b","message":`, 2000) + `{}` + strings.Repeat(`}}`, 2000))), 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := Parse([]byte(c.body), "42", noon)
			if len(b.Messages) != c.good || len(b.Aside) != c.aside {
				t.Errorf("%d messages, want %d; %d aside, want %d", len(b.Messages), c.good, len(b.Aside), c.aside)
			}
			for _, n := range b.Notes {
				if strings.Contains(n.What, "98") {
					t.Errorf("note %q tells too much", n.What)
				}
			}
		})
	}
}

// However a webhook is broken, nothing in it is lost without a word: each message
// comes through or is set aside.
func TestNothingIsLost(t *testing.T) {
	parts := rapid.SampledFrom([]string{
		`{"from":"1","id":"%d","text":{"body":"x"}}`,
		`{"from":"1","id":"%d","image":{"id":"5"}}`,
		`{"from":"1","id":%d,"type":"location","location":{"latitude":1,"longitude":2}}`,
		`{"id":"%d","from":[],"text":7}`, `{"id":"%d"}`, `"%d"`, `%d`, `[%d]`,
	})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf(parts.Draw(t, "part"), i))
		}
		b := Parse(hook(`{"messages":[`+strings.Join(list, ",")+`]}`), "", noon)
		if len(b.Messages)+len(b.Aside) != n {
			t.Fatalf("%d of %d: %+v", len(b.Messages)+len(b.Aside), n, b)
		}
	})
}

func TestWhyTellsNothingOfAPerson(t *testing.T) {
	b := Parse([]byte(`{"entry":[{"changes":[{"value":{"messages":[{"from":{"919800000001":1},"id":{"Ramesh":"udhaar"},"text":"500 udhaar"}]}}]}]}`), "", noon)
	if len(b.Aside) != 1 {
		t.Fatalf("%+v", b)
	}
	for _, secret := range []string{"9198", "Ramesh", "udhaar"} {
		if strings.Contains(b.Aside[0].Why, secret) {
			t.Errorf("why tells %q: %s", secret, b.Aside[0].Why)
		}
	}
}
