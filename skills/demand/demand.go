// Package demand looks ahead: what will sell, and what to order for it.
//
// Both errands are declared and understood, and answered with "not yet", so
// that a question about next week is never answered with last week's sales:
//
//	> agle hafte kitni chini bikegi
package demand

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "demand", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("demand.forecast",
			bot.Slot{Name: "item", Kind: bot.Item, Optional: true},
			bot.Slot{Name: "period", Kind: bot.Period, Optional: true}),
		dialogs.NotYet("demand.order"),
	}}
}
