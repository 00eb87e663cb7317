package stock

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// lines is how many items one answer lists.
const lines = 12

// soonest is how many items are named that run out first when none is low.
const soonest = 3

// few is what may be asked of what is low: less than a number, or what runs out.
type few struct {
	Below shop.Number `slot:"below,optional"`
}

// low lists what runs out, the first to be gone first.
func (s skill) low(ctx context.Context, t *bot.Turn, f few) error {
	book := s.book.In(t)
	all, err := book.Held(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.Say("items.none", nil)
		return nil
	}
	if f.Below.N > 0 {
		return s.below(ctx, t, f.Below)
	}
	low, err := book.Low(ctx)
	if err != nil {
		return err
	}
	if len(low) == 0 {
		t.Say("low.none", bot.Args{"Count": len(all)})
		if next := shop.Soonest(all, soonest); len(next) > 0 {
			t.Say("low.next", nil)
			list(t, "low.line", next)
		}
		return nil
	}
	t.Say("low.head", bot.Args{"Count": len(low)})
	list(t, "low.line", low)
	return nil
}

// below lists the items of which there is less than a number.
func (s skill) below(ctx context.Context, t *bot.Turn, n shop.Number) error {
	less, err := s.book.In(t).Below(ctx, n)
	if err != nil {
		return err
	}
	limit := shop.Measure{N: n.N, Unit: n.Unit}
	if len(less) == 0 {
		t.Say("low.enough", bot.Args{"Limit": limit})
		return nil
	}
	t.Say("low.below", bot.Args{"Count": len(less), "Limit": limit})
	list(t, "low.line", less)
	return nil
}

// items lists everything that ever moved, with what is left.
func (s skill) items(ctx context.Context, t *bot.Turn, _ struct{}) error {
	all, err := s.book.In(t).Held(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.Say("items.none", nil)
		return nil
	}
	t.Say("items.head", bot.Args{"Count": len(all)})
	list(t, "items.line", all)
	return nil
}

// list says one line an item, and how many more there are.
func list(t *bot.Turn, key string, all []shop.OnHand) {
	for _, h := range all[:min(lines, len(all))] {
		args := held(h)
		if h.Doubtful {
			args["Doubtful"] = h.Qty
		}
		t.Say(key, args)
	}
	if more := len(all) - lines; more > 0 {
		t.Say("items.more", bot.Args{"Count": more})
	}
}
