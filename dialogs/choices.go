package dialogs

import "github.com/sahayak-dev/sahayak/bot"

// Undo is the quick reply that takes back the turn it stands under.
func Undo() bot.Choice {
	return bot.Choice{Key: "bot.choice.undo", Do: []bot.Command{{Kind: bot.Undo}}}
}

// Pick is a quick reply that fills one slot of the form that offers it. The
// value is anything [bot.ValueOf] reads.
func Pick(key string, args bot.Args, slot string, value any) bot.Choice {
	return bot.Choice{Key: key, Args: args, Do: []bot.Command{{Kind: bot.Fill, Slots: slots(slot, value)}}}
}

// Correct is a quick reply that does the turn it stands under again, with
// another value in one slot.
func Correct(key string, args bot.Args, slot string, value any) bot.Choice {
	return bot.Choice{Key: key, Args: args, Do: []bot.Command{{Kind: bot.Fill, Correction: true, Slots: slots(slot, value)}}}
}

// Begin is a quick reply that starts an errand with one slot filled.
func Begin(key string, args bot.Args, errand, slot string, value any) bot.Choice {
	return bot.Choice{Key: key, Args: args, Do: []bot.Command{{Kind: bot.Start, Errand: errand, Slots: slots(slot, value)}}}
}

// yesNo are the quick replies under a read-back.
func yesNo(more []bot.Choice) []bot.Choice {
	return append([]bot.Choice{
		{Key: "bot.choice.yes", Do: []bot.Command{{Kind: bot.Yes}}},
		{Key: "bot.choice.no", Do: []bot.Command{{Kind: bot.No}}},
	}, more...)
}

// slots is one slot, filled. A value that is none is a fault of the program: it
// panics, which costs the turn and not the bot.
func slots(slot string, value any) map[string]bot.Value {
	v, err := bot.ValueOf(value)
	if err != nil {
		panic(err)
	}
	return map[string]bot.Value{slot: v}
}
