package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// row is one item as of now, whether or not it turned out to be another: the
// shop's own, of the starter catalogue, or both. ErrNotFound when the shop has
// none of that id.
func (b *Book) row(ctx context.Context, id string) (Item, error) {
	p, err := b.Profile(ctx)
	if err != nil {
		return Item{}, err
	}
	base, known := starterItem(p.Catalogue(), id)
	base.ID = id
	it, own, err := b.src.OwnItem(ctx, base)
	if err != nil {
		return Item{}, fmt.Errorf("shop: item: %w", err)
	}
	known = known || own
	for c := range b.changes(ChangeItem) {
		if c.ID != id {
			continue
		}
		if it, known, err = it.changed(c, known, base); err != nil {
			return Item{}, err
		}
	}
	if !known || id == "" {
		return Item{}, ErrNotFound
	}
	b.kins[id] = it.Of
	return it, nil
}

// changed is i after c, and whether it is still there; taken away, it is base.
func (i Item) changed(c Change, known bool, base Item) (Item, bool, error) {
	switch {
	case c.Removes():
		return base, false, nil
	case c.Field == "":
		next, err := base.With(c.After)
		return next, true, err
	}
	err := i.set(c.Field, c.After)
	if c.Field == FieldUnit || i.Unit == base.Unit {
		i = i.in(i.Unit, base)
	}
	return i, known, err
}

