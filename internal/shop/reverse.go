package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Reversed is one thing that was taken back, or put back.
type Reversed struct {
	Entry    Entry    // that was reversed; zero for a change
	Change   Change   // that was put back; zero for an entry
	Redone   bool     // it was itself a reversal: the thing counts again
	Kept     bool     // it was left as it is: changed since, or in use
	Item     Item     // it is about
	Customer Customer // it is about
	Stock    Measure  // of Item, after all
	Balance  Money    // of Customer, after all
	Owed     Money    // to Customer as a supplier, after all
	Till     Till     // after all
}

// Reverse takes back a turn: each entry that still counts by its reversal, each
// change by putting back what was, if it is still as the turn left it. Taking
// back a turn that took something back makes that count again. ErrNothing when
// the turn left nothing that could be taken back.
//
// With own set, what the turn itself took back stays taken back: a correction
// is corrected without what it corrected coming to life again.
func (b *Book) Reverse(ctx context.Context, turn int64, own bool) ([]Reversed, error) {
	out, err := b.reverseEntries(ctx, turn, own)
	if err != nil {
		return nil, fmt.Errorf("shop: take back entries: %w", err)
	}
	more, err := b.reverseChanges(ctx, turn, own)
	if err != nil {
		return nil, fmt.Errorf("shop: take back changes: %w", err)
	}
	if out = append(out, more...); len(out) == 0 {
		return nil, ErrNothing
	}
	for i := range out {
		if err := b.aftermath(ctx, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// reverseEntries adds the reversal of each entry of the turn that still counts.
func (b *Book) reverseEntries(ctx context.Context, turn int64, own bool) ([]Reversed, error) {
	entries, err := b.src.Entries(ctx, turn)
	if err != nil {
		return nil, err
	}
	var out []Reversed
	for _, e := range entries {
		if own && e.Reverses != (Ref{}) {
			continue
		}
		r := e.Reversal()
		counts, err := b.standing(ctx, r.Root)
		if err != nil {
			return nil, err
		}
		if counts != max(e.Sign, 0) {
			continue // taken back already, or put back already
		}
		back := Reversed{Entry: e, Redone: e.Sign < 0}
		if back.Item, back.Customer, err = b.about(ctx, e); err != nil {
			return nil, err
		}
		r.Ref, r.At, r.By = Ref{Turn: b.turn.ID}, b.turn.Now.UTC(), b.turn.Person
		b.do(r)
		out = append(out, back)
	}
	return out, nil
}

// standing counts how often the thing that began with root counts as of now.
func (b *Book) standing(ctx context.Context, root Ref) (int64, error) {
	n, err := b.src.Standing(ctx, root)
	for e := range b.entries() {
		if e.Root == root {
			n += e.Sign
		}
	}
	return n, err
}

// about is the item and the customer of an entry; what was taken away since is
// brought back, so that no entry is about nothing.
func (b *Book) about(ctx context.Context, e Entry) (it Item, c Customer, err error) {
	if e.Item != "" {
		it, err = b.Item(ctx, e.Item)
		if errors.Is(err, ErrNotFound) {
			if err = b.restore(ctx, ChangeItem, e.Item); err == nil {
				it, err = b.Item(ctx, e.Item)
			}
		}
	}
	if e.Customer == "" || err != nil {
		return it, c, err
	}
	if gone, err := b.gone(ctx, e.Customer); gone || err != nil {
		return it, c, err // nobody is told whom it was about
	}
	c, err = b.Customer(ctx, e.Customer)
	if errors.Is(err, ErrNotFound) {
		if err = b.restore(ctx, ChangeCustomer, e.Customer); err == nil {
			c, err = b.Customer(ctx, e.Customer)
		}
	}
	return it, c, err
}

// restore creates again what was taken away.
func (b *Book) restore(ctx context.Context, what, id string) error {
	facts, err := b.src.Former(ctx, what, id)
	if err == nil {
		b.do(Change{What: what, ID: id, Before: text(""), After: facts})
	}
	return err
}

// reverseChanges puts back each change of the turn that is still as it left it,
// the last first.
func (b *Book) reverseChanges(ctx context.Context, turn int64, own bool) ([]Reversed, error) {
	changes, err := b.src.Changes(ctx, turn)
	if err != nil {
		return nil, err
	}
	var out []Reversed
	for _, c := range slices.Backward(changes) {
		if own && c.Reverses != (Ref{}) {
			continue
		}
		back, moot, err := b.reverseChange(ctx, c)
		if err != nil {
			return nil, err
		}
		if !moot {
			out = append(out, back)
		}
	}
	return out, nil
}

// reverseChange puts back one change, or says why it is kept. It is moot when
// things are already as they were.
func (b *Book) reverseChange(ctx context.Context, c Change) (back Reversed, moot bool, err error) {
	back = Reversed{Change: c, Redone: c.Reverses != (Ref{})}
	now, is, err := b.as(ctx, c, &back)
	if err != nil {
		return back, false, err
	}
	switch {
	case c.Creates() && !is, c.Removes() && is, !c.Creates() && !c.Removes() && same(now, c.Before):
		return back, true, nil
	case c.Creates() && c.What == ChangeDeal: // however far it has come: it is withdrawn
	case c.Creates():
		back.Kept, err = b.used(ctx, c)
		back.Kept = back.Kept || len(back.Item.Of) > 0
	case c.What == ChangeItem && c.Field == FieldUnit && same(now, c.After):
		back.Kept, err = b.movedSince(ctx, c)
	case !c.Removes() && (!is || !same(now, c.After)):
		if other, can := rebase(c, now); is && can {
			b.do(other)
			return back, false, nil
		}
		back.Kept = true
	}
	if err == nil && !back.Kept {
		b.do(c.Back())
	}
	return back, false, err
}

// used reports whether what was created must stay: entries about it count, and a
// price agreed with a customer. The turn's own are taken back by now.
func (b *Book) used(ctx context.Context, c Change) (bool, error) {
	n, err := b.src.Used(ctx, c.What, c.ID)
	for e := range b.entries() {
		if c.What == ChangeItem && e.Item == c.ID || c.What == ChangeCustomer && e.Customer == c.ID {
			n += e.Sign
		}
	}
	for r := range b.changes(ChangeRate) {
		if c.What == ChangeCustomer && RateKeyOf(r.Field).Customer == c.ID {
			n += standsAs(r.After) - standsAs(r.Before)
		}
	}
	return n > 0, err
}

// movedSince reports whether something of an item was written after a change of its
// unit: it is so many of the new one, and would not be of the old.
func (b *Book) movedSince(ctx context.Context, c Change) (bool, error) {
	n, err := b.src.MovedSince(ctx, c.ID, c.Turn)
	return n > 0, err
}

// standsAs is one when an amount is some, else none.
func standsAs(raw json.RawMessage) int64 { return int64(min(amountOf(raw), 1)) }

// as is how what c changed is now, and whether the thing is there at all.
func (b *Book) as(ctx context.Context, c Change, back *Reversed) (now []byte, is bool, err error) {
	switch c.What {
	case ChangeItem:
		back.Item, err = b.row(ctx, c.ID)
		if err == nil && c.Field != "" {
			now, err = back.Item.fact(c.Field)
		}
	case ChangeRate:
		now, err = b.rateNow(ctx, c, back)
	case ChangeCustomer:
		back.Customer, err = b.Customer(ctx, c.ID)
		if err == nil && c.Field != "" {
			now, err = back.Customer.fact(c.Field)
		}
	case ChangeLeaving:
		now, err = b.leavingNow(ctx, c, back)
	case ChangeSeen:
		var seen map[SeenKey]string
		seen, err = b.seen(ctx)
		now = text(seen[SeenKey{AlertKind(c.Field), c.ID}])
	case ChangeProfile:
		var p Profile
		p, err = b.Profile(ctx)
		now = text(p.field(c.Field))
	case ChangeDeal:
		var d Deal
		if d, err = b.Deal(ctx, c.ID); err == nil {
			now, err = d.Facts()
		}
	case ChangeSetting:
		var v string
		v, err = b.Setting(ctx, c.ID)
		now = text(v)
	}
	if errors.Is(err, ErrNotFound) {
		return nil, false, nil
	}
	return now, err == nil, err
}

// aftermath says how things stand once all is taken back.
func (b *Book) aftermath(ctx context.Context, r *Reversed) error {
	if r.Item.ID != "" {
		s, err := b.stock(ctx, r.Item.ID)
		if err != nil {
			return err
		}
		r.Stock = r.Item.Measure(s.Qty)
	}
	if r.Customer.ID != "" {
		due, err := b.balance(ctx, r.Customer.ID)
		if err != nil {
			return err
		}
		r.Balance = due
		if r.Owed, err = b.owed(ctx, r.Customer.ID); err != nil {
			return err
		}
	}
	till, err := b.Till(ctx)
	r.Till = till
	return err
}

// Till is the cash and UPI the book has, as of now.
func (b *Book) Till(ctx context.Context) (Till, error) {
	t, err := b.src.Till(ctx)
	if err != nil {
		return t, fmt.Errorf("shop: till: %w", err)
	}
	for e := range b.entries() {
		t.Cash += e.Cash
		t.UPI += e.UPI
	}
	return t, nil
}
