package book

import (
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

var _ bot.Narrower = (*Book)(nil)

// Narrow leaves, of an item that fits several, those the shop deals in, if it deals in
// any, and what would be a new one.
func (b *Book) Narrow(ctx context.Context, t *bot.Turn, v bot.Value) (bot.Value, error) {
	if v.Kind != bot.Item {
		return v, nil
	}
	var ids []string
	for _, one := range v.Among {
		if one.ID != "" {
			ids = append(ids, one.ID)
		}
	}
	dealt, err := b.In(t).Dealt(ctx, ids)
	if err != nil || len(dealt) == 0 {
		return v, wrap("narrow", err)
	}
	v.Among = slices.DeleteFunc(slices.Clone(v.Among), func(one bot.Value) bool {
		return one.ID != "" && !slices.Contains(dealt, one.ID)
	})
	if len(dealt) == 1 {
		return v.Among[0], nil
	}
	return v, nil
}
