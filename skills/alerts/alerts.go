// Package alerts shows what the shop should know without having asked: what is
// pending, held back or done.
//
// Its errand is declared and understood, and answered with "not yet":
//
//	> koi alert hai kya
package alerts

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "alerts", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("alerts.list"),
	}}
}
