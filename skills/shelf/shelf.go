// Package shelf advises what to place where, so that what sells is seen.
//
// Its errand is declared and understood, and answered with "not yet":
//
//	> kaun sa saman aage rakhu
package shelf

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "shelf", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("shelf.advise"),
	}}
}
