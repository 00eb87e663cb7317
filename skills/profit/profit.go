// Package profit tells what the shop earned and what it will earn: what is left
// of the sales when the goods are paid for.
//
// Both errands are declared and understood, and answered with "not yet", so
// that nobody who asks for his profit is told his turnover:
//
//	> aaj kitna munafa hua
package profit

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "profit", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("profit.report",
			bot.Slot{Name: "period", Kind: bot.Period, Optional: true},
			bot.Slot{Name: "item", Kind: bot.Item, Optional: true}),
		dialogs.NotYet("profit.forecast",
			bot.Slot{Name: "period", Kind: bot.Period, Optional: true}),
	}}
}
