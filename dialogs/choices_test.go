package dialogs

import (
	"reflect"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestChoices(t *testing.T) {
	args := bot.Args{"N": 1}
	five := map[string]bot.Value{"amount": money(5)}
	for name, c := range map[string]struct{ got, want bot.Choice }{
		"undo":    {Undo(), bot.Choice{Key: "bot.choice.undo", Do: []bot.Command{{Kind: bot.Undo}}}},
		"pick":    {Pick("k", args, "amount", paise(5)), bot.Choice{Key: "k", Args: args, Do: []bot.Command{{Kind: bot.Fill, Slots: five}}}},
		"correct": {Correct("k", args, "amount", money(5)), bot.Choice{Key: "k", Args: args, Do: []bot.Command{{Kind: bot.Fill, Correction: true, Slots: five}}}},
		"begin":   {Begin("k", nil, "a.b", "amount", paise(5)), bot.Choice{Key: "k", Do: []bot.Command{{Kind: bot.Start, Errand: "a.b", Slots: five}}}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %+v, want %+v", name, c.got, c.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a value that is none was offered")
		}
	}()
	Pick("k", nil, "amount", make(chan int))
}
