package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// Money is what messages cost, and may.
type Money struct {
	Card  tariff.Card
	All   tariff.Cap // of all shops together, in a month, before tax
	Shops tariff.Cap // of each shop
}

// charged is a rate card as the journal counts by it.
type charged struct{ *tariff.Card }

// Cost is what one message costs; see [journal.Tariff].
func (c charged) Cost(p bot.Price, at time.Time, nth int64) int64 {
	return int64(c.Card.Cost(tariff.Sent{Country: p.Country, Category: tariff.Category(p.Category), At: at, Billable: p.Billable, Nth: nth}))
}

// Purse knows what has been spent, and whether there is money for news. It is safe for
// concurrent use.
type Purse struct {
	Money
	journal *journal.Journal
	log     *slog.Logger

	mu   sync.Mutex
	told map[warned]bool
}

// warned is what the operator was told of a shop in a month.
type warned struct {
	month string
	shop  bot.ShopID
	level tariff.Level
}

func newPurse(m Money, j *journal.Journal, log *slog.Logger) *Purse {
	return &Purse{Money: m, journal: j, log: log, told: map[warned]bool{}}
}

// Pays reports whether news may be sent to a shop: while there is money left for it, and
// for all; see [bot.Purse]. Answers are never asked about: a shopkeeper has to be
// answered, and a month's limit is to keep news in bounds.
func (p *Purse) Pays(ctx context.Context, shop bot.ShopID, now time.Time) (bool, error) {
	if p.All.Limit > 0 {
		spent, err := p.Spent(ctx, 0, now)
		if err != nil || p.All.Level(spent) == tariff.Reached {
			return false, err
		}
	}
	if p.Shops.Limit == 0 {
		return true, nil
	}
	spent, err := p.Spent(ctx, shop, now)
	if err != nil {
		return false, err
	}
	level := p.Shops.Level(spent)
	p.warn(warned{p.Card.Month(now), shop, level})
	return level != tariff.Reached, nil
}

// warn tells of a shop's level once.
func (p *Purse) warn(w warned) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w.level == tariff.Below || p.told[w] {
		return
	}
	for old := range p.told {
		if old.month != w.month {
			delete(p.told, old)
		}
	}
	p.told[w] = true
	p.log.Warn("money for messages", "shop", w.shop, "level", w.level.String(), "month", w.month)
}

// Spent is what a shop's messages cost this month, before tax; of all when it is 0.
func (p *Purse) Spent(ctx context.Context, shop bot.ShopID, now time.Time) (tariff.Micro, error) {
	lines, err := p.journal.Spent(ctx, p.Card.Month(now), shop)
	var sum tariff.Micro
	for _, l := range lines {
		sum += tariff.Micro(l.Cost)
	}
	return sum, err
}

// percents of a limit from which on the operator is told.
const (
	whole = 100
	soon  = 80
)

// Percent is how much of the month's money for all is spent, when that is so much that
// the operator must know; 0 when it is not.
func (p *Purse) Percent(ctx context.Context, now time.Time) (int64, error) {
	if p.All.Limit == 0 {
		return 0, nil
	}
	spent, err := p.Spent(ctx, 0, now)
	percent := int64(spent) * whole / int64(p.All.Limit)
	if percent < soon {
		return 0, err
	}
	return percent, err
}
