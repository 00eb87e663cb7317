package frame

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// ears understand what they are told to.
type ears bot.Understanding

func (e ears) Understand(context.Context, bot.Utterance) (bot.Understanding, error) {
	return bot.Understanding(e), nil
}

func TestRead(t *testing.T) {
	start := func(errand string, slots map[string]bot.Value) bot.Command {
		return bot.Command{Kind: bot.Start, Errand: errand, Slots: slots, Score: 0.5}
	}
	for name, row := range map[string]struct {
		got  bot.Understanding
		want string
	}{
		"nothing": {want: `[{"errand":"oos","slots":{},"score":0}]`},
		"a word":  {bot.Understanding{Commands: []bot.Command{{Kind: bot.Undo, Score: 1}}}, `[{"errand":"undo","slots":{},"score":1}]`},
		"a sale": {bot.Understanding{Commands: []bot.Command{start("sales.record", map[string]bot.Value{
			"item":     {Kind: bot.Item, ID: "chini", Text: "Chini"},
			"qty":      {Kind: bot.Quantity, N: 2500, Unit: "kg"},
			"rate":     {Kind: bot.Money, N: 4550, Unit: "kg"},
			"customer": {Kind: bot.Customer, Text: "रमेश"},
			"date":     {Kind: bot.Date, Text: "yesterday", From: "2026-05-20"},
		})}}, `[{"errand":"sales.record","slots":{"amount":45.5,"customer":"ramesh","item":"Chini","period":"yesterday","qty":2.5,"rate":45.5,"unit":"kg"},"score":0.5}]`},
		"what the catalogue lacks": {bot.Understanding{Commands: []bot.Command{start("stock.check", map[string]bot.Value{
			"item": {Kind: bot.Item, Text: "quibble"},
		})}}, `[{"errand":"stock.check","slots":{},"score":0.5}]`},
		"all of it": {bot.Understanding{Commands: []bot.Command{start("sales.record", map[string]bot.Value{
			"qty": {Kind: bot.Quantity, Text: "all"},
		})}}, `[{"errand":"sales.record","slots":{"qty":"all"},"score":0.5}]`},
		"a language": {bot.Understanding{Commands: []bot.Command{start("settings.language", map[string]bot.Value{
			"language": {Kind: bot.Language, Text: "hi-Latn"},
		})}}, `[{"errand":"settings.language","slots":{"language":"hi"},"score":0.5}]`},
	} {
		got, err := Reader{Ears: ears(row.got)}.Read(t.Context(), Line{ID: "1", Lang: "ta-Latn", Text: "रमेश ko"})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(got.Commands)
		if err != nil || string(raw) != row.want {
			t.Errorf("%s: %s, %v; want %s", name, raw, err, row.want)
		}
		if got.ID != "1" || got.Lang != "ta" || got.Script != "Deva" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestReadCatalogue(t *testing.T) {
	words, err := ReadCatalogue(strings.NewReader(`{"items":[{"name":"Chini","unit":"kg","aliases":["sugar"],"local":{"hi":["चीनी"],"mr":["साखर"]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	names, err := words.Read(t.Context())
	if err != nil || len(names) != 1 || names[0].ID != "Chini" || names[0].Unit != "kg" || len(names[0].Aliases) != 3 {
		t.Errorf("%+v, %v", names, err)
	}
	for _, bad := range []string{"", "[]", `{"items":[{"unit":"kg"}]}`} {
		if _, err := ReadCatalogue(strings.NewReader(bad)); !errors.Is(err, ErrCatalogue) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
