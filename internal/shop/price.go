package shop

import (
	"context"
	"errors"
)

// Figure is which of an item's prices is told.
type Figure string

// The prices of an item; the empty one is the selling price.
const (
	TellPrice Figure = "price"
	TellMRP   Figure = "mrp"
	TellCost  Figure = "cost"
)

// The ways a price moves, when not the new one but the difference is said.
const (
	Up   = "up"
	Down = "down"
)

// Pricing is a price as said. What is zero was not said.
type Pricing struct {
	Item     Item
	Price    Money
	Unit     string // it is for one of; "" when that was not said
	Told     Figure
	Customer Customer // whose own price it is
	Way      string   // Up or Down when Price may be a difference: the reading nearer to the usual counts
	Sure     bool     // an odd price has been agreed to
}

// Priced is what there is to say of a price.
type Priced struct {
	Item        Item
	NewItem     bool
	Customer    Customer
	NewCustomer bool
	Told        Figure
	Rate        Rate // now
	Before      Rate // it was; 0 when none was known
	MRP         Rate // printed, for the same unit; 0 when none is known
	Cost        Rate // at moving average, for the same unit; 0 when it is not known
	Other       Rate // with [ErrWhichUnit], the price if it is for the other unit
}

// Loss reports whether the selling price does not bring back the cost.
func (p Priced) Loss() bool {
	return p.Told == TellPrice && p.Cost.Price > 0 && p.Rate.Price > 0 && p.Rate.Price < p.Cost.Price
}

// OverMRP reports whether the selling price is above the one printed.
func (p Priced) OverMRP() bool {
	return p.MRP.Price > 0 && p.Rate.Price > p.MRP.Price
}

// TellPriceOf sets a price of an item: what it sells at, to everybody or to one
// customer, the printed price, or what it costs to buy. An item or customer
// nobody knows is created.
//
// It returns ErrOverMRP, ErrWhichUnit, ErrPriceOdd and ErrUnit with what there is
// to say in Priced, and has written nothing then.
func (b *Book) TellPriceOf(ctx context.Context, p Pricing) (Priced, error) {
	out, key, err := b.weighPrice(ctx, p)
	if err != nil {
		return out, err
	}
	if err := b.brings(ctx, out.Item, out.NewItem); err != nil {
		return out, err
	}
	if out.NewCustomer {
		if err := b.welcome(out.Customer); err != nil {
			return out, err
		}
	}
	return out, b.writePrice(ctx, out, key)
}

// weighPrice finds out what price of what is meant, and whether it can be.
func (b *Book) weighPrice(ctx context.Context, p Pricing) (Priced, RateKey, error) {
	out := Priced{Told: p.Told}
	if out.Told == "" {
		out.Told = TellPrice
	}
	if err := p.Price.check(); err != nil {
		return out, RateKey{}, err
	}
	var err error
	if out.Item, out.NewItem, err = b.resolve(ctx, p.Item, p.Unit); err != nil {
		return out, RateKey{}, err
	}
	if !p.Customer.None() && out.Told == TellPrice {
		if out.Customer, out.NewCustomer, err = b.who(ctx, p.Customer); err != nil {
			return out, RateKey{}, err
		}
	}
	rates, err := b.rates(ctx, out.Item.ID)
	if err != nil {
		return out, RateKey{}, err
	}
	key, err := out.settle(p, rates)
	if err != nil {
		return out, key, err
	}
	if err := b.bounds(ctx, &out); err != nil {
		return out, key, err
	}
	return out, key, out.judge(p)
}

// settle finds the unit the price is for, what it was, and what it is to be.
func (p *Priced) settle(said Pricing, rates map[RateKey]Money) (RateKey, error) {
	unit := orUnit(p.Item, perUnit(p.Item, said.Unit))
	if _, ok := p.Item.ratio(unit, p.Item.Unit); !ok {
		p.Rate = Rate{Price: said.Price, Unit: unit}
		return RateKey{}, ErrUnit
	}
	key := RateKey{Customer: p.Customer.ID, Unit: keyUnit(p.Item, unit)}
	p.Rate, p.Before = Rate{Price: said.Price, Unit: unit}, Rate{Price: p.Item.was(p.Told, key, rates), Unit: unit}
	usual := p.Before.Price
	if usual == 0 {
		usual = p.Item.was(TellPrice, RateKey{Unit: key.Unit}, rates)
	}
	if said.Way != "" {
		p.Rate.Price = moved(usual, said.Price, said.Way)
	}
	if said.Unit == "" && said.Way == "" {
		if other, fits := p.Item.otherUnit(p.Rate.Price, usual, rates); fits {
			p.Other = other
			return key, ErrWhichUnit
		}
	}
	return key, nil
}

// was is a price as it is known: the kept one of that key, or for a unit that
// has none, nothing.
func (i Item) was(told Figure, k RateKey, rates map[RateKey]Money) Money {
	base := map[Figure]Money{TellPrice: i.Price, TellMRP: i.MRP, TellCost: i.Cost}[told]
	switch {
	case told != TellPrice && k.Unit != "":
		m, _ := i.scaled(base, k.Unit)
		return m
	case k == (RateKey{}) || told != TellPrice:
		return base
	case rates[k] != 0 || k.Customer != "" || i.packed(k.Unit):
		return rates[k]
	}
	m, _ := i.scaled(base, k.Unit)
	return m
}

