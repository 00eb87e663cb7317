package stock

import (
	"context"
	"slices"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
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
	if rest := list(t, "low.line", low); rest > 0 {
		t.Say("items.more", bot.Args{"Count": rest})
	}
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

// sheet is a page of the list of items.
type sheet struct {
	Category string `slot:"category,optional,choose"`
	Page     string `slot:"page,optional,choose"` // how many came before; only a quick reply says it
}

// items lists everything that ever moved, with what is left, a page at a time.
func (s skill) items(ctx context.Context, t *bot.Turn, p sheet) error {
	all, err := s.book.In(t).Held(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.Say("items.none", nil)
		return nil
	}
	args := bot.Args{}
	if p.Category = shop.KnownCategory(p.Category); p.Category != "" {
		all = slices.DeleteFunc(all, func(h shop.OnHand) bool { return h.Item.Category != p.Category })
		args["Category"] = shop.Category(p.Category)
	}
	from, _ := strconv.Atoi(p.Page)
	if len(all) <= from || from < 0 {
		t.Say("items.empty", args)
		return nil
	}
	if args["Count"] = len(all); from == 0 {
		t.Say("items.head", args)
	}
	rest := list(t, "items.line", all[from:])
	if rest > 0 {
		t.Say("items.more", bot.Args{"Count": rest}, more(p.Category, len(all)-rest))
	}
	return nil
}

// more is the quick reply that goes on with the list.
func more(category string, from int) bot.Choice {
	slots := map[string]any{"page": bot.Value{Kind: bot.Choose, Text: strconv.Itoa(from)}}
	if category != "" {
		slots["category"] = bot.Value{Kind: bot.Choose, Text: category}
	}
	return dialogs.BeginWith("items.choice.more", nil, "stock.items", slots)
}

// list says one line an item, and returns how many more there are.
func list(t *bot.Turn, key string, all []shop.OnHand) int {
	for _, h := range all[:min(lines, len(all))] {
		args := held(h)
		if h.Doubtful {
			args["Doubtful"] = h.Qty
		}
		t.Say(key, args)
	}
	return max(len(all)-lines, 0)
}
