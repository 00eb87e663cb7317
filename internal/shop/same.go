package shop

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Merged is what there is to say of two names that turned out to mean one item.
type Merged struct {
	From  Item    // its name is one more name of Into; without id when nobody knew it
	Into  Item    // what both are from now on
	Added Measure // stock that came with From
	Stock Measure // of both together
}

// Item is one item as of now; ErrNotFound when the shop has none of that id. An
// id that turned out to be another item's gives that item.
func (b *Book) Item(ctx context.Context, id string) (Item, error) {
	it, err := b.row(ctx, id)
	for err == nil && it.Into != "" {
		next, gone := b.row(ctx, it.Into)
		if errors.Is(gone, ErrNotFound) {
			break
		}
		it, err = next, gone
	}
	return it, err
}

// kin are the ids under which entries about an item stand: its own, and those of
// the items that turned out to be it.
func (b *Book) kin(ctx context.Context, id string) ([]string, error) {
	ids := []string{id}
	if id == "" {
		return ids, nil
	}
	of, read := b.kins[id]
	if !read {
		it, err := b.row(ctx, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		of = it.Of
	}
	for _, other := range of {
		it, err := b.Item(ctx, other)
		if errors.Is(err, ErrNotFound) {
			continue // taken away again
		}
		if err != nil {
			return nil, err
		}
		if it.ID == id { // else they were parted again
			ids = append(ids, other)
		}
	}
	return ids, nil
}

// merged leads from each id that turned out to be another item's to that item's.
func (b *Book) merged(ctx context.Context) (map[string]string, error) {
	own, err := b.src.OwnItems(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: merged: %w", err)
	}
	into := map[string]string{}
	for id, facts := range own {
		if !bytes.Contains(facts, []byte(`"`+FieldInto+`"`)) {
			continue
		}
		it, err := Item{ID: id}.With(facts)
		if err != nil {
			return nil, err
		}
		into[id] = it.Into
	}
	for c := range b.changes(ChangeItem) {
		if c.Field == FieldInto {
			into[c.ID] = words(c.After)
		}
	}
	for id := range into {
		into[id] = end(into, id)
	}
	maps.DeleteFunc(into, func(from, to string) bool { return from == to }) // parted again
	return into, nil
}

// end is where a way leads that begins at id.
func end(into map[string]string, id string) string {
	for into[id] != "" && into[id] != id {
		id = into[id]
	}
	return id
}

// MergeItems makes one item of two: all that was written of the first counts for
// the second from now on, and its names are names of the second. A name nobody
// knew is only one more name. The one that has names in several languages stays,
// whichever was said first.
//
// ErrSame when both are one already, ErrUnit when they are counted differently,
// ErrNotFound when the shop knows neither; what is known is returned with it.
func (b *Book) MergeItems(ctx context.Context, one, other Item) (Merged, error) {
	from, isNew, err := b.resolve(ctx, one, "")
	if err != nil {
		return Merged{From: one, Into: other}, nobody(err)
	}
	into, alsoNew, err := b.resolve(ctx, other, "")
	out := Merged{From: from, Into: into}
	switch {
	case err != nil:
		return out, nobody(err)
	case isNew && alsoNew:
		return out, ErrNotFound
	case alsoNew || !isNew && len(into.Names) == 0 && len(from.Names) > 0:
		out.From, out.Into = into, from
		isNew = alsoNew
	}
	if isNew {
		out.From.ID = ""
		return out, b.alsoCalled(out.From, out.Into)
	}
	switch {
	case out.From.ID == out.Into.ID:
		return out, ErrSame
	case out.From.Unit != out.Into.Unit:
		return out, ErrUnit
	}
	return b.join(ctx, out)
}

// join writes that one item is another, and says what there is of both.
func (b *Book) join(ctx context.Context, out Merged) (Merged, error) {
	came, err := b.stock(ctx, out.From.ID)
	if err != nil {
		return out, err
	}
	out.Added = out.From.Measure(came.Qty)
	was := out.Into
	if err := b.alsoCalled(out.From, was); err != nil {
		return out, err
	}
	of := append(slices.Clone(was.Of), out.From.ID)
	for _, id := range out.From.Of {
		if !slices.Contains(of, id) {
			of = append(of, id)
		}
	}
	if err := b.replace(was, FieldOf, was.Of, of); err != nil {
		return out, err
	}
	for _, f := range []struct {
		field     string
		has, from Money
	}{{FieldPrice, was.Price, out.From.Price}, {FieldCost, was.Cost, out.From.Cost}, {FieldMRP, was.MRP, out.From.MRP}} {
		if f.has != 0 {
			continue
		}
		if err := b.change(was, f.field, kept(0), kept(f.from)); err != nil {
			return out, err
		}
	}
	if err := b.replace(out.From, FieldInto, nil, was.ID); err != nil {
		return out, err
	}
	if out.Into, err = b.Item(ctx, was.ID); err != nil {
		return out, err
	}
	now, err := b.stock(ctx, was.ID)
	out.Stock = was.Measure(now.Qty)
	return out, err
}

// alsoCalled gives an item the names of another.
func (b *Book) alsoCalled(other, it Item) error {
	aliases := slices.Clone(it.Aliases)
	for _, call := range other.ownCalls() {
		known := slices.ContainsFunc(append(it.ownCalls(), aliases...), func(s string) bool { return Fold(s) == Fold(call) })
		if call != "" && !known {
			aliases = append(aliases, call)
		}
	}
	slices.Sort(aliases)
	was := slices.Clone(it.Aliases)
	if len(aliases) == len(was) {
		return nil
	}
	return b.replace(it, FieldAliases, was, aliases)
}

// IntoOf is the id of the item that a change made one with another, "" for any other
// change.
func IntoOf(c Change) string {
	if c.What != ChangeItem || c.Field != FieldInto {
		return ""
	}
	return words(c.After) + words(c.Before) // one of them is nothing
}