// scaled is what one of a unit comes to at a price for one of the item's.
func (i Item) scaled(price Money, unit string) (Money, error) {
	q, err := Measure{N: 1000, Unit: unit}.In(i)
	if err != nil {
		return 0, err
	}
	return price.Of(q)
}

// packed reports whether a unit is a pack of the item, which may have a price of
// its own: a bag is cheaper than its kilos.
func (i Item) packed(unit string) bool {
	for _, p := range i.Packs {
		if unit != i.Unit && (unit == p.BigUnit || unit == p.SmallUnit) {
			return true
		}
	}
	return false
}

// otherUnit is a price as that of the item's pack, when it may be meant so: it
// fits what a pack costs, or no price is known to hold it against.
func (i Item) otherUnit(price, usual Money, rates map[RateKey]Money) (Rate, bool) {
	for _, p := range i.Packs {
		unit := p.BigUnit
		if unit == i.Unit {
			unit = p.SmallUnit
		}
		expected := rates[RateKey{Unit: unit}]
		if expected == 0 {
			expected, _ = i.scaled(usual, unit)
		}
		if usual == 0 || within(price, expected, FitFactor) {
			return Rate{Price: price, Unit: unit}, true
		}
	}
	return Rate{}, false
}

// moved is what a price becomes: by so much more or less, or to it, whichever is
// nearer to what it was. "Badha ke 620" of 600 is 620; "2 rupaye badha" of 45 is 47.
func moved(usual, said Money, way string) Money {
	by := usual + said
	if way == Down {
		by = usual - said
	}
	if usual > 0 && by > 0 && nearer(by, said, usual) {
		return by
	}
	return said
}

// bounds finds what the price is held against, for its unit.
func (b *Book) bounds(ctx context.Context, p *Priced) error {
	stock, err := b.stock(ctx, p.Item.ID)
	if err != nil {
		return err
	}
	for _, bound := range []struct {
		into *Rate
		per  Money
	}{{&p.MRP, p.Item.MRP}, {&p.Cost, stock.Average(p.Item.Cost)}} {
		price, err := p.Item.scaled(bound.per, p.Rate.Unit)
		if err != nil {
			return err
		}
		*bound.into = Rate{Price: price, Unit: p.Rate.Unit}
	}
	return nil
}

// judge says whether a price can be.
func (p Priced) judge(said Pricing) error {
	if p.Told == TellPrice && p.OverMRP() {
		return ErrOverMRP
	}
	usual := p.Before.Price
	for _, base := range []Money{p.Item.Price, p.Item.Cost} {
		if usual == 0 {
			usual, _ = p.Item.scaled(base, p.Rate.Unit)
		}
	}
	if !said.Sure && (odd(p.Rate.Price, usual) || !p.Customer.None() && farOff(p.Rate.Price, usual)) {
		return ErrPriceOdd
	}
	return p.Rate.Price.check()
}

// farOff reports whether a customer's own price is more than half above the usual
// one, or as far below it: "ramesh ko chini 90" may have been a sale of two kilos.
func farOff(own, usual Money) bool {
	lo, hi := ordered(own, usual)
	return usual > 0 && 2*hi > 3*lo
}

// writePrice writes what is new.
func (b *Book) writePrice(ctx context.Context, p Priced, k RateKey) error {
	if p.Told == TellPrice && (k.Customer != "" || p.Item.packed(k.Unit)) {
		return b.setRate(ctx, p.Item, k, p.Rate.Price)
	}
	q, err := Measure{N: 1000, Unit: p.Rate.Unit}.In(p.Item)
	if err != nil {
		return err
	}
	per, err := p.Rate.Price.Per(q)
	if err != nil {
		return err
	}
	if per == 0 {
		return ErrZero
	}
	switch p.Told {
	case TellMRP:
		return b.change(p.Item, FieldMRP, kept(p.Item.MRP), kept(per))
	case TellCost:
		return errors.Join(b.change(p.Item, FieldCost, kept(p.Item.Cost), kept(per)), b.worth(ctx, p.Item, per))
	}
	return errors.Join(b.change(p.Item, FieldPrice, kept(p.Item.Price), kept(per)), b.exact(ctx, p, k))
}

// exact keeps the price of a unit that the price of one does not come to: eggs at
// ₹80 a dozen are not ₹6.67 each. Those of other such units are out of date.
func (b *Book) exact(ctx context.Context, p Priced, k RateKey) error {
	rates, err := b.ratesOf(ctx, p.Item.ID)
	if err != nil {
		return err
	}
	for old := range rates {
		if old.Customer != "" || old.Unit == k.Unit || p.Item.packed(old.Unit) {
			continue
		}
		if err := b.setRate(ctx, p.Item, old, 0); err != nil {
			return err
		}
	}
	if k.Unit == "" {
		return nil
	}
	return b.setRate(ctx, p.Item, k, p.Rate.Price)
}

// worth gives what is on the shelf a cost, when no purchase told one: else what
// is sold of it would seem to have cost nothing.
func (b *Book) worth(ctx context.Context, it Item, cost Money) error {
	s, err := b.stock(ctx, it.ID)
	if err != nil || s.Qty <= 0 || s.Value != 0 {
		return err
	}
	e := b.entry(Worth, "")
	e.Item = it.ID
	e.Value, err = cost.Of(s.Qty)
	if err == nil {
		b.do(e)
	}
	return err
}
