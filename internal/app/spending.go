package app

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/tariff"
)

var _ bot.Spending = (*Purse)(nil)

// Month is what messages cost this month so far; see [bot.Spending].
func (p *Purse) Month(ctx context.Context, now time.Time) (bot.Spent, error) {
	s, err := p.billed(ctx, 0, now)
	s.Limit = p.All.Limit.Paise()
	return s, err
}

// OfShop is what those of a shop cost; see [bot.Spending].
func (p *Purse) OfShop(ctx context.Context, shop bot.ShopID, now time.Time) (bot.Spent, error) {
	return p.billed(ctx, shop, now)
}

// billed is what a shop's messages cost, or those of all when it is 0. The sum is rounded
// once, so that it may differ from that of what each category is rounded to.
func (p *Purse) billed(ctx context.Context, shop bot.ShopID, now time.Time) (bot.Spent, error) {
	lines, err := p.journal.Spent(ctx, p.Card.Month(now), shop)
	out := bot.Spent{By: map[string]bot.Posts{}}
	var sum tariff.Micro
	for _, l := range lines {
		sum += tariff.Micro(l.Cost)
		if l.N > 0 { // what is free is not paid for
			out.By[l.Category] = bot.Posts{Messages: l.N, Sum: tariff.Micro(l.Cost).Paise()}
		}
	}
	out.Sum = sum.Paise()
	return out, err
}
