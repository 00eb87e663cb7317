package pricing

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// former is how many prices of the past one answer tells.
const former = 5

// which is the item asked about.
type which struct {
	Item shop.Item `slot:"item"`
}

// history tells what an item sold at before, and since when.
func (s skill) history(ctx context.Context, t *bot.Turn, w which) error {
	it, all, err := s.book.In(t).PriceHistory(ctx, w.Item, former)
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, w.Item, "pricing.history")
	}
	if err != nil {
		return err
	}
	switch {
	case len(all) == 0:
		t.Say("check.none", bot.Args{"Item": it})
		return nil
	case len(all) == 1 && all[0].From == "":
		t.Say("history.same", bot.Args{"Item": it, "Rate": all[0].Rate})
		return nil
	}
	t.Say("history.now", bot.Args{"Item": it, "Rate": all[0].Rate, "Day": all[0].From})
	for _, p := range all[1:] {
		args := bot.Args{"Rate": p.Rate}
		if p.From != "" {
			args["Day"] = p.From
		}
		t.Say("history.line", args)
	}
	return nil
}
