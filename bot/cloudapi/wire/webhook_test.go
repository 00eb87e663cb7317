package wire_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

const payloads = "../../../../shared/data/webhooks"

func TestNewWebhook(t *testing.T) {
	hook := wire.NewWebhook("42", wire.FieldMessages, wire.Value{
		Metadata: wire.Metadata{Display: "918000000000", NumberID: "7"},
		Contacts: wire.Of(wire.Contact{Profile: wire.Profile{Name: "Ramesh"}, WAID: "919800000001", UserID: "IN.1"}),
		Messages: wire.Of(wire.Message{
			From: "919800000001", ID: "wamid.A", Timestamp: wire.At(time.Unix(1697043223, 0)),
			Type: wire.TypeText, Text: &wire.Text{Body: "do kilo <b>chawal</b>"},
		}),
	})
	raw, err := json.Marshal(hook)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"object":"whatsapp_business_account","entry":[{"id":"42","changes":[{"value":{"messaging_product":"whatsapp",` +
		`"metadata":{"display_phone_number":"918000000000","phone_number_id":"7"},` +
		`"contacts":[{"profile":{"name":"Ramesh"},"wa_id":"919800000001","user_id":"IN.1"}],` +
		`"messages":[{"from":"919800000001","id":"wamid.A","timestamp":"1697043223","type":"text","text":{"body":"do kilo \u003cb\u003echawal\u003c/b\u003e"}}]},` +
		`"field":"messages"}]}]}`
	if string(raw) != want {
		t.Errorf("got  %s\nwant %s", raw, want)
	}
}

// Every payload is read without a fault, and what is written of it says the same.
func TestPayloadsAreReadAsWritten(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(payloads, "*.json"))
	if len(files) == 0 {
		t.Skip("no payloads here")
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		once, again := through(t, raw)
		if !reflect.DeepEqual(once, again) {
			t.Errorf("%s: written and read again it differs:\n%+v\n%+v", filepath.Base(name), once, again)
		}
	}
}

// through reads a webhook, and reads it again from how it is written.
func through(t *testing.T, raw []byte) (once, again any) {
	t.Helper()
	var hooks [2]wire.Webhook
	for i := range hooks {
		if err := json.Unmarshal(raw, &hooks[i]); err != nil {
			t.Fatal(err)
		}
		var err error
		if raw, err = json.Marshal(hooks[i]); err != nil {
			t.Fatal(err)
		}
	}
	return plain(t, hooks[0]), plain(t, hooks[1])
}

// plain is a webhook without the bytes it was read from.
func plain(t *testing.T, hook wire.Webhook) any {
	t.Helper()
	for _, e := range hook.Entry {
		for _, c := range e.Value.Changes {
			if c.Err != nil || c.Value.Value.Err != nil {
				t.Errorf("unreadable: %v, %v", c.Err, c.Value.Value.Err)
			}
		}
	}
	raw, err := json.Marshal(hook)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func FuzzWebhook(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(payloads, "*.json"))
	for _, name := range files {
		if raw, err := os.ReadFile(name); err == nil {
			f.Add(raw)
		}
	}
	f.Add([]byte(`{"entry":[{"changes":[{"value":{"messages":[{"timestamp":1e400,"location":{"latitude":"NaN"}}]}}]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var hook wire.Webhook
		if json.Unmarshal(raw, &hook) != nil {
			return
		}
		if _, err := json.Marshal(hook); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
	})
}
