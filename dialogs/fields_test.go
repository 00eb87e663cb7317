package dialogs

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// paise is a domain's amount, trade a domain's word.
type (
	paise int64
	trade string
	// mute says nothing of its kind.
	mute struct{ X int }
)

func (p paise) MarshalJSON() ([]byte, error) {
	return json.Marshal(bot.Value{Kind: bot.Money, N: int64(p)})
}

func (p *paise) UnmarshalJSON(raw []byte) error {
	var v bot.Value
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	if v.Kind != bot.Money {
		return &json.UnsupportedValueError{Str: string(v.Kind)}
	}
	*p = paise(v.N)
	return nil
}

func (w trade) MarshalJSON() ([]byte, error) {
	return json.Marshal(bot.Value{Kind: bot.Choose, Text: string(w)})
}

func (w *trade) UnmarshalJSON(raw []byte) error {
	var v bot.Value
	err := json.Unmarshal(raw, &v)
	*w = trade(v.Text)
	return err
}

type everything struct {
	Text     string    `slot:"text"`
	Some     string    `slot:"some,optional"`
	Left     string    `slot:"left,skip"`
	Mode     string    `slot:"mode,optional,choose"`
	Amount   paise     `slot:"amount"`
	Maybe    *paise    `slot:"maybe,optional"`
	Word     *string   `slot:"word,skip"`
	Trade    trade     `slot:"trade,skip,choose"`
	Raw      bot.Value `slot:"raw,choose"`
	NotASlot int
}

