package dialogs

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// notYet is an errand that is declared but not built.
type notYet struct {
	name  string
	slots []bot.Slot
}

// NotYet declares an errand that is understood but not built, so that it is
// never mistaken for another and answered honestly.
func NotYet(name string, slots ...bot.Slot) bot.Dialog { return notYet{name: name, slots: slots} }

// Name is the errand's public name.
func (n notYet) Name() string { return n.name }

// Version is constant: no frame of it outlives its turn.
func (n notYet) Version() string { return "0" }

// Slots are what its phrases mark.
func (n notYet) Slots() []bot.Slot { return n.slots }

// NotYet marks it as declared only.
func (n notYet) NotYet() bool { return true }

// Advance says that it is not built yet.
func (n notYet) Advance(_ context.Context, t *bot.Turn, _ *bot.Frame) (bool, error) {
	t.Say("bot.notyet", bot.Args{"Errand": bot.Value{Kind: bot.Key, Text: n.name + ".title"}})
	return true, nil
}
