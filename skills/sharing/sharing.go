// Package sharing lets neighbouring shops help each other out: ask for what ran
// out, offer what is too much.
//
// Both errands are declared and understood, and answered with "not yet", so
// that a plea to the neighbours is never taken for a look at one's own shelf:
//
//	> pados ki dukan se 10 kilo chini mango
package sharing

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "sharing", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("sharing.request", item(), qty()),
		dialogs.NotYet("sharing.offer", item(), qty()),
	}}
}

// item is what is wanted, or to spare.
func item() bot.Slot { return bot.Slot{Name: "item", Kind: bot.Item, Optional: true} }

// qty is how much of it.
func qty() bot.Slot { return bot.Slot{Name: "qty", Kind: bot.Quantity, Optional: true} }
