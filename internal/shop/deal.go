package shop

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ChangeDeal is a [Change] of a [Deal]: always of the whole of it.
const ChangeDeal = "deal"

// DealState is how far a [Deal] has come.
type DealState string

// The states of a deal.
const (
	DealAsked  DealState = "asked"  // the neighbour has been asked
	DealYes    DealState = "yes"    // he agrees; the shop that asked has the last word
	DealNo     DealState = "no"     // one of the two does not want it
	DealDone   DealState = "done"   // both books have it
	DealGone   DealState = "gone"   // the goods were gone before it was done
	DealClosed DealState = "closed" // another neighbour was taken
)

// Deal is goods that one shop may hand to a neighbour. Each of the two keeps a copy
// in its own book. What a copy says of the other shop is all that it is ever told of
// it: its name, how far it is, which item, how much, for how much, until and from
// when, and how it likes to be reached.
type Deal struct {
	ID      string    // what both call it: the turn that opened it and a number
	Other   int64     // the other shop's number; not for people
	Opened  bool      // this shop asked, the other was asked
	Gives   bool      // this shop hands the goods over
	State   DealState //
	Name    string    // of the other shop
	Metres  int       // to the other shop, rounded up
	Contact Contact   // how the other shop likes to be reached
	Item    Item      // id, name, names and unit
	Qty     Measure   //
	Rate    Rate      // its price; 0 while the giver has not said
	Urgent  bool      //
	Until   time.Time // after which it is off unless it is done
	Pickup  time.Time // when the goods are fetched; zero until the neighbour has said
	Expires Day       // the first day any of the goods expire, once they are handed over; "" when the giver's book has no date
}

// Contact is how a shop likes to be reached by its neighbours.
type Contact string

// The ways to be reached.
const (
	ByChat  Contact = "chat"  // through the bot
	ByVisit Contact = "visit" // who wants something comes by
)

// dealFacts is how a deal is kept.
type dealFacts struct {
	Other   int64             `json:"other"`
	Opened  bool              `json:"opened,omitempty"`
	Gives   bool              `json:"gives,omitempty"`
	State   DealState         `json:"state"`
	Name    string            `json:"name"`
	Metres  int               `json:"metres"`
	Contact Contact           `json:"contact,omitempty"`
	Item    string            `json:"item"`
	Called  string            `json:"called"`
	Names   map[string]string `json:"names,omitempty"`
	Counted string            `json:"counted,omitempty"`
	Qty     int64             `json:"qty"`
	Unit    string            `json:"unit,omitempty"`
	Rate    int64             `json:"rate,omitempty"`
	Per     string            `json:"per,omitempty"`
	Urgent  bool              `json:"urgent,omitempty"`
	Until   int64             `json:"until"`
	Pickup  int64             `json:"pickup,omitempty"`
	Expires Day               `json:"expires,omitempty"`
}

// Facts is d as the book keeps it, without the id.
func (d Deal) Facts() (json.RawMessage, error) {
	f := dealFacts{
		Other: d.Other, Opened: d.Opened, Gives: d.Gives, State: d.State, Name: d.Name, Metres: d.Metres, Contact: d.Contact,
		Item: d.Item.ID, Called: d.Item.Name, Names: d.Item.Printed(), Counted: d.Item.Unit, Qty: d.Qty.N, Unit: d.Qty.Unit,
		Rate: int64(d.Rate.Price), Per: d.Rate.Unit, Urgent: d.Urgent, Until: d.Until.UnixMilli(), Expires: d.Expires,
	}
	if !d.Pickup.IsZero() {
		f.Pickup = d.Pickup.UnixMilli()
	}
	return json.Marshal(f)
}

// With is a deal of d's id as kept.
func (d Deal) With(kept json.RawMessage) (Deal, error) {
	var f dealFacts
	if err := json.Unmarshal(kept, &f); err != nil {
		return d, fmt.Errorf("shop: deal: %w", err)
	}
	out := Deal{
		ID: d.ID, Other: f.Other, Opened: f.Opened, Gives: f.Gives, State: f.State, Name: f.Name, Metres: f.Metres, Contact: f.Contact,
		Item: Item{ID: f.Item, Name: f.Called, Names: f.Names, Unit: f.Counted}, Qty: Measure{N: f.Qty, Unit: f.Unit},
		Rate: Rate{Price: Money(f.Rate), Unit: f.Per}, Urgent: f.Urgent, Until: time.UnixMilli(f.Until).UTC(), Expires: f.Expires,
	}
	if f.Pickup != 0 {
		out.Pickup = time.UnixMilli(f.Pickup).UTC()
	}
	return out, nil
}

// Open reports whether something may still come of the deal.
func (d Deal) Open() bool { return d.State == DealAsked || d.State == DealYes }

// Late reports whether the deal's time has passed.
func (d Deal) Late(now time.Time) bool { return !now.Before(d.Until) }

// mirrored is the other shop's copy of a deal that is just being opened.
func (d Deal) mirrored(from int64, name string, contact Contact) Deal {
	d.Other, d.Name, d.Contact, d.Opened, d.Gives = from, name, contact, !d.Opened, !d.Gives
	return d
}

// turn is the turn that opened the deal.
func (d Deal) turn() int64 {
	turn, _, _ := strings.Cut(d.ID, ".")
	n, err := strconv.ParseInt(turn, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Deal is one deal of the shop as of now; ErrNotFound when it has none of that id.
func (b *Book) Deal(ctx context.Context, id string) (Deal, error) {
	if b.turn.Street == nil {
		return Deal{}, ErrNotFound
	}
	d, err := b.turn.Street.Deal(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return d, fmt.Errorf("shop: deal: %w", err)
	}
	for c := range b.changes(ChangeDeal) {
		if c.ID != id {
			continue
		}
		if err = ErrNotFound; !c.Removes() {
			d, err = Deal{ID: id}.With(c.After)
		}
	}
	return d, err
}

// Deals are those something may still come of, the newest first.
func (b *Book) Deals(ctx context.Context) ([]Deal, error) {
	if b.turn.Street == nil {
		return nil, nil
	}
	stored, err := b.turn.Street.OpenDeals(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: deals: %w", err)
	}
	ids := map[string]bool{}
	for _, d := range stored {
		ids[d.ID] = true
	}
	for c := range b.changes(ChangeDeal) {
		ids[c.ID] = true
	}
	var out []Deal
	for id := range ids {
		d, err := b.Deal(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if d.Open() && !d.Late(b.turn.Now) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Deal) int {
		return cmp.Or(cmp.Compare(b.turn(), a.turn()), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// move writes that a deal is otherwise than it was.
func (b *Book) move(was, is Deal) error {
	before, err := was.Facts()
	if err != nil {
		return err
	}
	after, err := is.Facts()
	if err == nil {
		b.do(Change{What: ChangeDeal, ID: is.ID, Before: before, After: after})
	}
	return err
}

// DealID names a deal. Its JSON is a value of kind deal.
type DealID string

// kindDeal is the kind of a [DealID].
const kindDeal = "deal"

// MarshalJSON writes it as a value.
func (d DealID) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindDeal, ID: string(d)})
}

// UnmarshalJSON reads a value.
func (d *DealID) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindDeal)
	if err == nil {
		*d = DealID(v.ID)
	}
	return err
}

// Total is what the goods cost, when their unit and the price's make one.
func (d Deal) Total() (Money, bool) {
	q, err := d.Qty.In(d.Item)
	if err != nil {
		return 0, false
	}
	total, err := d.Rate.of(d.Item, q)
	return total, err == nil
}
