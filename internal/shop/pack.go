package shop

import (
	"context"
	"slices"
)

// SetPack says how much of an item is in one of its packs: 12 packet are 1 box.
// Which of the two is the pack follows from what the item is counted in, so they
// may be said either way round. ErrUnit when neither has to do with that,
// ErrSame when both are in one unit, ErrNotFound when the shop has no such item.
func (b *Book) SetPack(ctx context.Context, named Item, one, other Measure) (Item, Pack, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return named, Pack{}, either(nobody(err), missing(isNew))
	}
	for _, m := range []Measure{one, other} {
		if err := Quantity(m.N).check(); err != nil {
			return it, Pack{}, err
		}
	}
	small, big, err := sized(it, one, other)
	if err != nil {
		return it, Pack{}, err
	}
	p := Pack{Small: small.N, SmallUnit: small.Unit, Big: big.N, BigUnit: big.Unit}
	was := it.Packs
	it.Packs = append(slices.DeleteFunc(slices.Clone(was), func(old Pack) bool { return old.BigUnit == p.BigUnit }), p)
	return it, p, b.replace(it, FieldPacks, was, it.Packs)
}

// sized tells the contents from the pack. A box or bag is a pack; of two things
// that are counted or weighed, the one there is more of is the contents.
func sized(i Item, one, other Measure) (small, big Measure, err error) {
	if one.Unit == "" {
		one.Unit = i.Unit
	}
	if other.Unit == "" {
		other.Unit = i.Unit
	}
	small, big = one, other
	if wraps(one.Unit) && !wraps(other.Unit) || wraps(one.Unit) == wraps(other.Unit) && one.N < other.N {
		small, big = other, one
	}
	if small.Unit == big.Unit {
		return small, big, ErrSame
	}
	_, a := between(small.Unit, i.Unit)
	_, b := between(big.Unit, i.Unit)
	if !a && !b {
		return small, big, ErrUnit
	}
	return small, big, nil
}

// wraps reports whether what is in one of the unit differs from item to item.
func wraps(unit string) bool {
	family, _ := base(unit)
	return family == unit && unit != "g" && unit != "ml" && unit != "cm" && unit != "pcs"
}

// SetReorder says at how much an item is low; zero leaves that to how fast it
// sells. ErrNotFound when the shop has no such item.
func (b *Book) SetReorder(ctx context.Context, named Item, at Measure) (OnHand, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return OnHand{Item: named}, either(nobody(err), missing(isNew))
	}
	q, err := at.In(it)
	if err != nil {
		return OnHand{Item: it}, err
	}
	if err := b.replace(it, FieldReorder, orNothing(it.Reorder), orNothing(q)); err != nil {
		return OnHand{Item: it}, err
	}
	return b.Stock(ctx, it)
}

// orNothing is a quantity as an item's facts keep it.
func orNothing(q Quantity) any {
	if q == 0 {
		return nil
	}
	return int64(q)
}

// SetCategory says what kind of thing an item is. ErrNotFound when the shop has
// no such item.
func (b *Book) SetCategory(ctx context.Context, named Item, category string) (Item, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return named, either(nobody(err), missing(isNew))
	}
	was := it.Category
	it.Category = category
	return it, b.change(it, FieldCategory, text(was), text(category))
}
