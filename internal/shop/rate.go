package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// ChangeRate is how a price other than an item's usual one changes; ID is the
// item's, Field the [RateKey].
const ChangeRate = "rate"

// RateKey says whose price it is, and of what: a customer's own, a pack's, or
// both.
type RateKey struct {
	Customer string // id; "" for everybody
	Unit     string // "" for the item's own
}

// String is the key as a [Change] names it.
func (k RateKey) String() string { return k.Customer + "/" + k.Unit }

// RateKeyOf reads what [RateKey.String] wrote.
func RateKeyOf(field string) RateKey {
	customer, unit, _ := strings.Cut(field, "/")
	return RateKey{Customer: customer, Unit: unit}
}

// PriceChange is one change of an item's usual price.
type PriceChange struct {
	Ref
	Reverses Ref
	At       time.Time
	Before   Money
	After    Money
}

// PriceChangeOf is what a change of an item does to its usual price; false when it
// does nothing to it. When it was is for the caller to say.
func PriceChangeOf(c Change) (PriceChange, bool) {
	p := PriceChange{Ref: c.Ref, Reverses: c.Reverses}
	switch c.Field {
	case FieldPrice:
		p.Before, p.After = amountOf(c.Before), amountOf(c.After)
	case "":
		p.Before, p.After = priceIn(c.Before), priceIn(c.After)
	}
	return p, p.Before != p.After
}

// priceIn is the price among an item's facts.
func priceIn(facts json.RawMessage) Money {
	var f struct {
		Price int64 `json:"price"`
	}
	if json.Unmarshal(facts, &f) != nil {
		return 0
	}
	return Money(f.Price)
}

// rates are the prices of an item other than its usual one, as of now. Those of
// an item that turned out to be it count where it has none.
func (b *Book) rates(ctx context.Context, item string) (map[RateKey]Money, error) {
	ids, err := b.kin(ctx, item)
	if err != nil {
		return nil, err
	}
	out := map[RateKey]Money{}
	for _, id := range ids {
		rates, err := b.ratesOf(ctx, id)
		if err != nil {
			return nil, err
		}
		for k, m := range rates {
			if out[k] == 0 {
				out[k] = m
			}
		}
	}
	return out, nil
}

// ratesOf are the rates that stand under one id.
func (b *Book) ratesOf(ctx context.Context, id string) (map[RateKey]Money, error) {
	out, err := b.src.Rates(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("shop: rates: %w", err)
	}
	for c := range b.changes(ChangeRate) {
		if c.ID == id {
			out[RateKeyOf(c.Field)] = amountOf(c.After)
		}
	}
	return out, nil
}

// setRate writes one rate; zero takes it away. What it was is what stands under the
// item's own id: a rate of an item that turned out to be it stays where it is.
func (b *Book) setRate(ctx context.Context, it Item, k RateKey, after Money) error {
	own, err := b.ratesOf(ctx, it.ID)
	if before := own[k]; err == nil && before != after {
		b.do(Change{What: ChangeRate, ID: it.ID, Field: k.String(), Before: kept(before), After: kept(after)})
	}
	return err
}

// rateNow is what a changed rate is as of now, and whom it is about.
func (b *Book) rateNow(ctx context.Context, c Change, back *Reversed) (json.RawMessage, error) {
	k := RateKeyOf(c.Field)
	rates, err := b.ratesOf(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if back.Item, err = b.row(ctx, c.ID); err == nil && k.Customer != "" {
		back.Customer, err = b.Customer(ctx, k.Customer)
	}
	return kept(rates[k]), err
}

// amountOf reads what [kept] wrote.
func amountOf(raw json.RawMessage) Money {
	var m int64
	if empty(raw) || json.Unmarshal(raw, &m) != nil {
		return 0
	}
	return Money(m)
}

// agreed is the price that counts when none is said: the customer's own, of the
// unit said or of the item's, before that of a pack, before the usual one. It is
// zero when none is known.
func (b *Book) agreed(ctx context.Context, i Item, unit string, c Customer) (r Rate, own bool, err error) {
	usual := Rate{Price: i.Price, Unit: i.Unit}
	if i.ID == "" || c.None() && (unit == "" || unit == i.Unit) {
		return usual, false, nil
	}
	rates, err := b.rates(ctx, i.ID)
	if err != nil || len(rates) == 0 {
		return usual, false, err
	}
	if !c.None() {
		known, isNew, err := b.who(ctx, c)
		switch {
		case err != nil:
			return usual, false, nobody(err)
		case !isNew:
			for _, u := range []string{unit, ""} {
				if m := rates[RateKey{Customer: known.ID, Unit: keyUnit(i, u)}]; m > 0 {
					return Rate{Price: m, Unit: orUnit(i, u)}, true, nil
				}
			}
		}
	}
	if m := rates[RateKey{Unit: keyUnit(i, unit)}]; m > 0 {
		return Rate{Price: m, Unit: orUnit(i, unit)}, false, nil
	}
	return usual, false, nil
}

// keyUnit is a unit as a rate's key has it.
func keyUnit(i Item, unit string) string {
	if unit == i.Unit {
		return ""
	}
	return unit
}

// orUnit is a unit, or the item's own.
func orUnit(i Item, unit string) string {
	if unit == "" {
		return i.Unit
	}
	return unit
}

// For is what so much of an item costs at the rate; ErrUnit when the rate's unit
// is not one of the item's.
func (r Rate) For(i Item, q Quantity) (Money, error) { return r.of(i, q) }
