// Package pricing keeps what things sell at, and helps to choose it: a price
// looked up or changed, what it was before, the whole list, a customer's own
// price.
//
//	> chini ka rate 45 kar do
//	< 🏷️ chini: ₹45/kilo (pehle ₹44).
//	> ramesh ko chini 43 me
//	> chini ka rate pehle kya tha
//
// Advice, a price tried out on paper and an offer weighed before it is made are
// declared and understood, and answered with "not yet".
package pricing

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
	return bot.Skill{Name: "pricing", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm("pricing.check", s.check, dialogs.FollowUp[asked]()),
		dialogs.NewForm(
			"pricing.set", s.set,
			dialogs.Check(s.checkSet), dialogs.ConfirmIf(s.oddSet),
			dialogs.FollowUp[price]("customer", "of"), dialogs.Creates[price]("item"),
		),
		dialogs.NewForm("pricing.list", s.list),
		dialogs.NewForm("pricing.history", s.history, dialogs.FollowUp[which]()),
		dialogs.NotYet("pricing.advice", item()),
		dialogs.NotYet("pricing.whatif", item(), amount()),
		// A percentage: a discount in rupees on a sale belongs to sales.record.
		dialogs.NotYet("pricing.promo", item(),
			bot.Slot{Name: "discount", Kind: bot.Number, Optional: true}),
	}}
}

// item is what the price is of.
func item() bot.Slot { return bot.Slot{Name: "item", Kind: bot.Item, Optional: true} }

// amount is the price, for one unit of the item.
func amount() bot.Slot { return bot.Slot{Name: "amount", Kind: bot.Money, Optional: true} }

// seesCost reports whether the person of a turn may know what goods cost.
func seesCost(t *bot.Turn) bool { return t.Role >= bot.Manager }
