// Package account is about the shop's own subscription: its plan, what has been
// used of it, what it costs.
//
// Its errand is declared and understood, and answered with "not yet":
//
//	> mera plan kya hai
package account

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "account", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("account.plan"),
	}}
}
