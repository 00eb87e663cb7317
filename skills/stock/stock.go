// Package stock keeps what is on the shelf: how much is left and for how long,
// what came in, what was counted, what broke or was taken home, what goes bad
// soon and what does not sell.
//
//	> chini kitni bachi hai
//	< Chini: 48 kilo. 12 din chalegi.
//	> 50 kilo chini aayi 2000 ki
package stock

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
	return bot.Skill{Name: "stock", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm("stock.check", s.check, dialogs.FollowUp[which]()),
		dialogs.NewForm(
			"stock.add", s.add,
			dialogs.Check(s.checkAdd), dialogs.ConfirmIf(s.riskyAdd),
			dialogs.FollowUp[delivery]("supplier"), dialogs.Creates[delivery]("item"),
		),
		dialogs.NewForm("stock.count", s.count, dialogs.Check(s.checkCount), dialogs.FollowUp[counted](""), dialogs.Creates[counted]("item")),
		dialogs.NewForm("stock.low", s.low, dialogs.FollowUp[few]()),
		dialogs.NewForm("stock.items", s.items),
		dialogs.NewForm("stock.item", s.fix, dialogs.Require(open), dialogs.Check(s.checkFix)),
		dialogs.NewForm("stock.merge", s.merge),
		dialogs.NewForm("stock.pack", s.pack, dialogs.Require(wanting), dialogs.Check(s.checkPack)),
		dialogs.NewForm("stock.reorder", s.reorder, dialogs.Require(level), dialogs.Check(s.checkReorder), dialogs.FollowUp[warning]("")),
		dialogs.NewForm("stock.expiring", s.expiring, dialogs.FollowUp[dates]("")),
		dialogs.NewForm("stock.expiry", s.expiry, dialogs.Check(s.checkExpiry), dialogs.FollowUp[dating]("")),
		s.damage().form(), s.use().form(),
		dialogs.NewForm("stock.lost", s.lost, dialogs.FollowUp[lost]()),
		dialogs.NewForm("stock.dead", s.dead, dialogs.FollowUp[unsold]("")),
	}}
}
