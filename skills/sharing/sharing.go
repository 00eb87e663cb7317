// Package sharing lets neighbouring shops help each other out: ask for what ran
// out, offer what is too much. Only shops within 5 km that agreed are asked, and
// what they agree on enters both books together.
//
//	> pados ki dukan se 10 kilo chini mango
//	< 📣 2 dukanon se pucha: chini 10 kilo. …
package sharing

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
	return bot.Skill{
		Name: "sharing", Files: files,
		Errands: []bot.Dialog{
			dialogs.NewForm("sharing.request", s.request, dialogs.Needs[want](bot.Manager), dialogs.Check(s.checkRequest)),
			dialogs.NewForm(
				"sharing.offer", s.offer, dialogs.Needs[surplus](bot.Manager),
				dialogs.Check(s.checkOffer), dialogs.Suggest("amount", s.prices),
			),
			dialogs.NewForm("sharing.answer", s.answer, dialogs.Needs[reply](bot.Manager), dialogs.Check(s.checkAnswer)),
			dialogs.NewForm("sharing.consent", s.consent, dialogs.Needs[consent](bot.Owner)),
		},
		// Whoever hears it agreed to be asked, or asked; it keeps quiet hours itself.
		Jobs: []bot.Job{{Name: "sharing.heard", Late: heardLate, Asked: true, Do: s.heard}},
	}
}
