package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Plea is what a shop asks its neighbours, as said.
type Plea struct {
	Item   Item
	Qty    Measure
	Gives  bool  // it offers; else it wants
	Rate   Money // for one of the item's unit; an offer must say it
	Urgent bool
	Until  time.Time // off after that; zero is the usual
}

// Asked is what there is to say of a plea.
type Asked struct {
	Item   Item
	Qty    Measure
	Rate   Rate
	Count  int // neighbours asked
	Within int // metres to the farthest of them, rounded up
	Until  time.Time
}

// How long neighbours may think about it.
const (
	urgentFor = 3 * time.Hour
	pleaFor   = 24 * time.Hour
	offerFor  = 3 * 24 * time.Hour
)

// Neighbours are not woken: what is asked later in the day they hear in the morning.
const (
	morning = 8
	evening = 21
)

// Ask asks the neighbours who have agreed to be asked about the item. ErrNameless,
// ErrNoPlace and ErrAlone when that cannot be.
func (b *Book) Ask(ctx context.Context, p Plea) (Asked, error) {
	out := Asked{Until: b.until(p)}
	name, err := b.known(ctx)
	if err != nil {
		return out, err
	}
	if err := b.plea(ctx, p, &out); err != nil {
		return out, err
	}
	if b.turn.Street == nil {
		return out, ErrAlone
	}
	near, err := b.turn.Street.Neighbours(ctx, out.Item.ID, MaxAsked)
	if err != nil {
		return out, err
	}
	if len(near) == 0 {
		return out, ErrAlone
	}
	contact, err := b.Contact(ctx)
	if err != nil {
		return out, err
	}
	for i, n := range near {
		d := Deal{
			ID: fmt.Sprintf("%d.%d", b.turn.ID, len(b.turn.Pending())+1), Other: n.Shop, Opened: true, Gives: p.Gives, State: DealAsked,
			Metres: n.Metres, Item: out.Item, Qty: out.Qty, Rate: out.Rate, Urgent: p.Urgent, Until: out.Until,
		}
		if err := b.begin(d, name, contact); err != nil {
			return out, err
		}
		out.Count, out.Within = i+1, max(out.Within, n.Metres)
	}
	return out, nil
}

// plea finds out what is asked.
func (b *Book) plea(ctx context.Context, p Plea, out *Asked) error {
	it, isNew, err := b.resolve(ctx, p.Item, p.Qty.Unit)
	if err != nil {
		return err
	}
	out.Item = Item{ID: it.ID, Name: it.Name, Names: it.Names, Unit: it.Unit}
	q, err := b.quantity(ctx, it, p.Qty)
	if err != nil {
		return err
	}
	out.Qty = it.Measure(q) // what a box holds differs from shop to shop
	if p.Rate != 0 {
		out.Rate = Rate{Price: p.Rate, Unit: it.Unit}
		err = p.Rate.check()
	}
	if err == nil && isNew && p.Gives {
		err = ErrNotFound // nobody gives what he never had
	}
	return err
}

// until is when a plea is off.
func (b *Book) until(p Plea) time.Time {
	long := pleaFor
	switch {
	case !p.Until.IsZero():
		return p.Until
	case p.Urgent:
		long = urgentFor
	case p.Gives:
		long = offerFor
	}
	return b.waking().Add(long)
}

// waking is now, or when the day begins that neighbours are told in.
func (b *Book) waking() time.Time {
	now := b.turn.Now.In(b.turn.Zone)
	switch {
	case now.Hour() < morning:
		return time.Date(now.Year(), now.Month(), now.Day(), morning, 0, 0, 0, b.turn.Zone).UTC()
	case now.Hour() >= evening:
		return time.Date(now.Year(), now.Month(), now.Day()+1, morning, 0, 0, 0, b.turn.Zone).UTC()
	}
	return b.turn.Now
}

// begin writes a new deal into both books.
func (b *Book) begin(d Deal, name string, contact Contact) error {
	own, err := d.Facts()
	if err != nil {
		return err
	}
	theirs, err := d.mirrored(b.turn.Shop, name, contact).Facts()
	if err != nil {
		return err
	}
	nothing := json.RawMessage("null")
	b.do(
		Change{What: ChangeDeal, ID: d.ID, Before: nothing, After: own},
		Elsewhere{
			Shop: d.Other, Rev: AnyRev,
			Effects: []Effect{Change{What: ChangeDeal, ID: d.ID, Before: nothing, After: theirs}},
			Tell:    []Tell{{Deal: d.ID, At: b.waking()}},
		},
	)
	return nil
}
