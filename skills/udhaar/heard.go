package udhaar

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// plain reports whether name, sum and direction are beyond doubt: they were written, or no
// other reading of what was heard fits the book.
func (s skill) plain(ctx context.Context, t *bot.Turn, c shop.Customer, m shop.Money, paid bool) (bool, error) {
	if t.Heard() == bot.Typed {
		return true, nil
	}
	if t.Heard() == bot.Limited || len(t.Alternatives()) > 0 {
		return false, nil
	}
	return s.book.In(t).Plain(ctx, c, m, paid)
}

// otherWay offers, where nothing else was heard, that the money went the other way: "ne"
// and "ko" are easily mistaken.
func otherWay(t *bot.Turn, key, errand string, c shop.Customer, m shop.Money) []bot.Choice {
	if len(t.Alternatives()) > 0 {
		return nil
	}
	return []bot.Choice{dialogs.Instead(key, nil, errand, map[string]any{"customer": c, "amount": m})}
}
