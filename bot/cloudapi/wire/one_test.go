package wire_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

func TestOneKeepsTheRestOfItsList(t *testing.T) {
	raw := `[{"id":"a","status":"sent"},7,{"id":"b","pricing":"free","status":"read"},null,{"id":"c"},"d"]`
	var list []wire.One[wire.Status]
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		t.Fatal(err)
	}
	type item struct {
		id           wire.String
		fail, partly bool
		raw          string
	}
	want := []item{
		{"a", false, false, `{"id":"a","status":"sent"}`},
		{"", true, false, `7`},
		{"b", true, true, `{"id":"b","pricing":"free","status":"read"}`},
		{"", true, false, `null`},
		{"c", false, false, `{"id":"c"}`},
		{"", true, false, `"d"`},
	}
	for i, o := range list {
		if got := (item{o.Value.ID, o.Err != nil, o.Partial(), string(o.Raw)}); got != want[i] {
			t.Errorf("item %d: %+v, want %+v", i, got, want[i])
		}
	}
	if list[2].Value.Status != wire.StatusRead {
		t.Error("what stands after the field that could not be read was lost")
	}
	var good []wire.String
	for s := range wire.Good(list) {
		good = append(good, s.ID)
	}
	if !slices.Equal(good, []wire.String{"a", "c"}) {
		t.Errorf("good ones: %v", good)
	}
	for range wire.Good(list) {
		break // an iterator must bear it
	}
}

func TestOneOwnsItsBytes(t *testing.T) {
	raw := []byte(`[{"id":"a"}]`)
	var list []wire.One[wire.Status]
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	clear(raw)
	if string(list[0].Raw) != `{"id":"a"}` {
		t.Errorf("raw became %q", list[0].Raw)
	}
}

func TestContextMustBeReadable(t *testing.T) {
	for raw, ok := range map[string]bool{
		`{"context":{"forwarded":"true"},"id":"a"}`: true,
		`{"context":{},"id":"a"}`:                   true,
		`{"context":[],"id":"a"}`:                   true,
		`{"context":null,"id":"a"}`:                 true,
		`{"context":"forwarded","id":"a"}`:          false,
		`{"context":[1],"id":"a"}`:                  false,
		`{"context":7,"id":"a"}`:                    false,
	} {
		var o wire.One[wire.Message]
		if err := json.Unmarshal([]byte(raw), &o); err != nil {
			t.Fatal(err)
		}
		if (o.Err == nil) != ok || o.Partial() {
			t.Errorf("%s: %v, partly %v", raw, o.Err, o.Partial())
		}
	}
}
