package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Memory is a [Source] that keeps one shop in memory: for made-up shops, and for
// tests of what is built on a book. It serves one goroutine.
type Memory struct {
	profile  Profile
	settings map[string]string
	items    map[string]map[string]json.RawMessage
	people   map[string]json.RawMessage
	rates    map[string]map[RateKey]Money
	stocks   map[string]Stock
	dues     map[string]Money
	leaving  map[string]Day
	seen     map[SeenKey]string
	owed     map[string]Money
	batches  map[string]map[Day]Quantity
	till     Till
	entries  []Entry
	changes  []Change
	sign     map[Ref]int64
}

// NewMemory is a shop that has nothing.
func NewMemory() *Memory {
	return &Memory{
		settings: map[string]string{}, items: map[string]map[string]json.RawMessage{},
		people: map[string]json.RawMessage{}, rates: map[string]map[RateKey]Money{}, stocks: map[string]Stock{},
		dues: map[string]Money{}, owed: map[string]Money{},
		leaving: map[string]Day{},
		seen:    map[SeenKey]string{},
		sign:    map[Ref]int64{}, batches: map[string]map[Day]Quantity{},
	}
}

// Write stores the effects of a turn, each at its place.
func (m *Memory) Write(turn int64, effects []any) error {
	for i, effect := range effects {
		ref := Ref{Turn: turn, N: i + 1}
		switch e := effect.(type) {
		case Entry:
			m.enter(e.Placed(ref))
		case Change:
			e.Ref = ref
			if err := m.change(e); err != nil {
				return fmt.Errorf("shop: memory: %w", err)
			}
		}
	}
	return nil
}

// Written are all entries so far, in order.
func (m *Memory) Written() []Entry { return slices.Clone(m.entries) }

// enter adds one entry to the sums.
func (m *Memory) enter(e Entry) {
	m.entries = append(m.entries, e)
	m.sign[e.Root] += e.Sign
	m.till.Cash += e.Cash
	m.till.UPI += e.UPI
	if e.Expires != "" {
		if m.batches[e.Item] == nil {
			m.batches[e.Item] = map[Day]Quantity{}
		}
		m.batches[e.Item][e.Expires] += e.Batch
	}
	if e.Item != "" {
		m.stocks[e.Item] = m.stocks[e.Item].Plus(e)
	}
	if e.Customer != "" && e.Due != 0 {
		m.dues[e.Customer] += e.Due
	}
	if e.Customer != "" && e.Owed != 0 {
		m.owed[e.Customer] += e.Owed
	}
}

// change makes one change.
func (m *Memory) change(c Change) error {
	m.changes = append(m.changes, c)
	var err error
	switch c.What {
	case ChangeProfile:
		m.profile, err = m.profile.With(c.Field, c.After)
	case ChangeSetting:
		m.settings[c.ID] = words(c.After)
	case ChangeCustomer:
		if m.people[c.ID], err = LayCustomer(m.people[c.ID], c); m.people[c.ID] == nil {
			delete(m.people, c.ID)
		}
	case ChangeLeaving:
		if m.leaving[c.ID] = Day(words(c.After)); empty(c.After) {
			delete(m.leaving, c.ID)
		}
	case ChangeSeen:
		m.seen[SeenKey{AlertKind(c.Field), c.ID}] = words(c.After)
	case ChangeRate:
		if m.rates[c.ID] == nil {
			m.rates[c.ID] = map[RateKey]Money{}
		}
		m.rates[c.ID][RateKeyOf(c.Field)] = amountOf(c.After)
	case ChangeItem:
		m.items[c.ID], err = Lay(m.items[c.ID], c)
		if m.items[c.ID] == nil {
			delete(m.items, c.ID)
		}
	}
	return err
}

// Lay makes one change to a shop's own facts of an item: what was created is
// all its facts, what was taken away none (nil), and a field one of them. A
// null is kept: it empties what a starter item has.
func Lay(own map[string]json.RawMessage, c Change) (map[string]json.RawMessage, error) {
	if c.Removes() {
		return nil, nil
	}
	if c.Field == "" {
		var all map[string]json.RawMessage
		err := json.Unmarshal(c.After, &all)
		return all, err
	}
	out := maps.Clone(own)
	if out == nil {
		out = map[string]json.RawMessage{}
	}
	out[c.Field] = c.After
	if empty(c.After) {
		out[c.Field] = json.RawMessage("null")
	}
	return out, nil
}

// Stock is what there is of an item.
func (m *Memory) Stock(_ context.Context, item string) (Stock, error) { return m.stocks[item], nil }

// Stocks is what there is of all.
func (m *Memory) Stocks(context.Context) (map[string]Stock, error) {
	return maps.Clone(m.stocks), nil
}

// Batches are an item's goods by the day they expire.
func (m *Memory) Batches(_ context.Context, item string) ([]Batch, error) {
	var out []Batch
	for _, day := range slices.Sorted(maps.Keys(m.batches[item])) {
		if q := m.batches[item][day]; q != 0 {
			out = append(out, Batch{Expires: day, Qty: q})
		}
	}
	return out, nil
}

