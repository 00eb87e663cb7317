package shop

import (
	"context"
	"encoding/json"
	"slices"
)

// FixItem puts an item's name, unit and price right; what is zero stays as it
// is. The name it had stays an alias. ErrNotFound when the shop has no such
// item, ErrName when the new name is none or another item's.
func (b *Book) FixItem(ctx context.Context, named Item, name, unit string, price Money) (Item, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil {
		return named, nobody(err)
	}
	if isNew {
		return named, ErrNotFound
	}
	if name != "" && Fold(name) != Fold(it.Name) {
		if it, err = b.rename(ctx, it, name); err != nil {
			return it, err
		}
	}
	if unit != "" && unit != it.Unit {
		if err := b.change(it, FieldUnit, text(it.Unit), text(unit)); err != nil {
			return it, err
		}
		it.Unit = unit
	}
	if price != 0 {
		it, _, err = b.SetPrice(ctx, it, price)
	}
	return it, err
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
	for _, call := range it.calls() {
		if Fold(call) != Fold(name) && !slices.Contains(aliases, call) {
			aliases = append(aliases, call)
		}
	}
	slices.Sort(aliases)
	for _, f := range []struct {
		field         string
		before, after any
	}{
		{FieldName, it.Name, name}, {"names", it.Names, nil}, {FieldAliases, it.Aliases, aliases},
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
