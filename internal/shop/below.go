package shop

import (
	"cmp"
	"context"
	"slices"
)

// Below lists the items of which there is less than so many, the least first: of
// a number with a unit, only those counted in what converts to it.
func (b *Book) Below(ctx context.Context, n Number) ([]OnHand, error) {
	all, err := b.Held(ctx)
	if err != nil {
		return nil, err
	}
	less := slices.DeleteFunc(all, func(h OnHand) bool {
		q, err := Measure{N: n.N, Unit: n.Unit}.In(h.Item)
		return err != nil || Quantity(h.Qty.N) >= q
	})
	slices.SortStableFunc(less, func(a, b OnHand) int { return cmp.Compare(a.Qty.N, b.Qty.N) })
	return less, nil
}
