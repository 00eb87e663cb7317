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
	return BeginWith(key, args, errand, map[string]any{slot: value})
}

// BeginWith is a quick reply that starts an errand with several slots filled.
func BeginWith(key string, args bot.Args, errand string, filled map[string]any) bot.Choice {
	all := make(map[string]bot.Value, len(filled))
	for slot, value := range filled {
		all[slot] = valueOf(value)
	}
	return bot.Choice{Key: key, Args: args, Do: []bot.Command{{Kind: bot.Start, Errand: errand, Slots: all}}}
}

// Instead is a quick reply that starts another errand in the place of the one that offers
// it.
func Instead(key string, args bot.Args, errand string, filled map[string]any) bot.Choice {
	c := BeginWith(key, args, errand, filled)
	c.Do = append([]bot.Command{{Kind: bot.Drop}}, c.Do...)
	return c
}

// YesNo are the quick replies under a question that is answered by yes or no.
func YesNo() []bot.Choice { return yesNo(nil) }

// yesNo are the quick replies under a read-back.
func yesNo(more []bot.Choice) []bot.Choice {
	return append([]bot.Choice{
		{Key: "bot.choice.yes", Do: []bot.Command{{Kind: bot.Yes}}},
		{Key: "bot.choice.no", Do: []bot.Command{{Kind: bot.No}}},
	}, more...)
}

// slots is one slot, filled.
func slots(slot string, value any) map[string]bot.Value {
	return map[string]bot.Value{slot: valueOf(value)}
}

// valueOf is [bot.ValueOf] of what a program fills in. What is no value is a fault of
// the program: it panics, which costs the turn and not the bot.
func valueOf(value any) bot.Value {
	v, err := bot.ValueOf(value)
	if err != nil {
		panic(err)
	}
	return v
}
