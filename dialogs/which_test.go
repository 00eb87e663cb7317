package dialogs

import (
	"context"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// goods is a form about something that may be new.
type goods struct {
	Item string `slot:"item"`
}

// TestJustThat offers a thing of just the name said, where there may be a new one, and no
// more than fits under one bubble.
func TestJustThat(t *testing.T) {
	item := func(id string) bot.Value { return bot.Value{Kind: bot.Item, ID: id, Text: "rice " + id} }
	among := bot.Value{Kind: bot.Item, Text: "rice", Among: []bot.Value{item("a"), item("b"), item("c"), item("")}}
	do := func(context.Context, *bot.Turn, goods) error { return nil }
	for name, tt := range map[string]struct {
		opts []Option[goods]
		key  string
		want int
	}{
		"of what is known":      {nil, "bot.which", 3},
		"where it may be a new": {[]Option[goods]{Creates[goods]("item")}, "bot.which.kind", bot.MaxChoices},
	} {
		turn := newTurn()
		NewForm("udhaar.give", do, tt.opts...).asksWhich(turn, "item", among)
		r := turn.Replies()[0]
		last := r.Choices[len(r.Choices)-1]
		just := last.Key == "bot.choice.just" && last.Do[0].Slots["item"].ID == ""
		if r.Key != tt.key || len(r.Choices) != tt.want || just != (tt.opts != nil) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
