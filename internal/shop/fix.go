package shop

import (
	"context"
	"encoding/json"
	"slices"
)

// FixItem puts an item's name, unit and price right; what is zero stays as it
// is. The name it had stays an alias. ErrNotFound when the shop has no such
// item, ErrName when the new name is none or another item's, ErrUnit when what it is
// counted in can be said in the new unit already: 12 kg would become 12 g.
func (b *Book) FixItem(ctx context.Context, named Item, name, unit string, price Money) (Item, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil {
		return named, nobody(err)
	}
	if isNew {
		return named, ErrNotFound
	}
	if name != "" && !it.onlyCalled(name) {
		if it, err = b.rename(ctx, it, name); err != nil {
			return it, err
		}
	}
	if unit != "" && unit != it.Unit {
		if it, err = b.recount(ctx, it, unit); err != nil {
			return it, err
		}
	}
	if price != 0 {
		it, _, err = b.SetPrice(ctx, it, price)
	}
	return it, err
}

// recount counts an item in another unit. The numbers stay: what was written as 12
// was 12 of these. What the starter catalogue says it costs was for its own unit,
// and goes.
func (b *Book) recount(ctx context.Context, it Item, unit string) (Item, error) {
	if r, same := between(unit, it.Unit); same && r != (ratio{1, 1}) {
		return it, ErrUnit
	}
	if err := b.change(it, FieldUnit, text(it.Unit), text(unit)); err != nil {
		return it, err
	}
	p, err := b.Profile(ctx)
	if err != nil {
		return it, err
	}
	base, _ := starterItem(p.Catalogue(), it.ID)
	for _, price := range []struct {
		field string
		now   *Money
		base  Money
	}{{FieldPrice, &it.Price, base.Price}, {FieldCost, &it.Cost, base.Cost}, {FieldMRP, &it.MRP, base.MRP}} {
		if *price.now == 0 || *price.now != price.base {
			continue
		}
		if err := b.change(it, price.field, kept(*price.now), kept(0)); err != nil {
			return it, err
		}
		*price.now = 0
	}
	it.Unit = unit
	return it, nil
}

// onlyCalled reports whether an item goes by that name in every language.
func (i Item) onlyCalled(name string) bool {
	for _, call := range i.Names {
		if Fold(call) != Fold(name) {
			return false
		}
	}
	return Fold(i.Name) == Fold(name)
}

// rename calls an item by a new name in every language, until another is given
// for one.
func (b *Book) rename(ctx context.Context, it Item, name string) (Item, error) {
	if !plainName(name) {
		return it, ErrName
	}
	other, taken, err := b.named(ctx, name)
	if err != nil {
		return it, err
	}
	if taken && other.ID != it.ID {
		return it, ErrName
	}
	aliases := slices.Clone(it.Aliases)
	for _, call := range it.ownCalls() {
		if Fold(call) != Fold(name) && !slices.Contains(aliases, call) {
			aliases = append(aliases, call)
		}
	}
	slices.Sort(aliases)
	for _, f := range []struct {
		field         string
		before, after any
	}{
		{FieldName, it.Name, name}, {FieldNames, it.Names, nil}, {FieldAliases, it.Aliases, aliases},
	} {
		if err := b.replace(it, f.field, f.before, f.after); err != nil {
			return it, err
		}
	}
	it.Name, it.Names, it.Aliases = name, nil, aliases
	return it, nil
}

// replace writes a changed fact of an item, given as it is in Go.
func (b *Book) replace(it Item, field string, before, after any) error {
	was, err := json.Marshal(before)
	if err != nil {
		return err
	}
	now, err := json.Marshal(after)
	if err != nil {
		return err
	}
	return b.change(it, field, was, now)
}
