// Package udhaar keeps what customers owe: credit given, money paid back, what
// is left, and who owes most.
//
//	> Ramesh ko 500 udhaar
//	< ✍️ Ramesh: ₹500 udhaar likha. Baaki ₹1,200.
//	> Ramesh ne 200 diye
package udhaar

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
	customer := bot.Slot{Name: "customer", Kind: bot.Customer, Optional: true}
	return bot.Skill{Name: "udhaar", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm(
			"udhaar.give", s.give,
			dialogs.Require(needed), dialogs.Check(s.checkGive), dialogs.ConfirmIf(s.riskyGive),
			dialogs.FollowUp[credit]("date"),
		),
		dialogs.NewForm(
			"udhaar.repay", s.repay,
			dialogs.Check(s.checkRepay), dialogs.ConfirmIf(s.riskyRepay),
			dialogs.FollowUp[payment]("payment", "date"),
		),
		dialogs.NewForm("udhaar.balance", s.balance, dialogs.FollowUp[who]()),
		dialogs.NewForm("udhaar.list", s.list),
		dialogs.NotYet("udhaar.remind", customer),
		dialogs.NotYet("udhaar.statement", customer),
		dialogs.NotYet("udhaar.score", customer),
	}}
}

// day is the day booked on, when that is worth saying.
func day(d shop.Day, t *bot.Turn) any {
	if string(d) == t.Today() {
		return bot.Value{}
	}
	return d
}
