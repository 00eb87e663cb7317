package shop

import (
	"context"
	"fmt"
)

// heard is an item of the catalogue counted in the unit it is first spoken of in: milk
// that comes in packets is counted in packets, whatever the catalogue thought. Once
// anything of it was written, priced or said, its unit stays. Nothing is written here:
// see [Book.takesUnit].
func (b *Book) heard(ctx context.Context, it Item, unit string) (Item, error) {
	if _, known := it.ratio(unit, it.Unit); known {
		return it, nil
	}
	p, err := b.Profile(ctx)
	if err != nil {
		return it, err
	}
	base, listed := starterItem(p.Catalogue(), it.ID)
	if !listed || !it.untouched(base) {
		return it, nil
	}
	rates, err := b.rates(ctx, it.ID)
	if err != nil || len(rates) > 0 {
		return it, err
	}
	used, err := b.used(ctx, Change{What: ChangeItem, ID: it.ID})
	if err != nil || used {
		return it, err
	}
	return it.in(kindly(unit), base), nil
}

// untouched reports whether the shop has said nothing of an item that a unit would
// matter to.
func (i Item) untouched(base Item) bool {
	return i.Unit == base.Unit && i.Price == base.Price && i.Cost == base.Cost && i.MRP == base.MRP &&
		i.Reorder == base.Reorder && len(i.Packs) == len(base.Packs) && len(i.Of) == 0
}

// takesUnit writes down that an item is counted otherwise than it was.
func (b *Book) takesUnit(ctx context.Context, it Item) error {
	now, err := b.row(ctx, it.ID)
	if err != nil {
		return fmt.Errorf("shop: unit of item %s: %w", it.ID, err)
	}
	return b.change(it, FieldUnit, text(now.Unit), text(it.Unit))
}

// brings writes an item that is new, or the unit that another is counted in from now on.
func (b *Book) brings(ctx context.Context, it Item, isNew bool) error {
	if isNew {
		return b.create(it)
	}
	return b.takesUnit(ctx, it)
}

// in is i counted in a unit. What the catalogue says such a thing costs is for one of
// its own unit, and for no other.
func (i Item) in(unit string, base Item) Item {
	i.Unit = unit
	usual := base.prices()
	for n, now := range i.prices() {
		switch {
		case unit != base.Unit && *now == *usual[n]:
			*now = 0
		case unit == base.Unit && *now == 0:
			*now = *usual[n]
		}
	}
	return i
}

// priceFields are the facts of an item that are for one of its unit.
var priceFields = [...]string{FieldPrice, FieldCost, FieldMRP}

// prices are where an item has them.
func (i *Item) prices() [len(priceFields)]*Money {
	return [...]*Money{&i.Price, &i.Cost, &i.MRP}
}
