// Package settings is what the shop says of itself: its name, kind and place,
// the language it is answered in, and the demo shop it can look around in; and what each
// of its people agreed to, and how he likes to be answered.
package settings

import (
	"context"
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

//go:embed phrases values locales words
var files embed.FS

// books is the book as a turn sees it, and who belongs to it.
type books interface {
	In(t *bot.Turn) *shop.Book
	People() bot.People
	Door() string
	Operator() shop.Operator
	Shops(ctx context.Context, t *bot.Turn) ([]shop.Premises, error)
	Keeper(ctx context.Context, t *bot.Turn, said string) (is, known bool, err error)
}

type skill struct{ book books }

// New returns the skill.
func New(book books) bot.Skill {
	s := skill{book: book}
	code := bot.Code{Errand: "settings.join", Slot: "code", Find: findCode, Bare: bareCode}
	codes := []bot.Code{
		code,
		{Errand: "settings.nudges", Slot: "nudge", Find: findStop(senseStop), Own: true},
		{Errand: "settings.nudges", Slot: "nudge", Find: findStop(senseHalt), Own: true, Idle: true},
	}
	return bot.Skill{Name: "settings", Files: files, Codes: codes, Secret: saysPIN, Errands: []bot.Dialog{
		dialogs.NewForm("settings.language", s.language, dialogs.Suggest("language", languages)),
		dialogs.NewForm("settings.show", s.show),
		dialogs.NewForm(
			"settings.shop", s.shop,
			dialogs.Needs[about](bot.Owner), dialogs.Check(checkAbout), dialogs.Suggest("kind", kinds),
		),
		dialogs.NewForm("settings.place", s.place, dialogs.Needs[where](bot.Owner), dialogs.Check(checkPlace)),
		dialogs.NewForm("settings.demo", s.demo, dialogs.Needs[tour](bot.Owner)),
		dialogs.NewForm(
			"settings.people", s.people,
			dialogs.Needs[staff](bot.Owner, "settings.people.role"), dialogs.Private[staff](), dialogs.Final[staff]("settings.people.undo"),
			dialogs.Check(s.checkPeople), dialogs.ConfirmIf(s.riskyPeople),
		),
		join{s},
		dialogs.NewForm("settings.leave", s.leave, dialogs.ConfirmIf(s.sureToLeave), dialogs.Final[struct{}]("settings.leave.undo")),
		dialogs.NewForm("settings.shops", s.shops, dialogs.Require(nameOfNew), dialogs.Check(s.checkShops), dialogs.Final[branch]("settings.shops.undo")),
		pin{s},
		unlock{s},
		prove{s},
		hours{s},
		dialogs.NewForm("settings.export", s.export, dialogs.Needs[struct{}](bot.Owner), dialogs.Private[struct{}]()),
		dialogs.NewForm(
			"settings.delete", s.delete,
			dialogs.Needs[removal](bot.Owner), dialogs.Private[removal](), dialogs.Require(whom), dialogs.Suggest("what", whats),
			dialogs.Check(s.checkDelete), dialogs.ConfirmIf(s.sureDelete),
		),
		dialogs.NewForm("settings.restore", s.restore, dialogs.Needs[comeback](bot.Owner)),
		offering{dialogs.NewForm("settings.nudges", s.nudges), s},
		dialogs.NewForm("settings.consents", s.consents),
		dialogs.NewForm("settings.privacy", s.privacy),
		dialogs.NewForm("settings.lite", s.lite),
		dialogs.NewForm("settings.voice", s.voice),
		dialogs.NewForm("settings.sound", s.sound),
		dialogs.NewForm("settings.sms", s.sms),
	}}
}
