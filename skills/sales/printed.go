package sales

import (
	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// printed warns that more was taken than is printed on the pack, and offers to put the
// printed price right: the law knows no other way to sell at it.
func printed(t *bot.Turn, sold shop.Sold) {
	mrp, each, over := sold.OverMRP()
	if !over {
		return
	}
	right := dialogs.BeginWith("record.choice.mrp", bot.Args{"Price": each.Price}, "pricing.set", map[string]any{
		"item": sold.Item, "amount": each, "of": bot.Value{Kind: bot.Choose, Text: string(shop.TellMRP)},
	})
	var choices []bot.Choice
	switch {
	case sold.Reading.Other != 0:
		choices = append(choices, flip(sold.Reading))
	case sold.Oversold:
		choices = append(choices, dialogs.Begin("record.choice.count", nil, "stock.count", "item", sold.Item))
	}
	t.Say("record.mrp", bot.Args{"Item": sold.Item, "Rate": mrp}, append(choices, right, dialogs.Undo())...)
}
