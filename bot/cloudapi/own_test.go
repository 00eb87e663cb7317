package cloudapi

import (
	"strings"
	"testing"
)

// What the business itself wrote, from its phone or from another of its numbers, is
// never taken for a message of a user's.
func TestOwnMessages(t *testing.T) {
	rows := index(t)
	echoes := 0
	for name, row := range rows {
		if !strings.HasPrefix(row, "ECHO") {
			continue
		}
		echoes++
		b := Parse(payload(t, name), "", noon)
		if len(b.Messages)+len(b.Moves)+len(b.Statuses)+len(b.Aside) != 0 || len(b.Notes) != 1 {
			t.Errorf("%s: %+v", name, b)
		}
		asMessages := strings.Replace(string(payload(t, name)), `"smb_message_echoes"`, `"messages"`, 1)
		if b := Parse([]byte(asMessages), "", noon); len(b.Messages) != 0 {
			t.Errorf("%s in another field: %+v", name, b.Messages)
		}
	}
	if echoes != 3 {
		t.Errorf("%d echoes", echoes)
	}
}

func TestOwnNumber(t *testing.T) {
	from := func(number, display string) Batch {
		return Parse(hook(`{"metadata":{"display_phone_number":"`+display+`","phone_number_id":"42"},"messages":[{"from":"`+number+`","id":"a","text":{"body":"x"}}]}`), "42", noon)
	}
	for number, display := range map[string]string{"918000000000": "918000000000", "+918000000000": "+91 80 0000-0000"} {
		if b := from(number, display); len(b.Messages)+len(b.Aside) != 0 || len(b.Notes) != 1 {
			t.Errorf("from %s: %+v", number, b)
		}
	}
	if b := from("918000000001", "918000000000"); len(b.Messages) != 1 {
		t.Errorf("from somebody else: %+v", b)
	}
	if b := from("", ""); len(b.Aside) != 1 {
		t.Errorf("from nobody: %+v", b)
	}
}

// Two numbers of one bot never answer each other, once each is known.
func TestOwnNumbersAmongEachOther(t *testing.T) {
	channels, _, _ := shops(t, newMeta(t, accepted).URL)
	h, sink := Webhooks(channels...), &filed{}
	for _, body := range [][]byte{
		changes(change("43", "918000000043", "a")),
		changes(strings.Replace(change("42", "918000000042", "b"), `"from":"919800000001"`, `"from":"918000000043"`, 1)),
	} {
		if got := post(h(sink), body, signed256(body)); got != 200 {
			t.Fatal(got)
		}
	}
	if got := strings.Join(sink.got, "; "); got != "cloudapi-pune a; cloudapi-pune 1 statuses; cloudapi 1 statuses" {
		t.Errorf("stored %s", got)
	}
}
