// Package settings is what the shop says of itself: its name, kind and place,
// the language it is answered in, and the demo shop it can look around in.
package settings

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
	return bot.Skill{Name: "settings", Files: files, Errands: []bot.Dialog{
		dialogs.NewForm("settings.language", s.language, dialogs.Suggest("language", languages)),
		dialogs.NewForm("settings.show", s.show),
		dialogs.NewForm(
			"settings.shop", s.shop,
			dialogs.Needs[about](bot.Owner), dialogs.Check(checkAbout), dialogs.Suggest("kind", kinds),
		),
		dialogs.NewForm("settings.demo", s.demo, dialogs.Needs[tour](bot.Owner)),
		dialogs.NotYet("settings.people"),
		dialogs.NotYet("settings.hours"),
		dialogs.NotYet("settings.export"),
		dialogs.NotYet("settings.delete"),
	}}
}
