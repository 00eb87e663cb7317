// Package frame tells what was understood in the plainest form: errands and slots as
// JSON, for measuring, for other programs, and for whoever writes phrases.
//
//	{"id":"1","text":"do kilo cheeni nabbe mein bechi"}
//	{"id":"1","lang":"hi","script":"Latn","commands":[{"errand":"sales.record","slots":{"item":"Chini","qty":2,"unit":"kg","amount":90},"score":0.99}]}
package frame

import (
	"cmp"
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/locales"
)

// Line is a message to be understood.
type Line struct {
	ID   string `json:"id"`
	Lang string `json:"lang,omitempty"` // BCP 47 tag of the conversation, "" when it is not known
	Text string `json:"text"`
}

// Understood is what was understood of it.
type Understood struct {
	ID       string    `json:"id"`
	Lang     string    `json:"lang"`   // ISO 639-1; "" when it could be any
	Script   string    `json:"script"` // ISO 15924; "" without letters
	Commands []Command `json:"commands"`
}

// Command is one thing that was wanted. Errand is an errand's name, a word to the
// engine (help greet cancel undo yes no repeat aloud person thanks), or [OutOfScope].
type Command struct {
	Errand string         `json:"errand"`
	Slots  map[string]any `json:"slots"`
	Score  float64        `json:"score"` // 0 to 1
}

// OutOfScope is the errand of what none of the bot's errands is about.
const OutOfScope = "oos"

// Reader understands lines on one day, in a shop that has one catalogue.
type Reader struct {
	Ears  bot.Understander
	Words []bot.Vocabulary
	Now   time.Time
	Zone  *time.Location
}

// Read understands a line as the first of a conversation.
func (r Reader) Read(ctx context.Context, l Line) (Understood, error) {
	got, err := r.Ears.Understand(ctx, bot.Utterance{Text: l.Text, Lang: l.Lang, Now: r.Now, Zone: r.Zone, Words: r.Words})
	if err != nil {
		return Understood{}, err
	}
	out := Understood{ID: l.ID, Lang: locales.Base(cmp.Or(got.Lang, l.Lang)), Script: intents.ScriptOf(l.Text), Commands: []Command{}}
	for _, c := range got.Commands {
		if c.Kind != bot.Start {
			out.Commands = append(out.Commands, Command{Errand: string(c.Kind), Slots: map[string]any{}, Score: c.Score})
			continue
		}
		out.Commands = append(out.Commands, Command{Errand: c.Errand, Slots: slots(c.Slots), Score: c.Score})
	}
	if len(out.Commands) == 0 {
		out.Commands = append(out.Commands, Command{Errand: OutOfScope, Slots: map[string]any{}})
	}
	return out, nil
}

// slots writes the slots of an errand. What is not in the catalogue is left out.
func slots(said map[string]bot.Value) map[string]any {
	out := map[string]any{}
	for name, v := range said {
		switch v.Kind {
		case bot.Item:
			if v.ID != "" {
				out[name] = v.Text
			}
		case bot.Customer:
			out[name] = intents.Latin(v.Text)
		case bot.Quantity:
			quantity(out, name, v)
		case bot.Money:
			out[name] = float64(v.N) / 100
		case bot.Number:
			out[name] = float64(v.N) / 1000
		case bot.Date, bot.Period:
			out["period"] = cmp.Or(v.Text, v.From)
		case bot.Language:
			out[name] = locales.Base(v.Text)
		default:
			out[name] = v.Text
		}
	}
	if rate, ok := out["rate"]; ok && out["amount"] == nil {
		out["amount"] = rate // as it was said
	}
	return out
}

// quantity writes how much of something: its number and unit, or "all".
func quantity(out map[string]any, name string, v bot.Value) {
	if v.N == 0 && v.Text != "" {
		out[name] = v.Text
		return
	}
	out[name] = float64(v.N) / 1000
	if v.Unit != "" {
		out["unit"] = v.Unit
	}
}