// AllBatches are those of all items.
func (m *Memory) AllBatches(ctx context.Context) (map[string][]Batch, error) {
	out := map[string][]Batch{}
	for item := range m.batches {
		all, err := m.Batches(ctx, item)
		if err != nil {
			return nil, err
		}
		if len(all) > 0 {
			out[item] = all
		}
	}
	return out, nil
}

// Moved is when items in stock, or oversold, first moved and were last sold.
func (m *Memory) Moved(ctx context.Context) (map[string]Movement, error) {
	out := map[string]Movement{}
	for item, s := range m.stocks {
		if s.Qty == 0 {
			continue
		}
		var at Movement
		for _, e := range m.entries {
			if e.Item == item && (at.First == "" || e.Day < at.First) {
				at.First = e.Day
			}
		}
		days, err := m.Sums(ctx, Query{Item: item, By: ByDay})
		if err != nil {
			return nil, err
		}
		for _, d := range days {
			if d.Lines > 0 {
				at.Sold = Day(d.Key)
			}
		}
		out[item] = at
	}
	return out, nil
}

// Balance is what a customer owes.
func (m *Memory) Balance(_ context.Context, id string) (Money, error) { return m.dues[id], nil }

// Balances is what all customers owe.
func (m *Memory) Balances(context.Context) (map[string]Money, error) { return maps.Clone(m.dues), nil }

// Owed is what the shop owes a supplier.
func (m *Memory) Owed(_ context.Context, id string) (Money, error) { return m.owed[id], nil }

// AllOwed is what it owes all suppliers.
func (m *Memory) AllOwed(context.Context) (map[string]Money, error) { return maps.Clone(m.owed), nil }

// Till is all cash and UPI.
func (m *Memory) Till(context.Context) (Till, error) { return m.till, nil }

// Sums scans all entries.
func (m *Memory) Sums(_ context.Context, q Query) ([]Row, error) {
	all := map[string]Sums{}
	for _, e := range m.entries {
		if q.Takes(e) {
			all[q.Key(e)] = all[q.Key(e)].Plus(SumsOf(e))
		}
	}
	return rowsOf(all), nil
}

// Credits are the days customers who owe were given credit.
func (m *Memory) Credits(_ context.Context, customer string) ([]CreditDay, error) {
	var out []CreditDay
	for _, e := range m.entries {
		given := SumsOf(e).Credit
		if given != 0 && e.Customer != "" && (customer == "" || e.Customer == customer) {
			out = append(out, CreditDay{Customer: e.Customer, Day: e.Day, Amount: given})
		}
	}
	slices.SortStableFunc(out, func(a, b CreditDay) int { return strings.Compare(string(b.Day), string(a.Day)) })
	return merged(out), nil
}

// Promises are the credits that were promised to be paid by a day.
func (m *Memory) Promises(_ context.Context, customer string) ([]CreditDay, error) {
	var out []CreditDay
	for _, e := range m.entries {
		given := SumsOf(e).Credit
		if given != 0 && e.Until != "" && e.Customer != "" && (customer == "" || e.Customer == customer) {
			out = append(out, CreditDay{Customer: e.Customer, Day: e.Day, Amount: given, Until: e.Until})
		}
	}
	return merged(out), nil
}

// Ledger are the entries that moved an account.
func (m *Memory) Ledger(_ context.Context, customer string, p Period) ([]Entry, Money, error) {
	var out []Entry
	var before Money
	for _, e := range m.entries {
		switch {
		case e.Customer != customer || e.Due == 0:
		case p.Has(e.Day):
			out = append(out, e)
		case p.From != "" && e.Day < p.From:
			before += e.Due
		}
	}
	inOrder(out)
	return out, before, nil
}

// Entries are those of a turn.
func (m *Memory) Entries(_ context.Context, turn int64) ([]Entry, error) {
	return slices.DeleteFunc(slices.Clone(m.entries), func(e Entry) bool { return e.Turn != turn }), nil
}

// Lines counts all entries.
func (m *Memory) Lines(context.Context) (int64, error) { return int64(len(m.entries)), nil }

// Changes are those of a turn.
func (m *Memory) Changes(_ context.Context, turn int64) ([]Change, error) {
	return slices.DeleteFunc(slices.Clone(m.changes), func(c Change) bool { return c.Turn != turn }), nil
}

// Standing counts how often what began with root counts.
func (m *Memory) Standing(_ context.Context, root Ref) (int64, error) { return m.sign[root], nil }

// Used counts the entries about a thing that still count.
func (m *Memory) Used(_ context.Context, what, id string) (int64, error) {
	var n int64
	for _, e := range m.entries {
		if what == ChangeItem && e.Item == id || what == ChangeCustomer && e.Customer == id {
			n += e.Sign
		}
	}
	for _, of := range m.rates {
		for k, price := range of {
			if what == ChangeCustomer && k.Customer == id && price != 0 {
				n++
			}
		}
	}
	return n, nil
}

// Former are the facts a thing was last created with.
func (m *Memory) Former(_ context.Context, what, id string) (json.RawMessage, error) {
	for _, c := range slices.Backward(m.changes) {
		if c.What == what && c.ID == id && c.Field == "" && !empty(c.After) {
			return c.After, nil
		}
	}
	return nil, ErrNotFound
}
