// Package sales keeps what was sold: one line, many, or a whole day's total,
// and tells how the shop is selling.
//
//	> 2 kilo chini becha 90
//	< ✍️ Chini 2 kilo: ₹90. 48 kilo bachi.
//	> aur 1 maggi 12
//	> aaj ki bikri?
package sales

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
	return bot.Skill{Name: "sales", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm(
			"sales.record", s.record,
			dialogs.Require(needed), dialogs.Check(s.check), dialogs.ConfirmIf(s.risky),
			dialogs.FollowUp[line]("customer", "payment", "date"),
			dialogs.Vague[line]("item", "as", shop.Likely), dialogs.Together(belong, s.together),
			dialogs.Creates[line]("item"),
		),
		dialogs.NewForm("sales.report", s.report, dialogs.FollowUp[question]()),
		dialogs.NewForm("sales.top", s.top, dialogs.FollowUp[ranking]()),
		dialogs.NotYet("sales.bill", bot.Slot{Name: "customer", Kind: bot.Customer, Optional: true}),
		dialogs.NewForm(
			"sales.return", s.takeBack,
			dialogs.Require(returned), dialogs.Check(s.checkReturn), dialogs.FollowUp[comeBack]("customer", "date"),
		),
		dialogs.NewForm("sales.close", s.close, dialogs.Require(counted), dialogs.Check(s.checkClose), dialogs.ConfirmIf(s.riskyClose)),
	}}
}
