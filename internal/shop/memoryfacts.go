package shop

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
)

// Profile is who the shop is.
func (m *Memory) Profile(context.Context) (Profile, error) { return m.profile, nil }

// Setting is one setting.
func (m *Memory) Setting(_ context.Context, name string) (string, error) {
	return m.settings[name], nil
}

// OwnItem lays the shop's facts over an item.
func (m *Memory) OwnItem(_ context.Context, base Item) (Item, bool, error) {
	own, ok := m.items[base.ID]
	if !ok {
		return base, false, nil
	}
	raw, err := json.Marshal(own)
	if err != nil {
		return base, true, err
	}
	it, err := base.With(raw)
	return it, true, err
}

// OwnItems are all facts of the shop's own.
func (m *Memory) OwnItems(context.Context) (map[string][]byte, error) {
	out := make(map[string][]byte, len(m.items))
	for id, own := range m.items {
		raw, err := json.Marshal(own)
		if err != nil {
			return nil, err
		}
		out[id] = raw
	}
	return out, nil
}

// Customer is one customer.
func (m *Memory) Customer(_ context.Context, id string) (Customer, error) {
	raw, ok := m.people[id]
	if !ok {
		return Customer{}, ErrNotFound
	}
	return Customer{ID: id}.With(raw)
}

// Customers are all of them.
func (m *Memory) Customers(ctx context.Context) ([]Customer, error) {
	var out []Customer
	for _, id := range slices.Sorted(maps.Keys(m.people)) {
		c, err := m.Customer(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// Rates are the prices of an item other than its usual one.
func (m *Memory) Rates(_ context.Context, item string) (map[RateKey]Money, error) {
	out := map[RateKey]Money{}
	maps.Copy(out, m.rates[item])
	return out, nil
}

// Prices are the changes of an item's usual price.
func (m *Memory) Prices(_ context.Context, item string) ([]PriceChange, error) {
	var out []PriceChange
	for _, c := range m.changes {
		if c.What == ChangeItem && c.ID == item {
			if p, ok := PriceChangeOf(c); ok {
				out = append(out, p)
			}
		}
	}
	return out, nil
}
