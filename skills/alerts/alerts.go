// Package alerts shows what the shop should know without having asked: what runs
// out, what expires, who owes more than he may. What was seen is not shown again
// until it changes.
//
//	> koi alert hai kya
//	< 🔔 2 baatein dekhne ki hain:
//	< 🔴 Chini khatam ho gayi. Mangwa lijiye.
//	< [Dekh liya]
//	> theek hai
//	< 👍 Theek hai. Kuch badla to phir bataunga.
package alerts

import (
	"embed"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

//go:embed phrases locales forms
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
		Name: "alerts", Files: files,
		Errands: []bot.Dialog{
			dialogs.NewForm("alerts.list", s.list),
			dialogs.NewForm("alerts.seen", s.seen),
		},
		Jobs: []bot.Job{{Name: "alerts.morning", When: bot.Daily(morningHour, 0), Late: morningLate, Jitter: morningJitter, Do: s.morning}},
	}
}
