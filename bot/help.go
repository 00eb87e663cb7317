package bot

import (
	"slices"
	"strings"
)

// helps gives examples of what can be said.
func (a *attempt) helps() {
	a.turn.Say("bot.help", nil)
	for _, errand := range a.engine.shown() {
		a.turn.Say("bot.help.line", Args{"Example": example(errand)})
	}
}

// shown are the errands that help is about: the first built ones of each skill.
func (e *Engine) shown() []string {
	var out []string
	count := map[string]int{}
	for _, errand := range e.order {
		skill, _, _ := strings.Cut(errand, ".")
		if i, ok := e.errands[errand].(Inner); ok && i.Inner() {
			continue
		}
		if p, ok := e.errands[errand].(Pending); (ok && p.NotYet()) || count[skill] == HelpPerSkill {
			continue
		}
		count[skill]++
		out = append(out, errand)
	}
	return out
}

// example is what one says to start an errand.
func example(errand string) Value { return Value{Kind: Key, Text: errand + ".example"} }

// examples are two things anybody can say, for greetings and when lost: of the first
// skills, so that one more at the end does not change what everybody is told; and what
// one's role does not allow is no help.
func (e *Engine) examples() Args {
	shown := slices.DeleteFunc(e.shown(), func(errand string) bool {
		g, guarded := e.errands[errand].(Guarded)
		return guarded && g.Needs() > Staff
	})
	shown = shown[:min(len(shown), ExampleRange)]
	if len(shown) == 0 {
		return nil
	}
	return Args{"Example": example(shown[0]), "Another": example(shown[len(shown)/2])}
}
