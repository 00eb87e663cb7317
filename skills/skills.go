// Package skills lists everything the assistant can do: one line a skill.
package skills

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
	"github.com/sahayak-dev/sahayak/skills/account"
	"github.com/sahayak-dev/sahayak/skills/alerts"
	"github.com/sahayak-dev/sahayak/skills/demand"
	"github.com/sahayak-dev/sahayak/skills/expenses"
	"github.com/sahayak-dev/sahayak/skills/festivals"
	"github.com/sahayak-dev/sahayak/skills/pricing"
	"github.com/sahayak-dev/sahayak/skills/profit"
	"github.com/sahayak-dev/sahayak/skills/sales"
	"github.com/sahayak-dev/sahayak/skills/settings"
	"github.com/sahayak-dev/sahayak/skills/sharing"
	"github.com/sahayak-dev/sahayak/skills/shelf"
	"github.com/sahayak-dev/sahayak/skills/stock"
	"github.com/sahayak-dev/sahayak/skills/udhaar"
)

// Books is the book as a turn sees it.
type Books interface {
	In(t *bot.Turn) *shop.Book
	People() bot.People
	Door() string
	Operator() shop.Operator
	Shops(ctx context.Context, t *bot.Turn) ([]shop.Premises, error)
	Keeper(ctx context.Context, t *bot.Turn, said string) (is, known bool, err error)
}

// All lists the skills, in the order help names them.
func All(book Books) []bot.Skill {
	return []bot.Skill{
		sales.New(book),
		stock.New(book),
		udhaar.New(book),
		profit.New(book),
		pricing.New(book),
		demand.New(),
		festivals.New(),
		sharing.New(book),
		expenses.New(book),
		alerts.New(book),
		shelf.New(),
		account.New(),
		settings.New(book),
	}
}
