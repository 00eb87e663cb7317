// Package expenses keeps the money that goes out: what running the shop costs,
// what the owner takes home, and what is owed and paid to those goods are bought
// from. Goods that come in are stock, money lent is udhaar.
//
//	> bijli ka bill 1200 bhar diya
//	< ✍️ Kharcha: Bijli ₹1,200. Is mahine Bijli: ₹1,200.
//	> gupta traders ka kitna dena hai
//	< 📒 Gupta Traders ko ₹4,200 dena hai.
package expenses

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
	return bot.Skill{Name: "expenses", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm(
			"expenses.record", s.record,
			dialogs.Require(needed), dialogs.Check(s.checkRecord), dialogs.ConfirmIf(s.riskyRecord),
			dialogs.Suggest("kind", likely), dialogs.FollowUp[cost]("payment", "date"),
		),
		dialogs.NewForm("expenses.report", s.report, dialogs.Needs[question](bot.Manager), dialogs.FollowUp[question]()),
		dialogs.NewForm(
			"expenses.pay", s.pay,
			dialogs.Check(s.checkPay), dialogs.ConfirmIf(s.riskyPay), dialogs.FollowUp[payout]("payment", "date"),
		),
		dialogs.NewForm("expenses.dues", s.dues, dialogs.Needs[whose](bot.Manager), dialogs.FollowUp[whose]()),
		dialogs.NewForm(
			"expenses.owe", s.owe, dialogs.Needs[opening](bot.Manager),
			dialogs.Check(s.checkOwe), dialogs.ConfirmIf(s.riskyOwe), dialogs.FollowUp[opening](""),
		),
	}}
}

// sees reports whether sums of the shop may be said to the person: staff writes
// down what he spends, and is not told what the shop does.
func sees(t *bot.Turn) bool { return t.Role >= bot.Manager }

// said is the amount, 0 when none was said.
func said(m *shop.Money) shop.Money {
	if m == nil {
		return 0
	}
	return *m
}
