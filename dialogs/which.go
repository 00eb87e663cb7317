package dialogs

import (
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxCandidates is how many of the things a name could mean are offered.
const maxCandidates = 6

// asksWhich asks which of several things a slot was filled with, or whether it was a new
// one called just that, where there may be such.
func (f *Form[T]) asksWhich(t *bot.Turn, slot string, v bot.Value) {
	said := bot.Args{"Said": bot.Value{Kind: bot.Text, Text: v.Text}}
	named := slices.DeleteFunc(slices.Clone(v.Among), made)
	i := slices.IndexFunc(v.Among, made)
	if i < 0 || !f.creates[slot] {
		t.Question("bot.which", said, candidates(slot, named, maxCandidates)...)
		return
	}
	just := v.Among[i]
	t.Question("bot.which.kind", said, append(
		candidates(slot, named, bot.MaxChoices-1),
		Pick("bot.choice.just", bot.Args{"Name": just}, slot, just),
	)...)
}

// made reports whether a thing would be a new one.
func made(v bot.Value) bool { return v.Kind == bot.Item && v.ID == "" }

// candidates are things a name could mean, as choices.
func candidates(slot string, among []bot.Value, most int) []bot.Choice {
	var choices []bot.Choice
	for _, candidate := range among[:min(len(among), most)] {
		choices = append(choices, Pick("bot.choice.named", bot.Args{"Name": candidate}, slot, candidate))
	}
	return choices
}
