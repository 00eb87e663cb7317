package shop

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// AlertKind is what an [Alert] is about.
type AlertKind string

// The kinds of alert.
const (
	AlertStock  AlertKind = "stock"  // an item is running out, or out
	AlertExpiry AlertKind = "expiry" // goods of an item expire soon, or have
	AlertLimit  AlertKind = "limit"  // a customer owes more than he may, or nearly
	AlertUdhaar AlertKind = "udhaar" // all customers together do
	alertNear             = 80       // percent of a limit from which it is near
	alertSoon             = 7        // days within which what expires is important

)

// Importance says how much an alert matters.
type Importance int

// How much alerts matter, the least first.
const (
	Notice Importance = iota
	Important
	Urgent
)

// Alert is something the shop should know without having asked. Which of the fields
// after Level say something is for its kind to tell.
type Alert struct {
	Kind     AlertKind
	Level    Importance
	Item     Item
	Qty      Measure
	Days     int // it lasts, or is good for; -1 when nobody can tell
	Expires  Day
	Customer Customer
	Balance  Money
	Limit    Money
	state    string // how things stand
}

// SeenKey is what an alert is remembered by.
type SeenKey struct {
	Kind  AlertKind
	Thing string // id of the item or the customer, "" for the shop
}

func (a Alert) key() SeenKey { return SeenKey{a.Kind, cmp.Or(a.Item.ID, a.Customer.ID)} }

// Facts is what alerts are worked out from.
type Facts struct {
	Watch       Watch
	Owing       []Account
	Outstanding Outstanding
	Seen        map[SeenKey]string // how things stood when alerts were seen
}

// Alerts works out what the shop should know, what matters most first. What was seen
// is left out until it is otherwise.
func Alerts(f Facts) []Alert {
	var all []Alert
	for _, h := range f.Watch.Low {
		all = append(all, stockAlert(h))
	}
	for _, x := range slices.Concat(f.Watch.Past, f.Watch.Soon) {
		all = append(all, expiryAlert(x))
	}
	for _, a := range f.Owing {
		if level, is := nearing(a.Balance, a.Limit); is {
			all = append(all, Alert{Kind: AlertLimit, Level: level, Customer: a.Customer, Balance: a.Balance, Limit: a.Limit, state: owes(a.Balance, a.Limit)})
		}
	}
	if o := f.Outstanding; o.Limit > 0 {
		if level, is := nearing(o.Total, o.Limit); is {
			all = append(all, Alert{Kind: AlertUdhaar, Level: level, Balance: o.Total, Limit: o.Limit, state: owes(o.Total, o.Limit)})
		}
	}
	all = slices.DeleteFunc(merge(all), func(a Alert) bool { return f.Seen[a.key()] == a.state })
	slices.SortStableFunc(all, func(a, b Alert) int { return cmp.Compare(b.Level, a.Level) })
	return all
}

func stockAlert(h OnHand) Alert {
	a := Alert{Kind: AlertStock, Level: Important, Item: h.Item, Qty: h.Qty, Days: h.Days, state: "left " + Quantity(h.Qty.N).String()}
	if h.Qty.N <= 0 {
		a.Level, a.state = Urgent, "out of "+Quantity(h.Qty.N).String()
	}
	return a
}

func expiryAlert(x Expiring) Alert {
	a := Alert{Kind: AlertExpiry, Item: x.Item, Qty: x.Qty, Days: x.Days, Expires: x.Expires}
	switch {
	case x.Days < 0:
		a.Level = Urgent
	case x.Days <= alertSoon:
		a.Level = Important
	}
	a.state = fmt.Sprintf("%d %s %s", a.Level, x.Expires, Quantity(x.Qty.N))
	return a
}

// merge makes one alert of several about the same: a later one of an item's batches
// goes with the first, and with how things stand.
func merge(all []Alert) []Alert {
	at := map[SeenKey]int{}
	var out []Alert
	for _, a := range all {
		if i, known := at[a.key()]; known {
			out[i].state += ", " + a.state
			continue
		}
		at[a.key()] = len(out)
		out = append(out, a)
	}
	return out
}

// nearing reports whether a balance is near a limit or above, and how much that
// matters.
func nearing(balance, limit Money) (Importance, bool) {
	switch {
	case balance > limit:
		return Urgent, true
	case less(limit, alertNear, balance, 100):
		return Important, true
	}
	return Notice, false
}

func owes(balance, limit Money) string { return balance.String() + " of " + limit.String() }

// Alerts are those of the shop as of now; those about money only if asked for.
func (b *Book) Alerts(ctx context.Context, money bool) ([]Alert, error) {
	var f Facts
	var err error
	if f.Watch, err = b.Watch(ctx, SoonDays); err != nil {
		return nil, err
	}
	if f.Seen, err = b.seen(ctx); err != nil {
		return nil, err
	}
	if money {
		if f.Owing, err = b.Owing(ctx); err == nil {
			f.Outstanding, err = b.Outstanding(ctx)
		}
	}
	return Alerts(f), err
}

// See remembers that alerts were seen.
func (b *Book) See(ctx context.Context, alerts []Alert) error {
	seen, err := b.seen(ctx)
	if err != nil {
		return err
	}
	for _, a := range alerts {
		k := a.key()
		b.do(Change{What: ChangeSeen, ID: k.Thing, Field: string(k.Kind), Before: text(seen[k]), After: text(a.state)})
	}
	return nil
}

// seen is how things stood when alerts were seen, as of now.
func (b *Book) seen(ctx context.Context) (map[SeenKey]string, error) {
	all, err := b.src.Seen(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: seen: %w", err)
	}
	for c := range b.changes(ChangeSeen) {
		all[SeenKey{AlertKind(c.Field), c.ID}] = words(c.After)
	}
	return all, nil
}
