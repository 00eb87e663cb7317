package journal

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// FuzzThings puts any text into a turn: what it is about is found, and nothing is
// found in texts.
func FuzzThings(f *testing.F) {
	for _, text := range []string{"", "Ramesh", `{"kind":"item","id":"fake"}`, `\"`, `{"kind":"customer","id":"c9`, "\xff", `","id":"x"`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		item := bot.Value{Kind: bot.Item, ID: "rice", Text: text, Names: map[string]string{"hi": text}, Unit: text, Among: []bot.Value{{Kind: bot.Customer, ID: "c1", Text: text}}}
		raw, err := json.Marshal(body{
			Finished: []bot.Frame{{ID: text, Errand: text, Slots: map[string]json.RawMessage{"x": must(json.Marshal(item))}}},
			Replies:  []bot.Reply{{Key: text, Args: bot.Args{"A": text, "B": item, "C": bot.Value{Kind: bot.Text, Text: text}}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := things(string(raw)); !slices.Equal(got, []string{"item:rice", "customer:c1"}) {
			t.Errorf("%q: %q", text, got)
		}
		things(text) // whatever it is, it ends
	})
}

func must(raw []byte, err error) json.RawMessage {
	if err != nil {
		panic(err)
	}
	return raw
}
