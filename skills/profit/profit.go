// Package profit tells what the shop earned and why: what is left of the sales
// when the goods are paid for. For the owner and managers only: cost and margin
// are no business of the staff's.
//
//	> is mahine kitna munafa hua
//	< 📈 is mahine ka munafa: ₹3,200 (bikri ₹18,000, margin 18%).
//	> aur chini?
//
// What it will earn is declared and understood, and answered with "not yet".
package profit

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

//go:embed phrases values locales
var files embed.FS

// books is the book as a turn sees it.
type books interface {
	In(t *bot.Turn) *shop.Book
}

type skill struct{ book books }

// New returns the skill.
func New(book books) bot.Skill {
	s := skill{book: book}
	return bot.Skill{Name: "profit", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm("profit.report", s.report, dialogs.Needs[question](bot.Manager, "profit.report.role"), dialogs.Private[question](), dialogs.FollowUp[question]()),
		dialogs.NotYet("profit.forecast",
			bot.Slot{Name: "period", Kind: bot.Period, Optional: true}),
	}}
}
