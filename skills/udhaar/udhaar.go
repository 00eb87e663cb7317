// Package udhaar keeps what customers owe: credit given, money paid back or let
// go, what is left and since when, who is late or over his limit, what is said
// to be wrong, and a polite reminder.
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
			dialogs.FollowUp[credit]("date"), dialogs.Creates[credit]("item"),
		),
		dialogs.NewForm(
			"udhaar.repay", s.repay,
			dialogs.Require(paid), dialogs.Check(s.checkRepay), dialogs.ConfirmIf(s.riskyRepay),
			dialogs.FollowUp[payment]("payment", "date"),
		),
		dialogs.NewForm("udhaar.balance", s.balance, dialogs.FollowUp[who]()),
		dialogs.NewForm("udhaar.list", s.list),
		dialogs.NewForm("udhaar.statement", s.statement, dialogs.FollowUp[account]()),
		dialogs.NewForm("udhaar.remind", s.remind, dialogs.Require(remindWhom), dialogs.Check(s.checkRemind), dialogs.FollowUp[reminder]("")),
		dialogs.NewForm("udhaar.opening", s.opening, dialogs.Check(s.checkOpening), dialogs.ConfirmIf(s.riskyOpening), dialogs.FollowUp[before]("")),
		dialogs.NewForm(
			"udhaar.writeoff", s.writeoff, dialogs.Needs[letOff](bot.Manager),
			dialogs.Require(letHow), dialogs.Check(s.checkWriteoff), dialogs.ConfirmIf(s.riskyWriteoff),
		),
		dialogs.NewForm("udhaar.dispute", s.dispute),
		dialogs.NewForm("udhaar.promise", s.promise, dialogs.Check(s.checkPromise), dialogs.FollowUp[pledge]("")),
		dialogs.NewForm(
			"udhaar.limit", s.limit, dialogs.Needs[bound](bot.Manager),
			dialogs.Require(boundHow), dialogs.Suggest("customer", scopes), dialogs.Check(s.checkLimit),
		),
		dialogs.NewForm("udhaar.customer", s.customer, dialogs.Require(aboutWhat), dialogs.Check(s.checkCustomer)),
		dialogs.NotYet("udhaar.score", customer),
	}}
}
