package stock

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// likely is how many items of like name are offered for one nobody knows.
const likely = 2

// which is the item asked about.
type which struct {
	Item shop.Item `slot:"item"`
}

// check tells how much of an item is left and how long it lasts.
func (s skill) check(ctx context.Context, t *bot.Turn, w which) error {
	h, err := s.book.In(t).Stock(ctx, w.Item)
	if errors.Is(err, shop.ErrNotFound) {
		return s.unknown(ctx, t, w.Item)
	}
	if err != nil {
		return err
	}
	t.Say(stateOf(h), held(h))
	return s.ahead(ctx, t, h.Item)
}

// stateOf picks what to say of an item: never seen, gone, in doubt, or there.
func stateOf(h shop.OnHand) string {
	switch {
	case h.Never:
		return "check.never"
	case h.Doubtful:
		return "check.doubtful"
	case h.Qty.N <= 0:
		return "check.gone"
	}
	return "check.done"
}

// held are the arguments of an item on the shelf.
func held(h shop.OnHand) bot.Args {
	args := bot.Args{"Item": h.Item, "Qty": h.Qty}
	switch {
	case h.Qty.N <= 0 || h.Days < 0:
	case h.Days == 0:
		args["Today"] = h.Qty
	default:
		args["Days"] = h.Days
	}
	if h.Low {
		args["Low"] = h.Qty
	}
	return args
}

// unknown says that the shop has no such item and offers those of like name.
func (s skill) unknown(ctx context.Context, t *bot.Turn, i shop.Item) error {
	near, err := s.book.In(t).ItemsLike(ctx, i.Name, likely)
	if err != nil {
		return err
	}
	var choices []bot.Choice
	for _, n := range near {
		choices = append(choices, dialogs.Begin("bot.choice.named", bot.Args{"Name": n}, "stock.check", "item", n))
	}
	t.Say("check.unknown", bot.Args{"Item": i}, choices...)
	return nil
}