func TestFieldsOf(t *testing.T) {
	got, err := fieldsOf(reflect.TypeFor[everything]())
	if err != nil {
		t.Fatal(err)
	}
	want := []field{
		{Slot: bot.Slot{Name: "text", Kind: bot.Text}, index: 0},
		{Slot: bot.Slot{Name: "some", Kind: bot.Text, Optional: true}, index: 1},
		{Slot: bot.Slot{Name: "left", Kind: bot.Text, Optional: true, Skip: true}, index: 2},
		{Slot: bot.Slot{Name: "mode", Kind: bot.Choose, Optional: true}, index: 3},
		{Slot: bot.Slot{Name: "amount", Kind: bot.Money}, index: 4},
		{Slot: bot.Slot{Name: "maybe", Kind: bot.Money, Optional: true}, index: 5},
		{Slot: bot.Slot{Name: "word", Kind: bot.Text, Optional: true, Skip: true}, index: 6},
		{Slot: bot.Slot{Name: "trade", Kind: bot.Choose, Optional: true, Skip: true}, index: 7},
		{Slot: bot.Slot{Name: "raw", Kind: bot.Choose}, index: 8},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestFieldsOfRefuses(t *testing.T) {
	for want, typ := range map[string]reflect.Type{
		"int is not a struct": reflect.TypeFor[int](),
		"is not a struct":     reflect.TypeFor[*everything](),
		`unknown option "often"`: reflect.TypeFor[struct {
			X string `slot:"x,often"`
		}](),
		`unknown option ""`: reflect.TypeFor[struct {
			X string `slot:"x,"`
		}](),
		"does not say its kind": reflect.TypeFor[struct {
			X int `slot:"x"`
		}](),
		`its JSON is {"X":0}`: reflect.TypeFor[struct {
			X mute `slot:"x"`
		}](),
		"unsupported type": reflect.TypeFor[struct {
			X chan int `slot:"x"`
		}](),
		"a slot needs a name": reflect.TypeFor[struct {
			X string `slot:",optional"`
		}](),
		"must be exported": reflect.TypeFor[struct {
			x string `slot:"x"`
		}](),
		`a second slot is called`: reflect.TypeFor[struct {
			X string `slot:"x"`
			Y string `slot:"x"`
		}](),
	} {
		if f, err := fieldsOf(typ); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want %q, got %+v, %v", typ, want, f, err)
		}
	}
}

// frameWith is a frame that has been told these slots.
func frameWith(t *testing.T, slots map[string]bot.Value) *bot.Frame {
	t.Helper()
	f := &bot.Frame{ID: "1.1"}
	for name, v := range slots {
		if err := f.Set(name, v); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func TestDecode(t *testing.T) {
	fields, err := fieldsOf(reflect.TypeFor[everything]())
	if err != nil {
		t.Fatal(err)
	}
	frame := frameWith(t, map[string]bot.Value{
		"text": {Kind: bot.Text, Text: "रमेश"}, "mode": {Kind: bot.Choose, Text: "demo"}, "amount": {Kind: bot.Money, N: 5},
		"maybe": {Kind: bot.Money}, "word": {Kind: bot.Text, Text: "w"}, "trade": {Kind: bot.Choose, Text: "kirana"},
		"raw": {Kind: bot.Item, ID: "9"}, "unknown": {Kind: bot.Text, Text: "left alone"},
	})
	var got everything
	if err := decode(frame, fields, reflect.ValueOf(&got).Elem()); err != nil {
		t.Fatal(err)
	}
	zero, word := paise(0), "w"
	want := everything{Text: "रमेश", Mode: "demo", Amount: 5, Maybe: &zero, Word: &word, Trade: "kirana", Raw: bot.Value{Kind: bot.Item, ID: "9"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	var none everything
	frame.Slots = map[string]json.RawMessage{"maybe": json.RawMessage("null")}
	if err := decode(frame, fields, reflect.ValueOf(&none).Elem()); err != nil || !reflect.DeepEqual(none, everything{}) {
		t.Errorf("got %+v, %v of nothing", none, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	form := NewForm("x.y", func(context.Context, *bot.Turn, everything) error { return nil })
	for slot, raw := range map[string]string{"text": `[`, "some": `5`, "amount": `{"kind":"text"}`, "maybe": `"x"`, "word": `[]`} {
		frame := &bot.Frame{Slots: map[string]json.RawMessage{slot: json.RawMessage(raw)}}
		done, err := form.Advance(t.Context(), newTurn(), frame)
		if done || err == nil || !strings.Contains(err.Error(), "slot "+slot) {
			t.Errorf("%s of %s: %v, %v", slot, raw, done, err)
		}
	}
}

// FuzzDecode fills a form with anything: it is refused, never a panic.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`null`, `{}`, `{"kind":"money","n":1}`, `{"among":[{},{}]}`, `"x"`, `{"n":1e99}`} {
		f.Add("amount", []byte(seed))
		f.Add("word", []byte(seed))
	}
	form := NewForm("x.y", func(context.Context, *bot.Turn, everything) error { return nil })
	f.Fuzz(func(_ *testing.T, slot string, raw []byte) {
		frame := &bot.Frame{Slots: map[string]json.RawMessage{slot: raw}}
		_, _ = form.Advance(context.Background(), newTurn(), frame)
	})
}

// TestVersion changes with the slots, and with nothing else.
func TestVersion(t *testing.T) {
	version := func(f []field) string { return versionOf(f) }
	a := bot.Slot{Name: "a", Kind: bot.Text}
	b := bot.Slot{Name: "b", Kind: bot.Text}
	seen := map[string]int{}
	for i, fields := range [][]field{
		{}, {{Slot: a}}, {{Slot: b}}, {{Slot: a}, {Slot: b}}, {{Slot: b}, {Slot: a}}, {{Slot: bot.Slot{Name: "a", Kind: bot.Money}}},
	} {
		v := version(fields)
		if other, double := seen[v]; double {
			t.Errorf("forms %d and %d share version %s", other, i, v)
		}
		seen[v] = i
	}
	optional := a
	optional.Optional = true
	if version([]field{{Slot: a}}) != version([]field{{Slot: optional, index: 3}}) {
		t.Error("the version depends on more than the slots")
	}
}
