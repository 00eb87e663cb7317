// Package pricing keeps what things sell at, and helps to choose it: a price
// looked up or changed, the whole list, advice, a price tried out on paper, an
// offer weighed before it is made.
//
// Its errands are declared and understood, and answered with "not yet", so that
// a new price is never booked as a sale:
//
//	> chini ka rate 45 kar do
package pricing

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

//go:embed phrases locales
var files embed.FS

// New returns the skill.
func New() bot.Skill {
	return bot.Skill{Name: "pricing", Files: files, Errands: []bot.Dialog{
		dialogs.NotYet("pricing.check", item()),
		dialogs.NotYet("pricing.set", item(), amount()),
		dialogs.NotYet("pricing.list"),
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