// Items are all items the shop knows, by id: its own and the starter catalogue
// of its trade, without those that turned out to be another.
func (b *Book) Items(ctx context.Context) ([]Item, error) {
	p, err := b.Profile(ctx)
	if err != nil {
		return nil, err
	}
	own, err := b.src.OwnItems(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: items: %w", err)
	}
	all, err := Merge(p.Catalogue(), own)
	if err != nil {
		return nil, err
	}
	for c := range b.changes(ChangeItem) {
		base, _ := starterItem(p.Catalogue(), c.ID)
		base.ID = c.ID
		if all, err = withChange(all, c, base); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(all, func(i Item) bool { return i.Into != "" }), nil
}

// Merge lays a shop's own facts over the starter catalogue of its trade. Own
// facts of another trade's item bring that item along. Items are ordered by id.
func Merge(t Trade, own map[string][]byte) ([]Item, error) {
	c, err := starter(string(t))
	if err != nil {
		return nil, err
	}
	theirs, err := Own(t, own)
	if err != nil {
		return nil, err
	}
	all := make([]Item, 0, len(c.ordered)+len(theirs))
	for _, it := range c.ordered {
		for len(theirs) > 0 && theirs[0].ID < it.ID {
			all, theirs = append(all, theirs[0]), theirs[1:]
		}
		if _, changed := own[it.ID]; !changed {
			all = append(all, it)
		}
	}
	return append(all, theirs...), nil
}

// Own lays a shop's own facts over the items they are of, and leaves the rest of
// the catalogue out. Items are ordered by id.
func Own(t Trade, own map[string][]byte) ([]Item, error) {
	items := make([]Item, 0, len(own))
	for _, id := range slices.Sorted(maps.Keys(own)) {
		base, _ := starterItem(t, id)
		base.ID = id
		it, err := base.With(own[id])
		if err != nil {
			return nil, err
		}
		it.Also = alsoOf(t, it)
		items = append(items, it)
	}
	return items, nil
}

// alsoOf is what an item is called in further languages: what its starter calls it, and
// those that turned out to be this one.
func alsoOf(t Trade, it Item) map[string][]string {
	all := it.Also
	for _, id := range it.Of {
		other, _ := starterItem(t, id)
		if len(other.Also) == 0 {
			continue
		}
		all = maps.Clone(all) // the starter's own
		if all == nil {
			all = map[string][]string{}
		}
		for lang, also := range other.Also {
			all[lang] = slices.Concat(all[lang], also)
		}
	}
	return all
}

// withChange applies one change of this turn, to what the catalogue has as base, to a
// list ordered by id.
func withChange(all []Item, c Change, base Item) ([]Item, error) {
	at, found := slices.BinarySearchFunc(all, c.ID, func(i Item, id string) int { return strings.Compare(i.ID, id) })
	it := base
	if found {
		it = all[at]
	}
	next, known, err := it.changed(c, found, base)
	switch {
	case err != nil:
		return nil, err
	case found && !known:
		return slices.Delete(all, at, at+1), nil
	case found:
		all[at] = next
		return all, nil
	case known:
		return slices.Insert(all, at, next), nil
	}
	return all, nil
}

// SetPrice sets an item's usual selling price, per unit of the item, and
// returns the item and the price before it (0 when none was known).
func (b *Book) SetPrice(ctx context.Context, named Item, price Money) (Item, Money, error) {
	if err := price.check(); err != nil {
		return named, 0, err
	}
	it, _, err := b.resolve(ctx, named, "")
	if err != nil {
		return named, 0, err
	}
	if _, err := b.Item(ctx, it.ID); errors.Is(err, ErrNotFound) {
		it.Price = price
		return it, 0, b.create(it)
	}
	before := it.Price
	it.Price = price
	return it, before, b.change(it, FieldPrice, kept(before), kept(price))
}

// AddItem brings a new item into the shop. Its id is given by the book; ErrName
// when it has no name, or one that the item returned with it has.
func (b *Book) AddItem(ctx context.Context, it Item) (Item, error) {
	if !plainName(it.Name) {
		return it, ErrName
	}
	now, found, err := b.named(ctx, it.Name)
	if err != nil {
		return it, err
	}
	if found {
		return now, ErrName
	}
	it.ID = now.ID
	if it.Unit == "" {
		it.Unit = "pcs"
	}
	return it, b.create(it)
}

// EnsureItem is the item of that name, made when there is none, counted in what
// the unit said suggests.
func (b *Book) EnsureItem(ctx context.Context, name, unit string) (Item, error) {
	it, isNew, err := b.resolve(ctx, Item{Name: name}, unit)
	if err == nil {
		err = b.brings(ctx, it, isNew)
	}
	return it, err
}

// resolve finds the item that is meant, by id and else by name; a name nobody
// has is an item to be created, which the caller does once all is checked. One that
// was never dealt in is counted in the unit said, which the caller writes then too.
func (b *Book) resolve(ctx context.Context, i Item, unit string) (Item, bool, error) {
	it, isNew, err := b.find(ctx, i, unit)
	if err == nil && !isNew && unit != "" {
		it, err = b.heard(ctx, it, unit)
	}
	return it, isNew, err
}

// find finds the item that is meant, or what it will be.
func (b *Book) find(ctx context.Context, i Item, unit string) (Item, bool, error) {
	if i.None() {
		return i, false, ErrNoItem
	}
	if i.ID != "" {
		it, err := b.Item(ctx, i.ID)
		if !errors.Is(err, ErrNotFound) || i.Name == "" {
			return it, false, err
		}
	}
	it, found, err := b.named(ctx, i.Name)
	if err != nil || found {
		return it, false, err
	}
	if !plainName(i.Name) {
		return i, false, ErrName
	}
	next, err := b.generic(ctx, Item{ID: it.ID, Name: strings.TrimSpace(i.Name)}, unit)
	return next, true, err
}

// named finds an item by one of its names, ignoring case and spaces. When there
// is none, it returns the id a new one gets.
func (b *Book) named(ctx context.Context, name string) (Item, bool, error) {
	all, err := b.Items(ctx)
	if err != nil {
		return Item{}, false, err
	}
	key := Fold(name)
	for _, calls := range []func(Item) []string{Item.ownCalls, Item.calls} { // "khand" is a kind of sugar before it is all sugar, in Gujarati
		for _, it := range all {
			if slices.ContainsFunc(calls(it), func(s string) bool { return Fold(s) == key }) {
				return it, true, nil
			}
		}
	}
	id := b.idOf("i", name, func(id string) bool {
		return slices.ContainsFunc(all, func(i Item) bool { return i.ID == id })
	})
	return Item{ID: id}, false, nil
}

// create writes a new item.
func (b *Book) create(it Item) error {
	raw, err := it.Facts()
	if err != nil {
		return err
	}
	b.do(Change{What: ChangeItem, ID: it.ID, Before: json.RawMessage("null"), After: raw})
	return nil
}

// change writes one changed fact of an item.
func (b *Book) change(it Item, field string, before, after json.RawMessage) error {
	if !same(before, after) {
		b.do(Change{What: ChangeItem, ID: it.ID, Field: field, Before: before, After: after})
	}
	return nil
}

// kept is how an amount is kept among an item's facts.
func kept(m Money) json.RawMessage {
	if m == 0 {
		return json.RawMessage("null")
	}
	return json.RawMessage(fmt.Sprint(int64(m)))
}

// kindly is the unit a new item is counted in when it is first heard of in the
// given one.
func kindly(unit string) string {
	switch unit {
	case "":
		return "pcs"
	case "g", "mg", "pav", "ser", "tola", "quintal":
		return "kg"
	case "ml":
		return "l"
	case "dozen", "gross", "pair":
		return "pcs"
	case "cm", "foot", "gaz":
		return "m"
	}
	return unit
}
