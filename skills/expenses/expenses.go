// Package expenses keeps what running the shop costs: rent, electricity, wages,
// the tea. Goods bought to be sold are stock, money lent is udhaar.
//
// Both errands are declared and understood, with what the money went for by the
// names people give it (values/kind), and answered with "not yet":
//
//	> bijli ka bill 1200 bhar diya
package expenses

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases values locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "expenses", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("expenses.record",
			bot.Slot{Name: "amount", Kind: bot.Money, Optional: true},
			bot.Slot{Name: "kind", Kind: bot.Choose, Optional: true}),
		dialogs.NotYet("expenses.report",
			bot.Slot{Name: "period", Kind: bot.Period, Optional: true}),
	}}
}
