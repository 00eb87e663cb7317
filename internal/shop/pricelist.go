package shop

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Tag is what an item sells at.
type Tag struct {
	Item     Item
	Customer Customer // whose own price Own is
	Usual    Rate     // to everybody; 0 when no price is known
	Own      Rate     // the customer's; 0 when he has none
	MRP      Rate
	Cost     Rate   // at moving average; not for everybody's eyes
	Packs    []Rate // of packs, where told
	Starter  bool   // nobody told the price: it is what such things usually cost
}

// Since is a price and the day it began.
type Since struct {
	Rate Rate
	From Day // "" for the price before the first change
}

// Tag tells what an item sells at, to everybody and to the customer, if one is
// named. ErrNotFound when the shop knows no such item, or no such customer.
func (b *Book) Tag(ctx context.Context, named Item, customer Customer) (Tag, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return Tag{Item: named}, either(nobody(err), missing(isNew))
	}
	out := Tag{Item: it, Usual: Rate{Price: it.Price, Unit: it.Unit}, MRP: Rate{Price: it.MRP, Unit: it.Unit}}
	if out.Starter, err = b.untold(ctx, it); err != nil {
		return out, err
	}
	s, err := b.stock(ctx, it.ID)
	if err != nil {
		return out, err
	}
	out.Cost = Rate{Price: s.Average(it.Cost), Unit: it.Unit}
	rates, err := b.rates(ctx, it.ID)
	if err != nil {
		return out, err
	}
	for k, m := range rates {
		if k.Customer == "" && m > 0 {
			out.Packs = append(out.Packs, Rate{Price: m, Unit: k.Unit})
		}
	}
	slices.SortFunc(out.Packs, func(a, b Rate) int { return bytes.Compare([]byte(a.Unit), []byte(b.Unit)) })
	if customer.None() {
		return out, nil
	}
	if out.Customer, isNew, err = b.who(ctx, customer); err != nil || isNew {
		out.Customer = customer
		return out, either(nobody(err), missing(isNew))
	}
	if r, own, err := b.agreed(ctx, it, "", out.Customer); err != nil || own {
		out.Own = r
		return out, err
	}
	return out, nil
}

// either is the first of two errors.
func either(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// untold reports whether an item's price is only what such things usually cost.
func (b *Book) untold(ctx context.Context, it Item) (bool, error) {
	p, err := b.Profile(ctx)
	if err != nil {
		return false, err
	}
	base, starter := starterItem(p.Catalogue(), it.ID)
	if !starter || base.Price == 0 || base.Price != it.Price {
		return false, nil
	}
	told, err := b.src.Prices(ctx, it.ID)
	return len(told) == 0, err
}

// PriceHistory is what an item sold at, the price of now first; at most n of
// them. What was taken back is not in it.
func (b *Book) PriceHistory(ctx context.Context, named Item, n int) (Item, []Since, error) {
	it, isNew, err := b.resolve(ctx, named, "")
	if err != nil || isNew {
		return named, nil, either(nobody(err), missing(isNew))
	}
	all, err := b.src.Prices(ctx, it.ID)
	if err != nil {
		return it, nil, fmt.Errorf("shop: price history: %w", err)
	}
	var out []Since
	for _, c := range slices.Backward(standingPrices(all)) {
		from := DayOf(c.At, b.turn.Zone)
		if last := len(out) - 1; last >= 0 && out[last].From == from {
			continue // it held for less than a day
		}
		out = append(out, Since{Rate: Rate{Price: c.After, Unit: it.Unit}, From: from})
		if len(out) == n {
			return it, out, nil
		}
	}
	first := it.Price
	if len(out) > 0 {
		first = standingPrices(all)[0].Before
	}
	if first > 0 {
		out = append(out, Since{Rate: Rate{Price: first, Unit: it.Unit}})
	}
	return it, out, nil
}

// standingPrices are the changes that were not taken back, without those that only
// took something back.
func standingPrices(all []PriceChange) []PriceChange {
	back := map[Ref]bool{} // taken back
	for _, c := range slices.Backward(all) {
		if c.Reverses != (Ref{}) && !back[c.Ref] {
			back[c.Reverses] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(c PriceChange) bool { return c.Reverses != (Ref{}) || back[c.Ref] })
}

// PriceList are the items that have a price and that the shop has dealt in or
// priced, by name; of one category, or of all when it is "".
func (b *Book) PriceList(ctx context.Context, category string) ([]Item, error) {
	own, err := b.src.OwnItems(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: price list: %w", err)
	}
	stocks, err := b.stocks(ctx)
	if err != nil {
		return nil, err
	}
	all, err := b.Items(ctx)
	if err != nil {
		return nil, err
	}
	told := func(id string) bool {
		var f map[string]json.RawMessage
		return json.Unmarshal(own[id], &f) == nil && !empty(f[FieldPrice])
	}
	out := slices.DeleteFunc(all, func(i Item) bool {
		_, moved := stocks[i.ID]
		return i.Price == 0 || category != "" && i.Category != category || !moved && !told(i.ID)
	})
	slices.SortFunc(out, func(a, b Item) int { return byName(OnHand{Item: a}, OnHand{Item: b}) })
	return out, nil
}
