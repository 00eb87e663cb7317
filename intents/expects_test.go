package intents

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// expecting is an utterance under a bubble that asked how many are left, with choices.
func expecting(text string) bot.Utterance {
	u := offered(say(text), "Ginti batao", "Maal aaya tha", "Galti se")
	u.Expects = bot.Command{
		Kind: bot.Start, Errand: "stock.count", Slots: map[string]bot.Value{"item": {Kind: bot.Item, ID: "maggi", Text: "maggi"}},
	}
	return u
}

// A number alone is what was asked for, even where choices could be counted; with
// anything else it is a sentence of its own.
func TestNumbersComplete(t *testing.T) {
	talk{
		{expecting("12"), "stock.count item=maggi qty=12"},
		{expecting("3"), "stock.count item=maggi qty=3"},
		{expecting("१२"), "stock.count item=maggi qty=12"},
		{expecting("barah"), "stock.count item=maggi qty=12"},
		{expecting("12 hai"), "stock.count item=maggi qty=12"},
		{expecting("2 packet"), "stock.count item=maggi qty=2packet"},
		{expecting("galti se"), "pick 3"},
		{expecting("dusra"), "pick 2"},
		{expecting("chini kitni hai"), "stock.check item=chini"},
		{offered(say("3"), "Ginti batao", "Maal aaya tha", "Galti se"), "pick 3"},
	}.run(t)
}
