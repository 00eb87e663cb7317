package bot_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// rupees is a domain's own amount: it knows nothing of this package.
type rupees int64

func (r rupees) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"kind": "money", "n": int64(r) * 100})
}

func (r *rupees) UnmarshalJSON(raw []byte) error {
	var v struct{ N int64 }
	err := json.Unmarshal(raw, &v)
	*r = rupees(v.N / 100)
	return err
}

func TestValueOf(t *testing.T) {
	for _, c := range []struct {
		arg  any
		want bot.Value
	}{
		{"ramesh", bot.Value{Kind: bot.Text, Text: "ramesh"}},
		{"", bot.Value{Kind: bot.Text}},
		{7, bot.Value{Kind: bot.Number, N: 7000}},
		{int64(-7), bot.Value{Kind: bot.Number, N: -7000}},
		{math.MaxInt64 / 1000, bot.Value{Kind: bot.Number, N: math.MaxInt64 / 1000 * 1000}},
		{rupees(90), bot.Value{Kind: bot.Money, N: 9000}},
		{count(3), bot.Value{Kind: bot.Number, N: 3000}},
		{bot.Value{Kind: bot.Date, From: "2026-03-02"}, bot.Value{Kind: bot.Date, From: "2026-03-02"}},
	} {
		got, err := bot.ValueOf(c.arg)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%#v: got %+v, %v; want %+v", c.arg, got, err, c.want)
		}
	}
}

func TestValueOfRefuses(t *testing.T) {
	for _, arg := range []any{1.5, true, []int{1}, make(chan int), math.MaxInt64, int64(math.MinInt64), broken{}} {
		if v, err := bot.ValueOf(arg); err == nil {
			t.Errorf("%T %v became %+v", arg, arg, v)
		}
		if _, err := json.Marshal(bot.Args{"X": arg}); err == nil {
			t.Errorf("%T %v was written", arg, arg)
		}
	}
}

// broken cannot be written.
type broken struct{}

func (broken) MarshalJSON() ([]byte, error) { return nil, errors.New("broken") }

func TestAmbiguous(t *testing.T) {
	two := []bot.Value{{ID: "1"}, {ID: "2"}}
	for _, c := range []struct {
		v    bot.Value
		want bool
	}{
		{bot.Value{Among: two}, true},
		{bot.Value{Among: two[:1]}, false},
		{bot.Value{ID: "1", Among: two}, false},
		{bot.Value{}, false},
	} {
		if got := c.v.Ambiguous(); got != c.want {
			t.Errorf("%+v: %v", c.v, got)
		}
	}
}

// TestArgsSurviveTheOutbox writes arguments and reads them back: a reply says
// the same after the outbox as before.
func TestArgsSurviveTheOutbox(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) bot.Value {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("a0 <&>\x00\u2028रकि₹🙏\"\\")), 0, 8, -1)
		v := bot.Value{
			Kind: bot.Kind(text.Draw(t, "kind")), ID: text.Draw(t, "id"), Text: text.Draw(t, "text"),
			N: rapid.Int64().Draw(t, "n"), Unit: text.Draw(t, "unit"), From: text.Draw(t, "from"), To: text.Draw(t, "to"),
		}
		if rapid.Bool().Draw(t, "named") {
			v.Names = map[string]string{"hi": text.Draw(t, "name")}
			v.Among = []bot.Value{{Kind: bot.Item, ID: text.Draw(t, "among")}}
		}
		return v
	})
	rapid.Check(t, func(t *rapid.T) {
		args := bot.Args{
			"Value": value.Draw(t, "value"), "Word": rapid.StringMatching(`[a-zक-ह]*`).Draw(t, "word"),
			"Int": rapid.IntRange(-1e9, 1e9).Draw(t, "int"), "Rupees": rupees(rapid.Int64Range(-1e9, 1e9).Draw(t, "rupees")),
		}
		want, err := args.Values()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(bot.Reply{Key: "k", Args: args})
		if err != nil {
			t.Fatal(err)
		}
		var back bot.Reply
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatal(err)
		}
		got, err := back.Args.Values()
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, %v\nwant %+v", got, err, want)
		}
	})
}

// FuzzArgs reads what may stand in an old outbox: it is refused, or it is
// written again as it was read.
func FuzzArgs(f *testing.F) {
	for _, seed := range []string{`{}`, `null`, `{"A":{"kind":"money","n":9000}}`, `{"A":{"among":[{"id":"x"}],"names":{"hi":"र"}}}`, `{"A":1}`, `[]`, `{"A":{"n":1.5}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var once, twice bot.Args
		if json.Unmarshal(raw, &once) != nil {
			return
		}
		written, err := json.Marshal(once)
		if err != nil {
			t.Fatalf("%q was read and cannot be written: %v", raw, err)
		}
		if err := json.Unmarshal(written, &twice); err != nil {
			t.Fatalf("%q was written and cannot be read: %v", written, err)
		}
		if len(once) != len(twice) {
			t.Fatalf("%q: %d arguments became %d", raw, len(once), len(twice))
		}
		if again, _ := json.Marshal(twice); string(again) != string(written) {
			t.Fatalf("got %s, then %s", written, again)
		}
	})
}

// FuzzFrame reads what may stand in an old checkpoint, and fills it.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{`{}`, `{"id":"1.1","errand":"x.y","slots":{"n":{"kind":"number","n":1}}}`, `{"slots":{"n":"x"}}`, `{"slots":{"n":null}}`, `{"slots":null}`} {
		f.Add([]byte(seed), "n", "text")
	}
	f.Fuzz(func(t *testing.T, raw []byte, slot, text string) {
		var frame bot.Frame
		if json.Unmarshal(raw, &frame) != nil || !utf8.ValidString(text) {
			return
		}
		for name := range frame.Slots {
			_, _ = frame.Value(name) // unreadable is not there, never a panic
		}
		copied := frame.Clone()
		want := bot.Value{Kind: bot.Text, Text: text}
		if err := copied.Set(slot, want); err != nil {
			t.Fatal(err)
		}
		if got, ok := copied.Value(slot); !ok || !reflect.DeepEqual(got, want) {
			t.Fatalf("set %+v, got %+v, %v", want, got, ok)
		}
		copied.Clear(slot)
		if _, ok := copied.Value(slot); ok {
			t.Fatal("still there after Clear")
		}
		if _, err := json.Marshal(frame); err != nil {
			t.Fatalf("%q was read and cannot be written: %v", raw, err)
		}
	})
}
