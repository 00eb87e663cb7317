// Package festivals knows what is celebrated soon, and what sells for it.
//
// Its errand is declared and understood, festivals by the names people give
// them (values/festival), and answered with "not yet":
//
//	> diwali ke liye kya maal rakhu
package festivals

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases values locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "festivals", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("festivals.upcoming",
			bot.Slot{Name: "festival", Kind: bot.Choose, Optional: true},
			bot.Slot{Name: "period", Kind: bot.Period, Optional: true}),
	}}
}
