package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Customer is one customer as of now; ErrNotFound when the shop has none of
// that id.
func (b *Book) Customer(ctx context.Context, id string) (Customer, error) {
	c, err := b.src.Customer(ctx, id)
	known := err == nil
	if err != nil && !errors.Is(err, ErrNotFound) {
		return c, fmt.Errorf("shop: customer: %w", err)
	}
	c.ID = id
	for ch := range b.changes(ChangeCustomer) {
		if ch.ID != id {
			continue
		}
		if known = !ch.Removes(); known {
			if c, err = c.laid(ch); err != nil {
				return c, err
			}
		}
	}
	if known {
		var gone bool
		gone, err = b.gone(ctx, id)
		known = !gone
	}
	if err == nil && !known {
		err = ErrNotFound
	}
	if err != nil {
		return Customer{}, err
	}
	return c, nil
}

// Customers are all customers, in an order that follows from their names.
func (b *Book) Customers(ctx context.Context) ([]Customer, error) {
	all, err := b.src.Customers(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: customers: %w", err)
	}
	for ch := range b.changes(ChangeCustomer) {
		was := Customer{ID: ch.ID}
		all = slices.DeleteFunc(all, func(c Customer) bool {
			if c.ID == ch.ID {
				was = c
			}
			return c.ID == ch.ID
		})
		if ch.Removes() {
			continue
		}
		c, err := was.laid(ch)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	gone, err := b.leaving(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c Customer) bool { _, is := gone[c.ID]; return is })
	InOrder(all)
	return all, nil
}

// EnsureCustomer is the customer of that name, made when there is none.
func (b *Book) EnsureCustomer(ctx context.Context, name string) (Customer, error) {
	c, isNew, err := b.who(ctx, Customer{Name: name})
	if err == nil && isNew {
		err = b.welcome(c)
	}
	return c, err
}

// who finds the customer that is meant, by id and else by name; a name nobody
// has is a customer to be created, which the caller does once all is checked.
func (b *Book) who(ctx context.Context, c Customer) (Customer, bool, error) {
	if c.None() {
		return c, false, ErrNoCustomer
	}
	if c.ID != "" {
		known, err := b.Customer(ctx, c.ID)
		if !errors.Is(err, ErrNotFound) || c.Name == "" {
			return known, false, err
		}
	}
	all, err := b.Customers(ctx)
	if err != nil {
		return c, false, err
	}
	key := Fold(c.Name)
	for _, k := range all {
		if slices.ContainsFunc(k.calls(), func(s string) bool { return Fold(s) == key }) {
			return k, false, nil
		}
	}
	if !plainName(c.Name) {
		return c, false, ErrName
	}
	gone, err := b.leaving(ctx)
	if err != nil {
		return c, false, err
	}
	id := b.idOf(customerPrefix, c.Name, func(id string) bool {
		_, is := gone[id] // another of his name is another
		return is || slices.ContainsFunc(all, func(k Customer) bool { return k.ID == id })
	})
	return Customer{ID: id, Name: properName(c.Name)}, true, nil
}

// welcome writes a new customer.
func (b *Book) welcome(c Customer) error {
	raw, err := c.Facts()
	if err != nil {
		return err
	}
	b.do(Change{What: ChangeCustomer, ID: c.ID, Before: json.RawMessage("null"), After: raw})
	return nil
}
