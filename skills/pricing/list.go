package pricing

import (
	"context"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// lines is how many items one answer lists.
const lines = 15

// sheet is a page of the price list.
type sheet struct {
	Category string `slot:"category,optional,choose"`
	Page     string `slot:"page,optional,choose"` // how many came before; only a quick reply says it
}

// list tells what everything sells at, a page at a time.
func (s skill) list(ctx context.Context, t *bot.Turn, p sheet) error {
	p.Category = shop.KnownCategory(p.Category)
	all, err := s.book.In(t).PriceList(ctx, p.Category)
	if err != nil {
		return err
	}
	args := bot.Args{"Count": len(all)}
	if p.Category != "" {
		args["Category"] = shop.Category(p.Category)
	}
	from, _ := strconv.Atoi(p.Page)
	if len(all) <= from || from < 0 {
		t.Say("list.none", args)
		return nil
	}
	if from == 0 {
		t.Say("list.head", args)
	}
	page := all[from:min(from+lines, len(all))]
	for _, it := range page {
		t.Say("list.line", bot.Args{"Item": it, "Rate": shop.Rate{Price: it.Price, Unit: it.Unit}})
	}
	if rest := len(all) - from - len(page); rest > 0 {
		t.Say("list.more", bot.Args{"Count": rest}, more(p.Category, from+len(page)))
	}
	return nil
}

// more is the quick reply that goes on with the list.
func more(category string, from int) bot.Choice {
	slots := map[string]any{"page": bot.Value{Kind: bot.Choose, Text: strconv.Itoa(from)}}
	if category != "" {
		slots["category"] = bot.Value{Kind: bot.Choose, Text: category}
	}
	return dialogs.BeginWith("list.choice.more", nil, "pricing.list", slots)
}
